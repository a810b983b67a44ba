#include "plugins/rtsp/session.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "media/rtp/packet.hpp"

namespace rtsp {
namespace {

using std::chrono::seconds;

constexpr vex::Nanos look_period = seconds(1);
// RFC 3550 6.2: the minimum time between two reports.
constexpr vex::Nanos report_period = seconds(5);
constexpr vex::Nanos overflow_period = std::chrono::minutes(1);

// After this many packets that belong to no track, the media is not what was described.
constexpr std::uint32_t most_strange_packets = 1000;

constexpr std::size_t most_datagrams = 64;

constexpr std::string_view canonical_name = "video-exporter";

/// Room for the datagrams of one call, shared by the sessions of a thread: receiving fills it after
/// the wait, and nobody suspends before they are consumed.
std::span<vex_datagram> room_for_datagrams() {
  thread_local std::array<vex_datagram, most_datagrams> room;
  return room;
}

vex::Error nothing_to_watch() {
  return {vex::Reason::unsupported, "the server describes no track of audio or video over RTP"};
}

/// Whether RTP-Info refers to this track: servers write the whole URL, or its end.
bool is_about(std::string_view info_url, std::string_view track_url) {
  return !info_url.empty() && track_url.ends_with(info_url);
}

}  // namespace

Session::Session(const vex_host& host, const vex::Run& run, media::rtsp::Url url,
                 std::optional<Credentials> credentials, Carrier carrier, bool may_change)
    : host_(host),
      depth_(depth_of(run)),
      peer_(url.host),
      carrier_(carrier),
      may_change_(may_change),
      client_(host, std::move(url), std::move(credentials),
              [this](std::uint8_t channel, vex::Bytes payload) { on_frame(channel, payload); }) {}

void Session::start() {
  client_.ask_options();
  choose_tracks(client_.describe());
  set_up_tracks();
  std::vector<std::string> urls;
  for (const auto& lane : lanes_) urls.push_back(lane->url);
  take_origins(client_.play(aggregate_url_, urls));
  next_look_ = now() + look_period;
  next_reports_ = now() + report_period;
}

void Session::choose_tracks(const Description& description) {
  auto read = media::sdp::read_session(description.sdp);
  if (const auto* error = std::get_if<media::sdp::Error>(&read)) {
    throw vex::Error(error->is_too_large ? vex::Reason::too_large : vex::Reason::protocol,
                     error->sentence);
  }
  const auto& session = std::get<media::sdp::Session>(read);
  aggregate_url_ = media::rtsp::control_url(description.base, session.control);
  for (const media::sdp::Media& media : session.media) {
    if (media.kind != "video" && media.kind != "audio") continue;
    auto lane = std::make_unique<Lane>(host_, static_cast<std::uint32_t>(lanes_.size() + 1));
    media::rtp::TrackOptions options;
    options.depth = depth_;
    options.may_reorder = true;
    options.name = canonical_name;
    options.own_ssrc = static_cast<std::uint32_t>(now().count());
    lane->track = media::rtp::Track::make(media, options);
    if (!lane->track) continue;
    if (lane->track->is_transport_stream()) lane->events.expect_transport_stream(depth_);
    lane->url = media::rtsp::control_url(aggregate_url_, media.control);
    lanes_.push_back(std::move(lane));
  }
  if (lanes_.empty()) throw nothing_to_watch();
}

void Session::set_up_tracks() {
  try {
    if (may_change_ && !agrees_to_set_up(0)) {
      carrier_ = other(carrier_);
      set_up(0);
    } else if (!may_change_) {
      set_up(0);
    }
    for (std::size_t place = 1; place < lanes_.size(); ++place) {
      set_up(static_cast<std::uint16_t>(place));
    }
  } catch (const TransportRefused& refused) {
    throw vex::Error(vex::Reason::unsupported, refused.what());
  }
  for (const auto& lane : lanes_) {
    for (const vex::UdpSocket& socket : lane->sockets) sockets_.push_back(socket.abi());
  }
}

/// Sets up a track; false if the server does not agree to the transport and another one may be
/// tried.
bool Session::agrees_to_set_up(std::uint16_t place) {
  try {
    set_up(place);
    return true;
  } catch (const TransportRefused&) {
    return false;
  }
}

void Session::set_up(std::uint16_t place) {
  if (carrier_ == Carrier::tcp) {
    set_up_tcp(*lanes_[place], place);
  } else {
    set_up_udp(*lanes_[place]);
  }
}

void Session::set_up_tcp(Lane& lane, std::uint16_t place) {
  lane.channels = {static_cast<std::uint16_t>(2 * place),
                   static_cast<std::uint16_t>(2 * place + 1)};
  const auto chosen = client_.set_up(lane.url, media::rtsp::ask_interleaved(lane.channels));
  if (!chosen.is_tcp) throw TransportRefused("the server does not send over the connection");
  if (chosen.interleaved) lane.channels = *chosen.interleaved;
}

void Session::set_up_udp(Lane& lane) {
  auto sockets = vex::open_udp(host_, {.peer = peer_}, 2);
  const media::rtsp::Pair ports{static_cast<std::uint16_t>(sockets[0].local_port()),
                                static_cast<std::uint16_t>(sockets[1].local_port())};
  const auto chosen = client_.set_up(lane.url, media::rtsp::ask_udp(ports));
  if (chosen.is_tcp || chosen.is_multicast) {
    throw TransportRefused("the server does not send to this host alone over UDP");
  }
  lane.events.use_arrival_times();
  lane.sockets = std::move(sockets);
  lane.server_ports = chosen.server_port.value_or(media::rtsp::Pair{});
  punch_hole(lane);
}

/// A packet of each kind sent to the server opens the way back through stateful firewalls. An RTP
/// packet without payload and an empty report are harmless to the server.
void Session::punch_hole(const Lane& lane) {
  if (lane.server_ports.rtp == 0) return;
  constexpr std::array empty_packet{std::byte{0x80}, std::byte{0}, std::byte{0}, std::byte{0},
                                    std::byte{0},    std::byte{0}, std::byte{0}, std::byte{0},
                                    std::byte{0},    std::byte{0}, std::byte{0}, std::byte{0}};
  constexpr std::array empty_report{std::byte{0x80}, std::byte{201}, std::byte{0}, std::byte{1},
                                    std::byte{0},    std::byte{0},   std::byte{0}, std::byte{0}};
  lane.sockets[0].send(lane.server_ports.rtp, empty_packet);
  lane.sockets[1].send(lane.server_ports.rtcp, empty_report);
}

/// The tracks have a common zero only if all of them are listed.
void Session::take_origins(const std::vector<media::rtsp::RtpInfo>& infos) {
  std::vector<std::uint32_t> origins;
  for (const auto& lane : lanes_) {
    for (const media::rtsp::RtpInfo& info : infos) {
      if (!info.timestamp || !is_about(info.url, lane->url)) continue;
      origins.push_back(*info.timestamp);
      break;
    }
  }
  if (origins.size() != lanes_.size()) return;
  for (std::size_t i = 0; i < lanes_.size(); ++i) lanes_[i]->track->set_origin(origins[i]);
}

bool Session::await_media(std::optional<vex::Nanos> patience) {
  const vex::Nanos begin = now();
  while (!has_media_) {
    if (!patience) {
      step(std::nullopt);
      continue;
    }
    const vex::Nanos left = begin + *patience - now();
    if (left <= vex::Nanos::zero()) return false;
    step(std::min(left, look_period));
  }
  return true;
}

void Session::watch() {
  while (true) step(std::nullopt);
}

/// Reads what has arrived. Waits at most for `wait`, or, without one, for as long as a connection
/// may be idle.
void Session::step(std::optional<vex::Nanos> wait) {
  if (carrier_ == Carrier::udp) {
    take_datagrams(wait.value_or(look_period));
  } else if (wait) {
    read_dialogue(*wait);
  } else {
    client_.read();
  }
  if (now() < next_look_) return;
  if (carrier_ == Carrier::udp) read_dialogue(vex::Nanos(1));
  look_after(now());
}

void Session::take_datagrams(vex::Nanos wait) {
  std::span<const vex_datagram> received;
  try {
    received = vex::receive(host_, sockets_, room_for_datagrams(), wait);
  } catch (const vex::Error& error) {
    // Whether silence means that the stream is down is for the core to decide.
    if (error.reason() != vex::Reason::timeout) throw;
  }
  for (const vex_datagram& datagram : received) {
    take(*lanes_[datagram.socket / 2], datagram.socket % 2 != 0,
         vex::detail::from_abi(datagram.data), vex::Nanos(datagram.arrival));
  }
}

/// Reads what the server sends on the connection, which over TCP includes the media.
void Session::read_dialogue(vex::Nanos wait) {
  try {
    client_.read(wait);
  } catch (const vex::Error& error) {
    if (error.reason() != vex::Reason::timeout) throw;
  }
}

void Session::on_frame(std::uint8_t channel, vex::Bytes payload) {
  if (carrier_ == Carrier::udp) return;
  for (const auto& lane : lanes_) {
    const bool is_report = channel == lane->channels.rtcp;
    if (is_report || channel == lane->channels.rtp) return take(*lane, is_report, payload, now());
  }
}

void Session::take(Lane& lane, bool is_report, vex::Bytes datagram, vex::Nanos arrival) {
  // Some servers send reports to the media's port or channel, as in RFC 5761.
  if (is_report || media::rtp::is_rtcp(datagram)) {
    lane.track->push_rtcp(datagram, arrival, lane.events);
  } else {
    const bool is_ours = lane.track->push(datagram, arrival, lane.events);
    has_media_ = has_media_ || is_ours;
    strange_packets_ = is_ours ? 0 : strange_packets_ + 1;
  }
}

/// Runs once a second.
void Session::look_after(vex::Nanos now) {
  next_look_ = now + look_period;
  if (strange_packets_ >= most_strange_packets) {
    throw vex::Error(vex::Reason::protocol,
                     "what arrives is not RTP of the payload types that were described");
  }
  for (const auto& lane : lanes_) lane->events.report(*lane->track);
  if (std::all_of(lanes_.begin(), lanes_.end(),
                  [](const auto& lane) { return lane->events.has_left(); })) {
    throw vex::Error(vex::Reason::closed, "the server says that the stream is over");
  }
  client_.keep_alive();
  if (now >= next_reports_) send_reports(now);
  if (now >= next_word_of_overflow_) tell_of_overflow(now);
}

void Session::send_reports(vex::Nanos now) {
  next_reports_ = now + report_period;
  for (const auto& lane : lanes_) {
    const auto report = lane->track->write_report(now);
    if (!report) continue;
    if (carrier_ == Carrier::tcp) {
      client_.send_frame(static_cast<std::uint8_t>(lane->channels.rtcp), *report);
    } else if (lane->server_ports.rtcp != 0) {
      lane->sockets[1].send(lane->server_ports.rtcp, *report);
    }
  }
}

/// What the kernel drops has come through the network, but counts as lost.
void Session::tell_of_overflow(vex::Nanos now) {
  std::uint64_t overflowed = 0;
  for (const auto& lane : lanes_) {
    for (const vex::UdpSocket& socket : lane->sockets) overflowed += socket.overflowed();
  }
  if (overflowed == overflowed_) return;
  vex::log(
      host_, VEX_LOG_WARNING,
      std::to_string(overflowed - overflowed_) +
          " datagrams were lost on this machine, not in the network: the kernel's buffer, which "
          "net.core.rmem_max bounds, was full");
  overflowed_ = overflowed;
  next_word_of_overflow_ = now + overflow_period;
}

vex::Nanos Session::now() const {
  return vex::Nanos(vex::detail::service<vex_clock>(host_, VEX_CLOCK).now(&host_));
}

}  // namespace rtsp
