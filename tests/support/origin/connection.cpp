#include "tests/support/origin/connection.hpp"

#include <sys/epoll.h>

#include "tests/support/origin/websocket.hpp"

namespace origin {
namespace {

using Result = Channel::Result;
using Time = Loop::Clock::time_point;

/// How long a connection that has been answered waits for its peer to close.
constexpr std::chrono::seconds closing_time{5};

constexpr std::uint32_t reading = EPOLLIN | EPOLLRDHUP;

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
