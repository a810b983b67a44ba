// What the codes of onStatus and of refused commands mean for a stream. Source: Adobe's
// ActionScript reference (NetStatusEvent), and what servers actually send.
#pragma once

#include <string_view>

#include <vex/vex.hpp>

#include "media/rtmp/command.hpp"

namespace rtmp {

enum class Meaning : std::uint8_t {
  nothing = 1,  // informational
  playing,      // the stream plays
  ended,        // the stream has ended, or its publisher has left
  failed,
};

[[nodiscard]] Meaning meaning_of(const media::rtmp::Command& status);

/// The reason for a refusal or an end, with a sentence that includes what the server said. `asked`
/// is the command that it answers: "play".
[[nodiscard]] vex::Error error_of(const media::rtmp::Command& answer, std::string_view asked);

}  // namespace rtmp
