#include "plugins/rtsp/connection.hpp"

#include <string>
#include <utility>

#include "media/rtsp/writer.hpp"
#include "plugins/peer_text/quote.hpp"

namespace rtsp {

namespace {

// Otherwise a server that keeps asking while we answer would fill the memory.
constexpr std::size_t max_requests = 16;

// Describes a wait whose length is fixed here.
constexpr std::string_view request_timeout_text = "10 s";

vex::Stream connect_to(const vex_host& host, const media::rtsp::Url& url) {
  return vex::connect(host, url.host, url.port, url.is_secure ? unsigned{VEX_NET_TLS} : 0U);
}

vex::Reason reason_of(unsigned status) {
  switch (status) {
    case 401:
    case 403:
    case 407:
      return vex::Reason::auth;
    case 404:
    case 410:
      return vex::Reason::not_found;
    case 454:  // Session Not Found: the server has forgotten us
      return vex::Reason::closed;
    case 405:
    case 406:
    case 415:
    case 451:
    case 459:
    case 460:
    case 461:
    case 462:
    case 501:
    case 505:
    case 551:
      return vex::Reason::unsupported;
    case 408:
    case 504:
      return vex::Reason::timeout;
    default:
      return vex::Reason::http_status;
  }
}

}  // namespace

vex::Error error_of(const media::rtsp::Message& reply, std::string_view method) {
  std::string sentence = std::string(method) + " was answered with " + std::to_string(reply.status);
  if (!reply.phrase.empty()) sentence += " " + peer_text::quote(reply.phrase);
  return {reason_of(reply.status), sentence};
}

Connection::Connection(const vex_host& host, const media::rtsp::Url& url, OnFrame on_frame)
    : host_(host), on_frame_(std::move(on_frame)), stream_(connect_to(host, url)) {}

media::rtsp::Message Connection::ask(std::string_view method, std::string_view url,
                                     const std::vector<media::rtsp::Header>& headers) {
  asked_ = ++sequence_;
  reply_.reset();
  stream_.write(media::rtsp::write_request(method, url, *asked_, headers));
  const vex::Nanos end = now() + request_timeout;
  while (!reply_) {
    const vex::Nanos left = end - now();
    bool is_late = left <= vex::Nanos::zero();
    try {
      if (!is_late) read(left);
    } catch (const vex::Error& error) {
      if (error.reason() != vex::Reason::timeout) throw;
      is_late = true;
    }
    if (is_late && !reply_) {
      throw vex::Error(vex::Reason::timeout, "no reply to " + std::string(method) + " within " +
                                                 std::string(request_timeout_text));
    }
  }
  asked_.reset();
  return std::move(*std::exchange(reply_, nullptr));
}

void Connection::tell(std::string_view method, std::string_view url,
                      const std::vector<media::rtsp::Header>& headers, vex::Nanos timeout) {
  told_ = ++sequence_;
  stream_.write(media::rtsp::write_request(method, url, *told_, headers), timeout);
}

void Connection::read(vex::Nanos timeout) {
  if (!held_.empty()) take_held_frames();
  const vex::Bytes bytes = stream_.read(timeout);
  take(bytes);
  if (!requests_.empty()) answer_requests();
}

void Connection::take(vex::Bytes bytes) {
  if (bytes.empty()) {
    throw vex::Error(vex::Reason::closed,
                     reader_.is_between()
                         ? "the server ended the connection"
                         : "the server ended the connection inside a message or frame");
  }
  if (const auto error = reader_.push(bytes, *this)) {
    throw vex::Error(
        error->is_too_large ? vex::Reason::too_large : vex::Reason::protocol,
        "RTSP broken at byte " + std::to_string(error->offset) + ": " + error->sentence);
  }
}

void Connection::send_frame(std::uint8_t channel, vex::Bytes payload) {
  stream_.write(media::rtsp::write_frame(channel, payload));
}

std::unique_ptr<media::rtsp::Message> Connection::take_told_reply() {
  return std::exchange(told_reply_, nullptr);
}

void Connection::on_message(media::rtsp::Message& message) {
  if (message.is_reply()) return take_reply(message);
  if (requests_.size() == max_requests) {
    throw vex::Error(vex::Reason::protocol, "the server sends nothing but requests");
  }
  requests_.push_back(std::move(message));
}

/// After the reply to PLAY, frames arrive before anybody has read in it where their clocks start.
void Connection::on_frame(std::uint8_t channel, std::span<const std::byte> payload) {
  if (!reply_) return on_frame_(channel, payload);
  held_.push_back({channel, {payload.begin(), payload.end()}});
}

void Connection::take_held_frames() {
  for (const HeldFrame& frame : std::exchange(held_, {})) on_frame_(frame.channel, frame.payload);
}

/// A reply without CSeq is taken to be the awaited one, since there is no other. Provisional
/// replies, and those that nobody waits for, are ignored.
void Connection::take_reply(media::rtsp::Message& reply) {
  if (reply.status < 200) return;
  const auto sequence = reply.sequence();
  if (asked_ && !reply_ && (!sequence || *sequence == *asked_)) {
    reply_ = std::make_unique<media::rtsp::Message>(std::move(reply));
  } else if (told_ && (!sequence || *sequence == *told_)) {
    told_.reset();
    told_reply_ = std::make_unique<media::rtsp::Message>(std::move(reply));
  }
}

/// Runs after reading, because writing suspends and what was read is borrowed until then.
void Connection::answer_requests() {
  for (const media::rtsp::Message& request : std::exchange(requests_, {})) answer(request);
}

void Connection::answer(const media::rtsp::Message& request) {
  const auto is = [&](std::string_view method) { return request.method == method; };
  const bool is_known = is("OPTIONS") || is("GET_PARAMETER") || is("SET_PARAMETER") ||
                        is("ANNOUNCE") || is("REDIRECT") || is("TEARDOWN") || is("PLAY_NOTIFY");
  stream_.write(is_known ? media::rtsp::write_reply(request, 200, "OK")
                         : media::rtsp::write_reply(request, 501, "Not Implemented"));
  if (is("REDIRECT")) {
    throw vex::Error(vex::Reason::redirect,
                     "the server redirects to another one during the session");
  }
  if (is("TEARDOWN")) throw vex::Error(vex::Reason::closed, "the server ended the session");
}

vex::Nanos Connection::now() const {
  return vex::Nanos(vex::detail::service<vex_clock>(host_, VEX_CLOCK).now(&host_));
}

}  // namespace rtsp
