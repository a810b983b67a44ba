// Command messages (7.1.1, 7.2): a name, a number that pairs question and answer, and values.
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
  std::vector<amf0::Value> arguments;  // command object first; as far as they can be read

  /// The first argument that is an object and says something, behind the command object if that is
  /// null: where the answers to connect and play put level, code and description.
  [[nodiscard]] const amf0::Value* information() const;

  /// A text of information(); "" where it has none.
  [[nodiscard]] std::string_view text(std::string_view key) const;
};

/// Reads the payload of a command message. With `is_amf3` (message type 17) a byte precedes what is
/// AMF 0 in all servers: AMF 3 only occurs within, where reading ends. Nothing where not even name
/// and number can be read.
[[nodiscard]] std::optional<Command> read_command(std::span<const std::byte> payload, bool is_amf3);

}  // namespace media::rtmp
