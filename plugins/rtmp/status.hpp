// What the codes of onStatus and of refused commands say about a stream. Source: Adobe's
// ActionScript reference (NetStatusEvent), and what servers really send.
#pragma once

#include <string_view>

#include <vex/vex.hpp>

#include "media/rtmp/command.hpp"

namespace rtmp {

enum class Meaning : std::uint8_t {
  nothing = 1,  // a note on the way
  playing,      // play has been answered
  ended,        // the stream is over, or its publisher has left
  failed,
};

[[nodiscard]] Meaning meaning_of(const media::rtmp::Command& status);

/// The reason of a refusal or an end, and a sentence with what the server said. `asked` is the
/// command that it answers: "play".
[[nodiscard]] vex::Error error_of(const media::rtmp::Command& answer, std::string_view asked);

}  // namespace rtmp
