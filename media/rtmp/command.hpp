// Command messages (7.1.1, 7.2): a name, a number that pairs requests with replies, and values.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "media/amf0/value.hpp"

namespace media::rtmp {

struct Command {
  std::string name;
  double transaction_id = 0;
  std::vector<amf0::Value> arguments;  // command object first; as far as they are readable

  /// The first non-empty object among the arguments, after the command object if that is null:
  /// where the replies to connect and play have their level, code and description.
  [[nodiscard]] const amf0::Value* information() const;

  /// A string in information(); "" if it has none.
  [[nodiscard]] std::string_view text(std::string_view key) const;
};

/// Reads the payload of a command message. With `is_amf3` (message type 17) an extra byte precedes
/// data that is AMF 0 from all servers; AMF 3 only occurs inside it, where reading stops. Nothing
/// if not even name and number are readable.
[[nodiscard]] std::optional<Command> read_command(std::span<const std::byte> payload, bool is_amf3);

}  // namespace media::rtmp
