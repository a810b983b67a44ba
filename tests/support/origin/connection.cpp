#include "tests/support/origin/connection.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <stdexcept>

#include "tests/support/origin/refusal.hpp"
#include "tests/support/origin/text.hpp"
#include "tests/support/origin/websocket.hpp"

namespace origin {
namespace {

using Result = Channel::Result;
using Time = Loop::Clock::time_point;

/// How long a connection that has been answered waits for its peer to close.
constexpr std::chrono::seconds closing_time{5};

constexpr std::uint32_t reading = EPOLLIN | EPOLLRDHUP;

/// What a connection of RTMP begins with, and no other (RTMP 1.0, 5.2.2).
constexpr char rtmp_version = 3;

}  // namespace

Connection::Connection(Shared& shared, Loop::Id id, int fd, SSL_CTX* tls)
    : shared_(shared), id_(id), channel_(fd, tls), watched_(reading) {
  shared_.loop.watch(fd, id, watched_);
}

Connection::~Connection() {
  if (byte_counter_) {
    shared_.paths.update(request_.path, [](PathFigures& figures) { --figures.open; });
  }
}

void Connection::on_events(std::uint32_t events) {
  const bool is_half_open = playback_ && playback_->state() == Playback::State::half_open;
  if ((events & (EPOLLERR | EPOLLHUP)) || (is_half_open && (events & EPOLLRDHUP))) {
    if (rtsp_ && !is_half_open) {
      read();  // the client may have said goodbye before
    }
    state_ = State::over;
    return;
  }
  if (events & EPOLLOUT) {
    settle(channel_.flush());
  }
  if (state_ != State::over && (events & reading)) {
    read();
  }
  if (state_ != State::over) {
    update_watch();
  }
}

void Connection::on_time() {
  if (Loop::Clock::now() < wake_time_) {
    return;  // an alarm that a later decision has replaced
  }
  wake_time_ = Time::max();
  if (state_ == State::slow) {
    start_playing();
  } else if (state_ == State::slow_handshake) {
    state_ = State::rtmp;
    read_rtmp();
  } else if (state_ == State::playing) {
    play();
  } else if (state_ == State::closing) {
    state_ = State::over;
  }
  if (state_ != State::over) {
    update_watch();
  }
}

void Connection::on_fault_change() {
  if (state_ != State::playing) {
    return;
  }
  if (rtsp_) {
    behaviour_ = rtsp_->behaviour();
  } else {
    behaviour_ = Behaviour();
    set_parameters(behaviour_, request_.query);
    set_parameters(behaviour_, shared_.paths.fault(request_.path));
  }
  const auto changed =
      behaviour_.codec_change_after ? shared_.library.changed_stream(behaviour_) : nullptr;
  playback_->change(behaviour_, changed, Loop::Clock::now());
  play();
  if (state_ != State::over) {
    update_watch();
  }
}

void Connection::read() {
  if (state_ == State::handshake) {
    const auto result = channel_.handshake();
    if (result != Result::done) {
      state_ = result == Result::failed ? State::over : state_;
      return;
    }
    state_ = State::request;
  }
  const bool is_gone = channel_.receive(received_) == Result::failed;
  if (is_gone && rtsp_) {
    read_rtsp();
  }
  if (is_gone) {
    state_ = State::over;
  } else if (state_ == State::request) {
    read_request();
  } else if (rtmp_) {
    read_rtmp();
  } else if (rtsp_) {
    read_rtsp();
  } else if (is_websocket()) {
    read_websocket();
  } else {
    received_.clear();
  }
}

void Connection::read_request() {
  if (received_.starts_with(rtmp_version)) {
    return begin_rtmp();
  }
  if (is_rtsp(received_)) {
    return begin_rtsp();
  }
  auto request = take_request(received_);
  if (!request) {
    if (received_.size() > most_request_bytes) {
      state_ = State::over;
    }
    return;
  }
  request_ = std::move(*request);
  if (request_.method != "GET") {
    request_.path.clear();
    refuse_with(400, {}, "this origin answers GET");
    return;
  }
  count_request();
  answer();
}

/// Before its handshake is over nothing is known of a connection: one fault is for all of them.
void Connection::begin_rtmp() {
  rtmp_ = std::make_unique<RtmpSession>();
  framing_ = Framing::rtmp;
  Behaviour handshake;
  set_parameters(handshake, shared_.paths.fault("handshake"));
  if (handshake.no_media || handshake.slow_headers) {
    state_ = State::slow_handshake;
    if (handshake.slow_headers) {
      wake_at(Loop::Clock::now() + *handshake.slow_headers);
    }
    return;
  }
  state_ = State::rtmp;
  read_rtmp();
}

void Connection::count_request() {
  shared_.paths.update(request_.path, [&](PathFigures& figures) {
    ++figures.requests;
    ++figures.open;
    figures.last_request = request_.head;
  });
  byte_counter_ = &shared_.paths.byte_counter(request_.path);
}

void Connection::answer() {
  try {
    set_parameters(behaviour_, request_.query);
    set_parameters(behaviour_, shared_.paths.fault(request_.path));
    if (const auto refused = refusal(request_, behaviour_)) {
      refuse_with(refused->status, refused->headers, refused->text);
      return;
    }
    if (!request_.path.ends_with(".flv")) {
      refuse_with(404, {}, "paths of streams end in .flv");
      return;
    }
    shared_.library.stream(behaviour_);
  } catch (const std::exception& error) {
    refuse_with(400, {}, error.what());
    return;
  }
  if (behaviour_.slow_headers) {
    state_ = State::slow;
    wake_at(Loop::Clock::now() + *behaviour_.slow_headers);
  } else {
    start_playing();
  }
}

void Connection::refuse_with(unsigned status, std::string_view headers, std::string_view text) {
  settle(channel_.send(text_response(status, headers, text)));
  if (state_ != State::over) {
    close_politely();
  }
}

void Connection::start_playing() {
  const std::string head = rtmp_   ? rtmp_->begin_playing(behaviour_)
                           : rtsp_ ? rtsp_->begin_playing(behaviour_)
                                   : http_head();
  state_ = State::playing;
  settle(channel_.send(head));
  if (state_ == State::over) {
    return;
  }
  if (!is_websocket()) {
    channel_.limit_writes(behaviour_.bytes);
  }
  const auto changed =
      behaviour_.codec_change_after ? shared_.library.changed_stream(behaviour_) : nullptr;
  playback_.emplace(shared_.library.stream(behaviour_), changed, behaviour_, Loop::Clock::now());
  play();
}

std::string Connection::http_head() {
  std::string head;
  const auto key = request_.header("Sec-WebSocket-Key");
  if (key && equal_ignoring_case(request_.header("Upgrade").value_or(""), "websocket")) {
    framing_ = Framing::websocket;
    if (WebsocketWriter::is_wanted(behaviour_)) {
      websocket_.emplace(behaviour_);
    }
    head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
        "Upgrade\r\nSec-WebSocket-Accept: " +
        websocket_accept(behaviour_.ws_bad_accept ? "wrong" : *key) + "\r\n\r\n";
  } else {
    framing_ = behaviour_.chunked ? Framing::chunked : Framing::plain;
    head =
        "HTTP/1.1 200 OK\r\nServer: video-exporter-origin\r\nContent-Type: "
        "video/x-flv\r\nConnection: close\r\n";
    head += behaviour_.chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n";
  }
  return head;
}

void Connection::play() {
  auto& playback = *playback_;
  const auto now = Loop::Clock::now();
  while (state_ == State::playing && playback.due() <= now) {
    shared_.batch.clear();
    playback.take(now, shared_.batch);
    if (!shared_.batch.messages().empty()) {
      settle(send_batch());
    }
    if (state_ == State::playing && playback.state() != Playback::State::playing) {
      finish(playback.state());
    }
  }
  if (state_ == State::playing) {
    wake_at(playback.due());
  }
}

Result Connection::send_batch() {
  if (websocket_) {
    return channel_.send(websocket_->frames(shared_.batch));
  }
  if (rtmp_) {
    const bool is_cut = playback_->state() == Playback::State::cut;
    return channel_.send(rtmp_->chunks(shared_.batch, is_cut));
  }
  if (rtsp_) {
    const bool is_cut = playback_->state() == Playback::State::cut;
    return channel_.send(rtsp_->packets(shared_.batch, is_cut));
  }
  return channel_.send(shared_.batch, framing_);
}

void Connection::read_websocket() {
  try {
    while (const auto frame = take_websocket_frame(received_)) {
      if (!frame->is_masked) {
        throw std::runtime_error("an unmasked frame from a client");
      }
      if (frame->opcode == WebsocketOpcode::ping) {
        settle(channel_.send(websocket_frame(WebsocketOpcode::pong, frame->payload)));
      } else if (frame->opcode == WebsocketOpcode::pong) {
        shared_.paths.update(request_.path, [](PathFigures& figures) { ++figures.pongs; });
      } else if (frame->opcode == WebsocketOpcode::close) {
        settle(channel_.send(websocket_frame(WebsocketOpcode::close, frame->payload)));
        close_politely();
      }
      if (state_ != State::playing) {
        return;
      }
    }
  } catch (const std::exception&) {
    state_ = State::over;
  }
}

void Connection::read_rtmp() {
  if (state_ == State::slow_handshake) {
    return;
  }
  if (state_ == State::closing) {
    received_.clear();
    return;
  }
  try {
    const auto answered = rtmp_->ping_responses();
    settle(channel_.send(rtmp_->take(received_)));
    if (const auto more = rtmp_->ping_responses() - answered; more > 0 && byte_counter_) {
      shared_.paths.update(request_.path, [&](PathFigures& figures) { figures.pongs += more; });
    }
  } catch (const std::exception&) {
    state_ = State::over;
  }
  if (state_ == State::rtmp && rtmp_->wants_play()) {
    answer_play();
  }
  if (rtmp_->is_over()) {
    close_politely();
  }
}

void Connection::answer_play() {
  request_.path = rtmp_->path();
  request_.query = rtmp_->query();
  request_.head = "play " + request_.path + "?" + request_.query;
  count_request();
  unsigned status = 0;
  std::string why = "as asked for";
  try {
    set_parameters(behaviour_, request_.query);
    set_parameters(behaviour_, shared_.paths.fault(request_.path));
    shared_.library.stream(behaviour_);
    status = behaviour_.status;
  } catch (const std::exception& error) {
    status = 400;
    why = error.what();
  }
  state_ = State::slow;  // whatever comes now, play is asked for once
  if (status != 200) {
    settle(channel_.send(rtmp_->refuse_to_play(status, why)));
    close_politely();
  } else if (behaviour_.slow_headers) {
    wake_at(Loop::Clock::now() + *behaviour_.slow_headers);
  } else if (!behaviour_.rtmp_silent) {
    start_playing();
  }
}

void Connection::begin_rtsp() {
  rtsp_ = std::make_unique<RtspSession>(shared_.library, shared_.paths, shared_.rtp_door,
                                        RtpPeer(channel_.fd()));
  state_ = State::rtsp;
  read_rtsp();
}

void Connection::read_rtsp() {
  if (state_ == State::closing) {
    received_.clear();
    return;
  }
  const auto signs_of_life = rtsp_->signs_of_life();
  try {
    const auto replies = rtsp_->take(received_);
    request_ = rtsp_->request();
    if (!byte_counter_ && !request_.path.empty()) {
      count_request();
    }
    settle(channel_.send(replies));
  } catch (const std::exception&) {
    state_ = State::over;
    return;
  }
  if (byte_counter_) {
    shared_.paths.update(request_.path, [&](PathFigures& figures) {
      figures.last_request = request_.head;
      figures.pongs += rtsp_->signs_of_life() - signs_of_life;
      figures.teardowns += rtsp_->is_torn_down() ? 1 : 0;
    });
  }
  if (state_ == State::rtsp && rtsp_->wants_play()) {
    answer_rtsp_play();
  }
  if (rtsp_->is_over()) {
    close_politely();
  }
}

void Connection::answer_rtsp_play() {
  behaviour_ = rtsp_->behaviour();
  state_ = State::slow;
  if (behaviour_.slow_headers) {
    wake_at(Loop::Clock::now() + *behaviour_.slow_headers);
  } else {
    start_playing();
  }
}

void Connection::finish(Playback::State how) {
  switch (how) {
    case Playback::State::reset:
      channel_.reset_on_close();
      state_ = State::over;
      break;
    case Playback::State::ended:
      if (is_websocket()) {
        if (websocket_) {
          settle(channel_.send(websocket_->rest()));
        }
        constexpr std::string_view normal_closure = "\x03\xe8";
        settle(channel_.send(websocket_frame(WebsocketOpcode::close, normal_closure)));
      } else if (rtmp_) {
        settle(channel_.send(rtmp_->end_playing()));
      } else if (rtsp_) {
        settle(channel_.send(rtsp_->end_playing()));
      } else if (framing_ == Framing::chunked) {
        settle(channel_.send("0\r\n\r\n"));
      }
      close_politely();
      break;
    case Playback::State::cut:
      close_politely();
      break;
    default:
      break;
  }
}

void Connection::close_politely() {
  if (state_ == State::over) {
    return;
  }
  state_ = State::closing;
  wake_at(Loop::Clock::now() + closing_time);
  if (!channel_.has_pending()) {
    channel_.shut();
  }
}

void Connection::settle(Result result) {
  if (result == Result::failed) {
    state_ = State::over;
  } else if (result == Result::done && state_ == State::closing) {
    channel_.shut();
  }
  if (byte_counter_) {
    byte_counter_->add(channel_.sent_bytes() - counted_bytes_);
    counted_bytes_ = channel_.sent_bytes();
  }
}

void Connection::wake_at(Time time) {
  wake_time_ = time;
  if (time != Time::max()) {
    shared_.loop.wake_at(time, id_);
  }
}

void Connection::update_watch() {
  std::uint32_t wanted =
      playback_ && playback_->state() == Playback::State::half_open ? EPOLLRDHUP : reading;
  wanted |= channel_.has_pending() ? EPOLLOUT : 0U;
  if (wanted != watched_) {
    watched_ = wanted;
    shared_.loop.change_watch(channel_.fd(), id_, watched_);
  }
}

}  // namespace origin
