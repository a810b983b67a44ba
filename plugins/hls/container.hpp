// The containers of segments, behind one interface.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <vex/vex.hpp>

#include "media/codec_facts.hpp"

namespace hls {

using std::chrono::nanoseconds;

struct MediaTrack {
  std::uint32_t id = 0;  // within the rendition
  vex::Track::Kind kind = vex::Track::data;
  std::string codec{};
  std::string codec_string{};  // in the form of CODECS, as far as it is known
  media::VideoFacts video{};
  media::AudioFacts audio{};
};

struct MediaFrame {
  std::uint32_t track = 0;
  bool is_keyframe = false;
  nanoseconds dts{};
  nanoseconds pts{};
  std::optional<nanoseconds> duration{};
  std::uint64_t size = 0;
  vex::Bytes payload{};
};

/// What a text segment shows, on the clock of the other renditions.
struct ShownText {
  std::uint32_t cues = 0;
  std::optional<nanoseconds> begin{};  // of the first cue; nothing without cues
  std::optional<nanoseconds> end{};    // of the last cue
};

/// Times are the source's, unwrapped.
class MediaListener {
 public:
  virtual ~MediaListener() = default;
  virtual void on_track(const MediaTrack& track) = 0;
  virtual void on_frame(const MediaFrame& frame) = 0;
  virtual void on_producer_time(std::uint32_t track, nanoseconds media_time,
                                nanoseconds unix_time) = 0;
};

/// Reads one resource after another: segments, and the maps that they need. Throws vex::Error
/// (protocol) if the container is invalid.
class Container {
 public:
  virtual ~Container() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;

  /// Starts a resource; `offset` is its position in the file. A part may continue the previous one.
  virtual void begin(std::uint64_t offset, bool continues) = 0;
  virtual void push(vex::Bytes bytes, nanoseconds arrival, MediaListener& listener) = 0;

  /// Ends the resource, or, if only its head was fetched, all that is wanted of it.
  virtual void end(bool is_whole, MediaListener& listener) = 0;

  /// Whether the resource started with what a player needs first (RFC 8216 3).
  [[nodiscard]] virtual vex::Known starts_with_tables() const = 0;

  /// For a text resource that has ended; nothing for media.
  [[nodiscard]] virtual std::optional<ShownText> text() const { return std::nullopt; }

  /// The errors in all transport streams read so far.
  [[nodiscard]] virtual std::optional<vex::TransportStream> errors() const { return std::nullopt; }
};

enum class ContainerKind : std::uint8_t {
  transport_stream = 1,
  fragmented_mp4,
  packed_audio,
  text
};

/// Recognises the container from the first bytes of a segment, at least 8 of them (RFC 8216 3).
[[nodiscard]] std::optional<ContainerKind> kind_of(vex::Bytes first);

/// `depth`: how many bytes of each access unit a frame carries, if the container supports it.
[[nodiscard]] std::unique_ptr<Container> make_container(ContainerKind kind, std::size_t depth);

}  // namespace hls
