// Parses the head of a message.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "media/rtsp/message.hpp"

namespace media::rtsp {

/// Start line and headers, each line ended by CRLF or LF. Folded lines are joined, and lines
/// without a colon are skipped, because servers send both. Fails with a sentence if the start line
/// is invalid or there are more than `max_headers` headers.
struct HeadResult {
  std::optional<Message> message;
  std::string sentence;       // why there is no message
  bool is_too_large = false;  // because of the number of headers
};
[[nodiscard]] HeadResult parse_head(std::string_view text);

}  // namespace media::rtsp
