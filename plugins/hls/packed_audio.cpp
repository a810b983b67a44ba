#include "plugins/hls/codec_string.hpp"
#include "plugins/hls/containers.hpp"

namespace hls {
namespace {

constexpr std::uint32_t only_track = 1;
constexpr std::int64_t nanos_per_90_ticks = 1'000'000;  // 90 ticks at 90 kHz are a millisecond
constexpr std::uint64_t wrap = std::uint64_t{1} << 33U;

nanoseconds time_of(std::int64_t ticks) { return nanoseconds(ticks * nanos_per_90_ticks / 90); }

}  // namespace

void PackedAudio::begin(std::uint64_t, bool continues) {
  if (continues) return;
  tag_.reset();
  frames_.reset();
  has_timestamp_ = false;
}

void PackedAudio::push(vex::Bytes bytes, nanoseconds, MediaListener& listener) {
  if (!tag_.is_done()) {
    tag_.push(bytes);
    if (!tag_.is_done()) return;
    take_timestamp();
    read_frames(tag_.untaken(), listener);
  }
  read_frames(bytes, listener);
}

/// The timestamp has 33 bits and wraps like those of transport streams.
void PackedAudio::take_timestamp() {
  const auto ticks = tag_.transport_stream_timestamp();
  if (!ticks) return;
  if (last_ticks_ && *ticks + wrap / 2 < *last_ticks_) ++wraps_;
  if (last_ticks_ && *ticks > *last_ticks_ + wrap / 2) --wraps_;
  last_ticks_ = ticks;
  has_timestamp_ = true;
  next_ = time_of(static_cast<std::int64_t>(*ticks) + wraps_ * static_cast<std::int64_t>(wrap));
}

void PackedAudio::read_frames(vex::Bytes bytes, MediaListener& listener) {
  while (frames_.next(bytes)) {
    const media::aac::AdtsHeader& header = frames_.frame();
    if (header.facts.sample_rate == 0) continue;
    if (!(header.facts == told_)) {
      told_ = header.facts;
      MediaTrack track{.id = only_track, .kind = vex::Track::audio, .codec = "aac"};
      track.audio = header.facts;
      track.codec_string = aac_codec_string(header.facts);
      listener.on_track(track);
    }
    const nanoseconds duration(std::int64_t{1'000'000'000} * header.samples /
                               header.facts.sample_rate);
    // Without a timestamp, frames follow those of the previous segment, as in players.
    listener.on_frame({.track = only_track,
                       .is_keyframe = true,
                       .dts = next_,
                       .pts = next_,
                       .duration = duration,
                       .size = header.frame_bytes - header.header_bytes});
    next_ += duration;
  }
}

void PackedAudio::end(bool is_whole, MediaListener&) {
  if (is_whole && !frames_.is_between_frames()) {
    throw vex::Error(vex::Reason::closed, "packed audio ended within a frame");
  }
}

}  // namespace hls
