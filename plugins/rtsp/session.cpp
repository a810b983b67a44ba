#include "plugins/rtsp/session.hpp"

#include <algorithm>
#include <utility>

#include "media/rtp/packet.hpp"

namespace rtsp {
namespace {

using std::chrono::seconds;

constexpr vex::Nanos look_period = seconds(1);
// RFC 3550 6.2: the least time between two reports.
constexpr vex::Nanos report_period = seconds(5);

// After so many packets without one that belongs to the track this is not what was described.
constexpr std::uint32_t most_strange_packets = 1000;

constexpr std::string_view canonical_name = "video-exporter";

vex::Error nothing_to_watch() {
  return {vex::Reason::unsupported, "the server describes no track of audio or video over RTP"};
}

/// Whether RTP-Info speaks of this track: servers write the whole URL, or its end.
bool is_about(std::string_view info_url, std::string_view track_url) {
  return !info_url.empty() && track_url.ends_with(info_url);
}

}  // namespace

Session::Session(const vex_host& host, const vex::Run& run, media::rtsp::Url url,
                 std::optional<Credentials> credentials, Carrier carrier)
    : host_(host),
      depth_(depth_of(run)),
      peer_(url.host),
      carrier_(carrier),
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

/// TCP first where both will do: there the exporter's own slowness loses no packet, and no
/// translation of addresses forgets the way.
void Session::set_up_tracks() {
  std::uint16_t place = 0;
  try {
    if (carrier_ == Carrier::automatic) {
      carrier_ = set_up_over_connection(*lanes_[place]) ? Carrier::tcp : Carrier::udp;
      if (carrier_ == Carrier::tcp) ++place;
    }
    for (; place < lanes_.size(); ++place) {
      if (carrier_ == Carrier::tcp) {
        set_up_tcp(*lanes_[place], place);
      } else {
        set_up_udp(*lanes_[place]);
      }
    }
  } catch (const TransportRefused& refused) {
    throw vex::Error(vex::Reason::unsupported, refused.what());
  }
}

/// Whether the server agrees to it.
bool Session::set_up_over_connection(Lane& first) {
  try {
    set_up_tcp(first, 0);
    return true;
  } catch (const TransportRefused&) {
    return false;
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
  lane.events.use_arrival_times();
  lane.sockets = vex::open_udp(host_, {.peer = peer_}, 2);
  const media::rtsp::Pair ports{static_cast<std::uint16_t>(lane.sockets[0].local_port()),
                                static_cast<std::uint16_t>(lane.sockets[1].local_port())};
  const auto chosen = client_.set_up(lane.url, media::rtsp::ask_udp(ports));
  if (chosen.is_tcp || chosen.is_multicast) {
    throw TransportRefused("the server does not send to this host alone over UDP");
  }
  lane.server_ports = chosen.server_port.value_or(media::rtsp::Pair{});
  punch_hole(lane);
}

/// A packet of each kind towards the server opens the way back through firewalls that watch
/// connections. An RTP packet without payload and an empty report are harmless to the server.
void Session::punch_hole(const Lane& lane) const {
  if (lane.server_ports.rtp == 0) return;
  constexpr std::array empty_packet{std::byte{0x80}, std::byte{0}, std::byte{0}, std::byte{0},
                                    std::byte{0},    std::byte{0}, std::byte{0}, std::byte{0},
                                    std::byte{0},    std::byte{0}, std::byte{0}, std::byte{0}};
  constexpr std::array empty_report{std::byte{0x80}, std::byte{201}, std::byte{0}, std::byte{1},
                                    std::byte{0},    std::byte{0},   std::byte{0}, std::byte{0}};
  lane.sockets[0].send(lane.server_ports.rtp, empty_packet);
  lane.sockets[1].send(lane.server_ports.rtcp, empty_report);
}

/// Only when it speaks of all tracks do they have a zero in common.
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

void Session::watch() {
  if (carrier_ == Carrier::udp) return watch_udp();
  watch_tcp();
}

void Session::watch_tcp() {
  while (true) {
    client_.read();
    if (now() >= next_look_) look_after(now());
  }
}

void Session::watch_udp() {
  std::vector<vex_udp_socket*> sockets;
  for (const auto& lane : lanes_) {
    for (const vex::UdpSocket& socket : lane->sockets) sockets.push_back(socket.abi());
  }
  while (true) {
    take_datagrams(sockets);
    if (now() < next_look_) continue;
    read_dialogue();
    look_after(now());
  }
}

void Session::take_datagrams(std::span<vex_udp_socket* const> sockets) {
  std::span<const vex_datagram> received;
  try {
    received = vex::receive(host_, sockets, datagrams_, look_period);
  } catch (const vex::Error& error) {
    // Whether silence means that the stream is down is for the core to judge.
    if (error.reason() != vex::Reason::timeout) throw;
  }
  for (const vex_datagram& datagram : received) {
    take(*lanes_[datagram.socket / 2], datagram.socket % 2 != 0,
         vex::detail::from_abi(datagram.data), vex::Nanos(datagram.arrival));
  }
}

/// What the server says on the connection meanwhile.
void Session::read_dialogue() {
  try {
    client_.read(vex::Nanos(1));
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
  // Some servers send reports where the media goes, as RFC 5761 has it.
  if (is_report || media::rtp::is_rtcp(datagram)) {
    lane.track->push_rtcp(datagram, arrival, lane.events);
  } else {
    strange_packets_ = lane.track->push(datagram, arrival, lane.events) ? 0 : strange_packets_ + 1;
  }
}

/// Once a second.
void Session::look_after(vex::Nanos now) {
  next_look_ = now + look_period;
  if (strange_packets_ >= most_strange_packets) {
    throw vex::Error(vex::Reason::protocol,
                     "what comes is no RTP of the payload types that were described");
  }
  for (const auto& lane : lanes_) lane->events.report(*lane->track);
  if (std::all_of(lanes_.begin(), lanes_.end(),
                  [](const auto& lane) { return lane->events.has_left(); })) {
    client_.tear_down();
    throw vex::Error(vex::Reason::closed, "the server says that the stream is over");
  }
  client_.keep_alive();
  if (now >= next_reports_) send_reports(now);
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

vex::Nanos Session::now() const {
  return vex::Nanos(vex::detail::service<vex_clock>(host_, VEX_CLOCK).now(&host_));
}

}  // namespace rtsp
