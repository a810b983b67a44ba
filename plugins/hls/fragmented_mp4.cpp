#include "plugins/hls/codec_string.hpp"
#include "plugins/hls/containers.hpp"

namespace hls {
namespace {

/// An LC configuration may be followed by an extension, which old players ignore (ISO/IEC 14496-3
/// 1.6.5), so CODECS may or may not name it.
std::string codec_string_of(const media::mp4::Track& track) {
  if (track.codec_string != "mp4a.40.2") return track.codec_string;
  return track.audio.profile == "LC" ? aac_codec_string(track.audio) : "mp4a.40";
}

class Translator final : public media::mp4::Listener {
 public:
  explicit Translator(MediaListener& to) : to_(to) {}

  void on_track(const media::mp4::Track& track) override {
    const bool is_video = track.kind == media::mp4::TrackKind::video;
    if (!is_video && track.kind != media::mp4::TrackKind::audio) return;
    MediaTrack told;
    told.id = track.id;
    told.kind = is_video ? vex::Track::video : vex::Track::audio;
    told.codec = track.codec;
    told.codec_string = codec_string_of(track);
    told.video = track.video;
    told.audio = track.audio;
    to_.on_track(told);
  }

  void on_sample(const media::mp4::Sample& sample) override {
    to_.on_frame({.track = sample.track,
                  .is_keyframe = sample.is_keyframe,
                  .dts = sample.dts,
                  .pts = sample.pts,
                  .duration = sample.duration,
                  .size = sample.size});
  }

  void on_producer_reference_time(const media::mp4::ProducerReferenceTime& reference) override {
    to_.on_producer_time(reference.track, reference.media_time, reference.unix_time);
  }

 private:
  MediaListener& to_;
};

void check(const std::optional<media::mp4::Error>& error) {
  if (!error) return;
  const bool is_large = error->kind == media::mp4::Error::Kind::too_large;
  const bool is_cut = error->kind == media::mp4::Error::Kind::cut;
  throw vex::Error(is_large ? vex::Reason::too_large
                   : is_cut ? vex::Reason::closed
                            : vex::Reason::protocol,
                   "MP4 at byte " + std::to_string(error->offset) + ": " + error->sentence);
}

}  // namespace

void FragmentedMp4::begin(std::uint64_t offset, bool) { reader_.begin_resource(offset); }

void FragmentedMp4::push(vex::Bytes bytes, nanoseconds, MediaListener& listener) {
  Translator translator(listener);
  check(reader_.push(bytes, translator));
}

void FragmentedMp4::end(bool is_whole, MediaListener&) {
  if (is_whole) check(reader_.end_resource());
}

vex::Known FragmentedMp4::starts_with_tables() const { return vex::known(reader_.has_movie()); }

}  // namespace hls
