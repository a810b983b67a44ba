// How a connection answers RTSP.
#include "tests/support/origin/connection.hpp"

#include <exception>

namespace origin {

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

}  // namespace origin
