#include "media/flv/audio_track.hpp"

#include <utility>

#include "media/flv/codec_facts_reader.hpp"
#include "media/mp3/header.hpp"

namespace media::flv {

void AudioTrack::configure(Codec codec, std::span<const std::byte> record) {
  begin(codec);
  facts_ = read_audio_configuration(codec, record).value_or(AudioFacts{});
  may_differ_ = true;
}

void AudioTrack::see_frame(const AudioBody& body, std::span<const std::byte> payload) {
  begin(body.codec);
  if (codec_ == Codec::mp3) {
    if (const auto header = mp3::read_header(payload)) {
      set_sound(header->facts.sample_rate, header->facts.channels);
    }
  } else if (body.sample_rate != 0) {
    set_sound(body.sample_rate, body.channels);
  }
}

void AudioTrack::set_sound(std::uint32_t sample_rate, std::uint32_t channels) {
  if (sample_rate == facts_.sample_rate && channels == facts_.channels) return;
  facts_.sample_rate = sample_rate;
  facts_.channels = channels;
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
