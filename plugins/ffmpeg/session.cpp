#include "plugins/ffmpeg/session.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "plugins/media_events/track.hpp"

namespace ffmpeg {
namespace {

constexpr std::uint32_t most_tracks = 32;

const vex_io_settings& settings_of(const vex_host& host) {
  return *vex::detail::service<vex_own_io>(host, VEX_OWN_IO).settings(&host);
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (is_plain) {
      encoded += c;
    } else {
      encoded.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    }
  }
  return encoded;
}

/// The user information to put before "@" if the configuration has a user and the URL has none.
std::string user_info(const vex_host& host, const vex::Run& run) {
  const vex_io_settings& settings = settings_of(host);
  const std::string_view url = run.url;
  const std::size_t begin = url.find("://");
  const bool takes_one = url.starts_with("http") && begin != std::string_view::npos;
  if (!takes_one || settings.username.size == 0) return "";
  const std::string_view authority =
      url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - begin - 3);
  if (authority.find('@') != std::string_view::npos) return "";
  return percent_encoded(vex::text(settings.username)) + ":" +
         percent_encoded(vex::text(settings.password));
}

std::string url_of(const vex_host& host, const vex::Run& run) {
  std::string url(run.url);
  const std::string user = user_info(host, run);
  if (!user.empty()) url.insert(url.find("://") + 3, user + "@");
  return url;
}

/// What FFmpeg must not be allowed to log. Short option values are words such as "tcp".
std::vector<std::string> secrets_of(const vex_host& host, const vex::Run& run,
                                    const SourceOptions& options) {
  constexpr std::size_t shortest = 5;
  std::vector<std::string> secrets;
  if (std::string user = user_info(host, run); !user.empty()) secrets.push_back(std::move(user));
  for (const auto& [key, value] : options.options) {
    if (value.size() >= shortest) secrets.push_back(value);
  }
  return secrets;
}

std::size_t depth_of(std::uint32_t payload, std::size_t size) {
  if (payload == VEX_PAYLOAD_WHOLE) return size;
  return payload == VEX_PAYLOAD_PREFIX ? std::min<std::size_t>(size, 64) : 0;
}

bool is_media(const AVStream& stream) {
  const AVMediaType type = stream.codecpar->codec_type;
  const bool is_picture = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
  return (type == AVMEDIA_TYPE_VIDEO && !is_picture) || type == AVMEDIA_TYPE_AUDIO;
}

/// Prefers the larger picture, then the higher bitrate.
bool is_better(const AVStream& a, const AVStream& b) {
  const auto area = [](const AVStream& stream) {
    return static_cast<std::int64_t>(stream.codecpar->width) * stream.codecpar->height;
  };
  if (area(a) != area(b)) return area(a) > area(b);
  return a.codecpar->bit_rate > b.codecpar->bit_rate;
}

}  // namespace

Session::Lane::Lane(const AVStream& stream)
    : kind(stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO ? vex::Track::video
                                                             : vex::Track::audio),
      facts(stream),
      timeline(stream.time_base, stream.pts_wrap_bits) {}

Timeline::Times Session::Lane::times_of(const AVPacket& packet) {
  has_decode_times = has_decode_times || packet.dts != AV_NOPTS_VALUE;
  if (packet.dts == AV_NOPTS_VALUE && packet.pts == AV_NOPTS_VALUE) {
    return timeline.take_next(facts.frame_length());
  }
  Timeline::Times times = timeline.take(packet.dts, packet.pts);
  if (kind == vex::Track::video && !has_decode_times) times.dts = decode_times.next(times.pts);
  return times;
}

bool Session::Lane::has_had(vex::Nanos dts) {
  constexpr vex::Nanos farthest_back = std::chrono::minutes(1);
  if (newest && dts <= *newest && *newest - dts < farthest_back) return true;
  newest = dts;
  return false;
}

Session::Session(const vex_host& host, const SessionOptions& options, const vex::Run& run,
                 const vex_metric& corrupt_packets)
    : host_(host),
      options_(options),
      scheme_(run.target.scheme),
      payload_(run.payload),
      corrupt_packets_(corrupt_packets),
      watchdog_(host),
      messages_(
          [this](std::uint32_t level, const std::string& line) { vex::log(host_, level, line); },
          [this] { return now(); }, secrets_of(host, run, options.source)),
      source_(host, options.source, url_of(host, run), watchdog_, messages_,
              {[this] { on_open(); }, [this](vex::Bytes bytes) { on_bytes(bytes); }}) {}

void Session::watch() {
  source_.open();
  if (source_.has_variants() && !source_.is_finite()) segments_.emplace();
  tell_format();
  is_transport_stream_ = source_.container() == "mpegts";
  if (source_.has_variants()) choose_variants();
  const PacketPtr packet(av_packet_alloc());
  if (!packet) throw vex::Error(vex::Reason::internal, "no memory for a packet");
  while (source_.read(*packet)) {
    take(*packet);
    report_transport_stream();
    av_packet_unref(packet.get());
  }
  last_report_ = {};
  report_transport_stream();
}

void Session::tell_format() const {
  emit(vex::Format{.protocol = scheme_,
                   .container = source_.container(),
                   .live = vex::known(!source_.is_finite()),
                   .segment_duration = segments_ ? segments_->longest() : vex::Nanos{}});
}

/// Marks the phases that FFmpeg has completed by then, as far as they can be distinguished: an HTTP
/// response is one, but when its connection was made is unknown.
void Session::on_open() {
  const auto is_one_of = [this](std::initializer_list<std::string_view> schemes) {
    return std::find(schemes.begin(), schemes.end(), scheme_) != schemes.end();
  };
  if (scheme_ == "tcp") {
    emit(vex::Phase{.step = vex::Phase::connect});
  } else if (scheme_ == "srt") {
    emit(vex::Phase{.step = vex::Phase::handshake});
  } else if (!is_one_of({"udp", "udplite", "rtp", "rist", "file", "tls"})) {
    emit(vex::Phase{.step = vex::Phase::request});
  }
  watchdog_.begin(
      {vex::Reason::no_media, vex::Nanos(settings_of(host_).first_media_timeout), "no media came"});
}

void Session::on_bytes(vex::Bytes bytes) {
  if (is_transport_stream_) transport_errors_.push(bytes, now());
}

void Session::report_transport_stream() {
  const vex::Nanos time = now();
  if (!is_transport_stream_ || time - last_report_ < std::chrono::seconds(1)) return;
  last_report_ = time;
  if (const auto totals = transport_errors_.totals()) emit(*totals);
}

/// Selects the best video and the best audio: receiving every variant would cost as much as all
/// players together.
void Session::choose_variants() {
  AVFormatContext& context = source_.context();
  std::array<const AVStream*, 2> best{};
  const std::span streams(context.streams, context.nb_streams);
  for (const AVStream* stream : streams) {
    if (!is_media(*stream)) continue;
    auto& chosen = best[stream->codecpar->codec_type == AVMEDIA_TYPE_VIDEO ? 0 : 1];
    if (chosen == nullptr || is_better(*stream, *chosen)) chosen = stream;
  }
  for (AVStream* stream : streams) {
    if (stream != best[0] && stream != best[1]) stream->discard = AVDISCARD_ALL;
  }
}

void Session::take(const AVPacket& packet) {
  AVStream& stream = *source_.context().streams[packet.stream_index];
  Lane* lane = lane_of(stream);
  if (lane == nullptr) return;
  const auto id = static_cast<std::uint32_t>(packet.stream_index + 1);
  if (lane->facts.is_outdated(stream)) lane->facts = FactsReader(stream);
  lane->facts.look(packet);
  if (lane->facts.facts() != lane->told) tell_track(id, *lane);
  if ((packet.flags & AV_PKT_FLAG_CORRUPT) != 0) tell_corrupt(*lane);

  const auto size = static_cast<std::size_t>(std::max(packet.size, 0));
  const auto times = lane->times_of(packet);
  // When the manifest is refreshed, FFmpeg's DASH demuxer reads segments again that it has already
  // read.
  if (segments_ && lane->has_had(times.dts)) return;
  vex::Packet event;
  event.time = now();
  event.track = id;
  event.key = (packet.flags & AV_PKT_FLAG_KEY) != 0;
  event.dts = times.dts;
  event.pts = times.pts;
  event.size = size;
  event.payload = std::as_bytes(std::span(packet.data, depth_of(payload_, size)));
  emit(event);
  if (segment_track_ < 0) segment_track_ = packet.stream_index;
  if (segments_ && packet.stream_index == segment_track_ &&
      segments_->take(event.time, event.dts)) {
    tell_format();
  }
  if (!std::exchange(has_media_, true)) {
    watchdog_.begin(
        {vex::Reason::timeout, vex::Nanos(settings_of(host_).idle_timeout), "nothing came", true});
  }
  watchdog_.progress();
}

Session::Lane* Session::lane_of(AVStream& stream) {
  const auto [entry, is_new] = lanes_.try_emplace(stream.index);
  if (!is_new) return entry->second.get();
  if (!is_wanted(stream)) {
    stream.discard = AVDISCARD_ALL;
  } else if (watched_ == most_tracks) {
    stream.discard = AVDISCARD_ALL;
    vex::log(host_, VEX_LOG_INFO, "tracks beyond the first 32 are not watched");
  } else {
    ++watched_;
    entry->second = std::make_unique<Lane>(stream);
  }
  return entry->second.get();
}

bool Session::is_wanted(const AVStream& stream) const {
  if (!is_media(stream)) return false;
  if (options_.program == 0) return true;
  AVProgram* program = nullptr;
  while ((program = av_find_program_from_stream(&source_.context(), program, stream.index)) !=
         nullptr) {
    if (program->id == options_.program) return true;
  }
  return false;
}

void Session::tell_track(std::uint32_t id, Lane& lane) {
  lane.told = lane.facts.facts();
  const Facts& facts = lane.told;
  emit(media_events::track(id, lane.kind, facts.codec, facts.video, facts.audio));
}

void Session::tell_corrupt(const Lane& lane) {
  const std::array labels{
      vex::detail::to_abi(std::string_view(lane.kind == vex::Track::video ? "video" : "audio"))};
  emit(vex::Sample{corrupt_packets_, 1, labels});
}

vex::Nanos Session::now() const {
  return vex::Nanos(vex::detail::service<vex_clock>(host_, VEX_CLOCK).now(&host_));
}

}  // namespace ffmpeg
