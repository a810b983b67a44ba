#include "media/rtp/track.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "media/aac/configuration.hpp"
#include "media/avc/nal_unit.hpp"
#include "media/avc/sequence_parameter_set.hpp"
#include "media/hevc/sequence_parameter_set.hpp"
#include "media/sdp/text.hpp"

namespace media::rtp {
namespace {

struct CodecName {
  std::string_view encoding;  // RTP's
  std::string_view codec;     // FFmpeg's, if it has one
};

constexpr std::array codec_names{
    CodecName{"H264", "h264"},         CodecName{"H265", "hevc"},
    CodecName{"mpeg4-generic", "aac"}, CodecName{"MP4A-LATM", "aac"},
    CodecName{"PCMU", "g711u"},        CodecName{"PCMA", "g711a"},
    CodecName{"MPA", "mp3"},           CodecName{"MPV", "mpeg2video"},
    CodecName{"MP4V-ES", "mpeg4"},     CodecName{"JPEG", "mjpeg"},
};

std::string codec_of(std::string_view encoding) {
  for (const CodecName& known : codec_names) {
    if (sdp::equals_without_case(known.encoding, encoding)) return std::string(known.codec);
  }
  std::string name(encoding);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name;
}

/// Reads out-of-band parameter sets, up to the first that is valid.
void read_parameter_sets(const sdp::FormatParameters& parameters, TrackFacts& facts) {
  for (const auto& unit : parameters.octet_list("sprop-parameter-sets")) {
    if (avc::nal_type(unit) != avc::NalType::sequence_parameter_set) continue;
    if (auto read = avc::read_sequence_parameter_set(unit)) facts.video = std::move(*read);
  }
  for (const auto& unit : parameters.octet_list("sprop-sps")) {
    if (auto read = hevc::read_sequence_parameter_set(unit)) facts.video = std::move(*read);
  }
}

TrackFacts facts_of(const sdp::Media& media, const sdp::Format& format) {
  TrackFacts facts;
  facts.codec = codec_of(format.encoding);
  if (media.kind == "video") {
    facts.kind = TrackKind::video;
    read_parameter_sets(format.parameters, facts);
    if (facts.video.framerate == 0) facts.video.framerate = media.framerate;
  } else if (media.kind == "audio") {
    facts.kind = TrackKind::audio;
    facts.audio.sample_rate = format.clock_rate;
    facts.audio.channels = format.channels == 0 ? 1 : format.channels;
    // G.722 samples at 16 kHz but its timestamps run at 8 kHz (RFC 3551 4.5.2).
    if (facts.codec == "g722") facts.audio.sample_rate = 16000;
    if (sdp::equals_without_case(format.encoding, "mpeg4-generic")) {
      auto read = aac::read_configuration(format.parameters.octets("config"));
      if (read) facts.audio = std::move(*read);
    }
  }
  return facts;
}

}  // namespace

/// Places what the depacketizer finds on the track's timeline.
class Track::Units final : public UnitListener {
 public:
  Units(Track& track, nanoseconds arrival, TrackListener& listener)
      : track_(track), arrival_(arrival), listener_(listener) {}

  void on_unit(const AccessUnit& unit) override {
    track_.announce(listener_);
    Frame frame;
    frame.is_keyframe = unit.is_keyframe;
    frame.is_damaged = unit.is_damaged;
    frame.pts = track_.timeline_.time_of(unit.timestamp);
    frame.dts = track_.decode_times_ ? track_.decode_times_->next(frame.pts) : frame.pts;
    frame.arrival = arrival_;
    frame.size = unit.size;
    frame.payload = unit.payload;
    listener_.on_frame(frame);
  }

  void on_video(const VideoFacts& facts) override {
    VideoFacts& known = track_.facts_.video;
    const VideoFacts before = std::exchange(known, facts);
    if (known.framerate == 0) known.framerate = before.framerate;
    if (known != before) track_.is_announced_ = false;
  }

 private:
  Track& track_;
  nanoseconds arrival_;
  TrackListener& listener_;
};

std::unique_ptr<Track> Track::make(const sdp::Media& media, const TrackOptions& options) {
  for (const sdp::Format& format : media.formats) {
    if (format.clock_rate == 0 || format.encoding.empty()) continue;
    return std::unique_ptr<Track>(new Track(media, format, options));
  }
  return nullptr;
}

Track::Track(const sdp::Media& media, const sdp::Format& format, const TrackOptions& options)
    : payload_type_(format.payload_type),
      may_reorder_(options.may_reorder),
      is_transport_stream_(sdp::equals_without_case(format.encoding, "MP2T")),
      name_(options.name),
      own_ssrc_(options.own_ssrc),
      reception_(format.clock_rate),
      depacketizer_(make_depacketizer(media, format, options.depth)),
      timeline_(format.clock_rate),
      facts_(facts_of(media, format)) {
  if (facts_.kind == TrackKind::video) decode_times_ = std::make_unique<DecodeTimes>();
}

bool Track::push(std::span<const std::byte> datagram, nanoseconds arrival,
                 TrackListener& listener) {
  const auto packet = read_packet(datagram);
  if (!packet || packet->payload_type != payload_type_) return false;
  const auto place = reception_.take(*packet, arrival);
  if (place == Reception::Place::restart) {
    order_.reset();
    last_sequence_.reset();
  } else if (place == Reception::Place::duplicate) {
    return true;
  }
  if (!may_reorder_) {
    take_in_order(datagram, arrival, listener);
    return true;
  }
  order_.push(
      datagram, packet->sequence, arrival,
      [&](std::span<const std::byte> next, nanoseconds at) { take_in_order(next, at, listener); });
  return true;
}

void Track::take_in_order(std::span<const std::byte> datagram, nanoseconds arrival,
                          TrackListener& listener) {
  const auto packet = read_packet(datagram);
  const bool follows =
      last_sequence_ && static_cast<std::uint16_t>(*last_sequence_ + 1) == packet->sequence;
  last_sequence_ = packet->sequence;
  if (is_transport_stream_) return listener.on_transport_stream(packet->payload, arrival);
  Units units(*this, arrival, listener);
  depacketizer_->push(*packet, follows, units);
}

bool Track::push_rtcp(std::span<const std::byte> datagram, nanoseconds arrival,
                      TrackListener& listener) {
  class Reports final : public RtcpListener {
   public:
    Reports(Track& track, nanoseconds at, TrackListener& to)
        : track_(track), arrival_(at), listener_(to) {}

    void on_sender_report(const SenderReport& report) override {
      ++track_.sender_reports_;
      track_.last_report_ntp_ = report.ntp;
      track_.last_report_arrival_ = arrival_;
      const auto time = unix_time_of(report.ntp);
      const auto place = track_.timeline_.place_of(report.timestamp);
      if (time && place) listener_.on_wall_clock({*place, *time});
    }

    /// A source that is replaced by another one says goodbye, too.
    void on_bye(std::uint32_t ssrc) override {
      if (!track_.reception_.has_begun() || track_.reception_.ssrc() == ssrc) listener_.on_bye();
    }

   private:
    Track& track_;
    nanoseconds arrival_;
    TrackListener& listener_;
  };
  Reports reports(*this, arrival, listener);
  return read_rtcp(datagram, reports);
}

void Track::finish(TrackListener& listener) {
  order_.flush(
      [&](std::span<const std::byte> next, nanoseconds at) { take_in_order(next, at, listener); });
  reception_.finish();
  Units units(*this, nanoseconds{}, listener);
  depacketizer_->finish(units);
}

std::optional<std::vector<std::byte>> Track::write_report(nanoseconds now) {
  if (!reception_.has_begun()) return std::nullopt;
  std::optional<LastSenderReport> last;
  if (last_report_ntp_ != 0) last = {last_report_ntp_, now - last_report_arrival_};
  return write_receiver_report(own_ssrc_, reception_.report(), last, name_);
}

void Track::announce(TrackListener& listener) {
  if (is_announced_) return;
  is_announced_ = true;
  listener.on_track(facts_);
}

}  // namespace media::rtp
