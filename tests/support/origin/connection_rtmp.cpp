// How a connection answers RTMP.
#include "tests/support/origin/connection.hpp"

#include <exception>

namespace origin {

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
    answer_rtmp_play();
  }
  if (rtmp_->is_over()) {
    close_politely();
  }
}

void Connection::answer_rtmp_play() {
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

}  // namespace origin
