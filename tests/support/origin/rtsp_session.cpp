#include "tests/support/origin/rtsp_session.hpp"

#include <stdexcept>
#include <utility>

#include "tests/support/origin/refusal.hpp"
#include "tests/support/origin/text.hpp"

namespace origin {
namespace {

using media::rtsp::Message;

// What a client has to show from SETUP on. One connection has one session.
constexpr std::string_view session_id = "6F726967696E";

constexpr std::string_view public_methods =
    "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN";

constexpr std::string_view track_prefix = "/trackID=";

std::string_view phrase_of(unsigned status) {
  switch (status) {
    case 415:
      return "Unsupported Media Type";
    case 454:
      return "Session Not Found";
    case 455:
      return "Method Not Valid in This State";
    case 461:
      return "Unsupported Transport";
    case 501:
      return "Not Implemented";
    default:
      return reason_phrase(status);
  }
}

/// The URL of the stream, without that of a track behind it.
std::string_view stream_url(std::string_view url) {
  url = url.substr(0, url.rfind(track_prefix));
  return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
}

/// "rtsp://host:port" of an URL.
std::string_view server_of(std::string_view url) {
  const auto scheme = url.find("://");
  return scheme == std::string_view::npos ? "" : url.substr(0, url.find('/', scheme + 3));
}

std::string pair_text(media::rtsp::Pair pair) {
  return std::to_string(pair.rtp) + "-" + std::to_string(pair.rtcp);
}

/// A path that a refusal leads to is one of this server.
std::string absolute(std::string headers, std::string_view server) {
  constexpr std::string_view location = "Location: ";
  if (headers.starts_with(std::string(location) + "/")) {
    headers.insert(location.size(), server);
  }
  return headers;
}

}  // namespace

bool is_rtsp(std::string_view received) {
  const auto line = received.substr(0, received.find("\r\n"));
  const auto words = split(line, ' ');
  return words.size() == 3 && words[2].starts_with("RTSP/");
}

RtspSession::RtspSession(MediaLibrary& library, const PathTable& paths, RtpDoor& door, RtpPeer peer)
    : library_(library), paths_(paths), door_(door), sender_(door, peer) {}

std::string RtspSession::take(std::string& received) {
  if (const auto error = reader_.push(std::as_bytes(std::span(received)), *this)) {
    throw std::runtime_error(error->sentence);
  }
  received.clear();
  return std::exchange(sent_, {});
}

/// A second in advance, as other protocols have it, would overflow the buffers of datagrams:
/// unless it is asked for there is no cached GOP.
Behaviour RtspSession::behaviour() const {
  Behaviour behaviour;
  behaviour.gop_cache = std::chrono::milliseconds(0);
  set_parameters(behaviour, request_.query);
  set_parameters(behaviour, paths_.fault(request_.path));
  return behaviour;
}

void RtspSession::on_message(Message& message) {
  if (message.is_reply() || is_over_) {
    return;
  }
  locate(message);
  try {
    const Behaviour now = behaviour();
    const auto refused = split(now.rtsp_refuse, ':');
    if (now.rtsp_silent == message.method) {
      return;
    }
    if (refused.size() == 2 && refused[0] == message.method) {
      reply(message, static_cast<unsigned>(std::stoul(std::string(refused[1]))));
    } else {
      answer(message, now);
    }
  } catch (const std::invalid_argument& error) {
    reply(message, 400, {}, error.what());
  }
}

/// OPTIONS may name the server alone, and a later request a track.
void RtspSession::locate(const Message& request) {
  if (!request_.path.empty()) {
    request_.head = request.method + " " + request.uri + " RTSP/1.0";
    for (const auto& header : request.headers) {
      request_.head += "\r\n" + header.name + ": " + header.value;
    }
    return;
  }
  const auto url = stream_url(request.uri);
  const auto target = url.substr(server_of(url).size());
  if (target.size() < 2 || request.method == "OPTIONS") {
    return;
  }
  url_ = url;
  const auto question = target.find('?');
  request_.path = target.substr(0, question);
  request_.query = question == std::string_view::npos ? "" : target.substr(question + 1);
  locate(request);
}

void RtspSession::answer(const Message& request, const Behaviour& behaviour) {
  const auto& method = request.method;
  const auto session = request.header("Session");
  if (session && *session != session_id) {
    reply(request, 454);
  } else if (method == "OPTIONS" || method == "GET_PARAMETER" || method == "SET_PARAMETER") {
    signs_of_life_ += has_session_ ? 1 : 0;
    reply(request, 200, "Public: " + std::string(public_methods) + "\r\n");
  } else if (method == "DESCRIBE") {
    describe(request, behaviour);
  } else if (method == "SETUP") {
    set_up(request, behaviour);
  } else if (method == "PLAY") {
    play(request);
  } else if (method == "TEARDOWN") {
    reply(request, 200);
    is_torn_down_ = has_session_;
    is_over_ = true;
  } else {
    reply(request, 501);
  }
}

void RtspSession::describe(const Message& request, const Behaviour& behaviour) {
  if (const auto refused = refusal(request_, behaviour)) {
    reply(request, refused->status, absolute(refused->headers, server_of(request.uri)),
          refused->text);
  } else if (find_form(request, behaviour)) {
    const auto form = rtp_form_of(*library_.stream(behaviour));
    reply(request, 200, "Content-Type: application/sdp\r\nContent-Base: " + url_ + "/\r\n",
          form->sdp);
  }
}

/// Whether the stream can be played by RTP; it is answered when not.
bool RtspSession::find_form(const Message& request, const Behaviour& behaviour) {
  if (has_form_) {
    return true;
  }
  const auto form = rtp_form_of(*library_.stream(behaviour));
  if (!form) {
    reply(request, 415, {}, "RTP carries H.264 and AAC here");
    return false;
  }
  sender_.describe(*form);
  has_form_ = true;
  return true;
}

void RtspSession::set_up(const Message& request, const Behaviour& behaviour) {
  if (!find_form(request, behaviour)) {
    return;
  }
  const std::string_view url(request.uri);
  const auto at = url.rfind(track_prefix);
  const auto place =
      at == std::string_view::npos
          ? 0
          : media::rtsp::number_in(url.substr(at + track_prefix.size())).value_or(99);
  const RtpTrack* track = sender_.track(static_cast<std::size_t>(place));
  const auto wanted = media::rtsp::parse_transport(request.header("Transport").value_or(""));
  const bool is_tcp = wanted && wanted->is_tcp;
  const std::string_view kind = is_tcp ? "tcp" : "udp";
  if (track == nullptr) {
    return reply(request, 404);
  }
  if (!wanted || wanted->is_multicast || (!is_tcp && !wanted->client_port) ||
      (!behaviour.rtsp_transport.empty() && behaviour.rtsp_transport != kind)) {
    return reply(request, 461);
  }
  const media::rtsp::Pair next{static_cast<std::uint16_t>(2 * place),
                               static_cast<std::uint16_t>(2 * place + 1)};
  const auto pair = is_tcp ? wanted->interleaved.value_or(next) : *wanted->client_port;
  sender_.set_up(static_cast<std::size_t>(place), {!is_tcp, pair.rtp, pair.rtcp});
  has_session_ = true;
  const media::rtsp::Pair own{door_.rtp_port(), static_cast<std::uint16_t>(door_.rtp_port() + 1)};
  reply(request, 200,
        is_tcp ? "Transport: RTP/AVP/TCP;unicast;interleaved=" + pair_text(pair) + "\r\n"
               : "Transport: RTP/AVP;unicast;client_port=" + pair_text(pair) +
                     ";server_port=" + pair_text(own) + "\r\n");
}

void RtspSession::play(const Message& request) {
  if (!sender_.is_set_up() || !play_.method.empty()) {
    return reply(request, 455);
  }
  play_ = request;
  wants_play_ = true;
}

std::string RtspSession::begin_playing(const Behaviour& behaviour) {
  wants_play_ = false;
  sender_.mute(behaviour.rtsp_mute);
  std::string infos;
  for (std::size_t place = 0; const RtpTrack* track = sender_.track(place); ++place) {
    infos += (infos.empty() ? "url=" : ",url=") + url_ + std::string(track_prefix) +
             std::to_string(place) + ";seq=" + std::to_string(track->next_sequence()) +
             ";rtptime=" + std::to_string(track->timestamp_at(behaviour.start_ts));
  }
  reply(play_, 200, "Range: npt=0.000-\r\nRTP-Info: " + infos + "\r\n");
  return std::exchange(sent_, {});
}

void RtspSession::reply(const Message& request, unsigned status, std::string_view headers,
                        std::string_view body) {
  sent_ += "RTSP/1.0 " + std::to_string(status) + " " + std::string(phrase_of(status)) + "\r\n";
  if (const auto sequence = request.header("CSeq")) {
    sent_ += "CSeq: " + std::string(*sequence) + "\r\n";
  }
  if (has_session_ && status == 200) {
    sent_ += "Session: " + std::string(session_id) +
             ";timeout=" + std::to_string(behaviour().rtsp_timeout) + "\r\n";
  }
  sent_ += headers;
  if (!body.empty()) {
    sent_ += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  }
  sent_ += "\r\n";
  sent_ += body;
}

}  // namespace origin
