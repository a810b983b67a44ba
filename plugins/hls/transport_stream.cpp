#include "plugins/media_events/transport_stream.hpp"
#include "plugins/hls/codec_string.hpp"
#include "plugins/hls/containers.hpp"

namespace hls {
namespace {

constexpr std::uint64_t longest_without_sync = std::uint64_t{64} * 1024;

class Translator final : public media::mpegts::Listener {
 public:
  explicit Translator(MediaListener& to) : to_(to) {}

  void on_track(const media::mpegts::Track& track) override {
    if (track.kind == media::mpegts::TrackKind::data) return;
    MediaTrack told;
    told.id = track.pid;
    told.kind =
        track.kind == media::mpegts::TrackKind::video ? vex::Track::video : vex::Track::audio;
    told.codec = track.codec;
    told.codec_string = codec_string(track.codec, track.video, track.audio);
    told.video = track.video;
    told.audio = track.audio;
    to_.on_track(told);
  }

  void on_frame(const media::mpegts::Frame& frame) override {
    to_.on_frame({.track = frame.pid,
                  .is_keyframe = frame.is_keyframe,
                  .dts = frame.dts,
                  .pts = frame.pts,
                  .size = frame.size,
                  .payload = frame.payload});
  }

 private:
  MediaListener& to_;
};

}  // namespace

void TransportStream::begin(std::uint64_t, bool continues) { is_continued_ = continues; }

void TransportStream::push(vex::Bytes bytes, nanoseconds arrival, MediaListener& listener) {
  Translator translator(listener);
  reader_.push(bytes, arrival, translator);
  if (reader_.bytes_without_sync() > longest_without_sync) {
    throw vex::Error(vex::Reason::protocol,
                     "it is not a transport stream: there are no packets in 64 KiB");
  }
}

void TransportStream::end(bool, MediaListener& listener) {
  const bool has_tables = reader_.has_tables() && !reader_.had_media_before_tables();
  tables_ = is_continued_ ? vex::Known::unknown : vex::known(has_tables);
  Translator translator(listener);
  reader_.restart(translator);
}

vex::Known TransportStream::starts_with_tables() const { return tables_; }

/// Tables must be at the start of a segment (RFC 8216 3.2), which hls_segment_start judges;
/// repeating them every half second is a rule for broadcasts.
std::optional<vex::TransportStream> TransportStream::errors() const {
  vex::TransportStream event = media_events::transport_stream(reader_.counters());
  event.pat_errors = event.pmt_errors = vex::TransportStream::not_counted;
  return event;
}

}  // namespace hls
