// The head of a message as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "media/rtsp/message.hpp"

namespace media::rtsp {

/// Start line and headers, each line ended by CRLF or by LF alone. Folded lines are joined, a line
/// without a colon is passed over: servers have sent both. Fails with a sentence for a start line
/// that is none and for more headers than `max_headers`.
struct HeadResult {
  std::optional<Message> message;
  std::string sentence;       // why there is none
  bool is_too_large = false;  // the reason is the number of headers
};
[[nodiscard]] HeadResult parse_head(std::string_view text);

}  // namespace media::rtsp
