#include "media/flv/audio_track.hpp"

#include <optional>
#include <utility>

#include "media/aac/configuration.hpp"

namespace media::flv {

namespace {

std::optional<AudioFacts> read_record(Codec codec, std::span<const std::byte> record) {
  switch (codec) {
    case Codec::aac:
      return aac::read_configuration(record);
    default:
      return std::nullopt;
  }
}

}  // namespace

void AudioTrack::configure(Codec codec, std::span<const std::byte> record) {
  begin(codec);
  facts_ = read_record(codec, record).value_or(AudioFacts{});
  may_differ_ = true;
}

void AudioTrack::see_frame(const AudioBody& body, std::span<const std::byte> /*payload*/) {
  begin(body.codec);
  if (body.sample_rate == 0 ||
      (body.sample_rate == facts_.sample_rate && body.channels == facts_.channels)) {
    return;
  }
  facts_.sample_rate = body.sample_rate;
  facts_.channels = body.channels;
  may_differ_ = true;
}

void AudioTrack::begin(Codec codec) {
  if (is_known_ && codec == codec_) return;
  is_known_ = true;
  may_differ_ = true;
  codec_ = codec;
  facts_ = {};
}

const Track* AudioTrack::changed() {
  if (!may_differ_ || !is_known_) return nullptr;
  may_differ_ = false;
  Track track;
  track.kind = TrackKind::audio;
  track.codec = codec_;
  track.audio = facts_;
  if (is_announced_ && track == announced_) return nullptr;
  is_announced_ = true;
  announced_ = std::move(track);
  return &announced_;
}

}  // namespace media::flv
