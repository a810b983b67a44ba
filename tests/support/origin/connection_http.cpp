// How a connection answers HTTP and WebSocket.
#include "tests/support/origin/connection.hpp"

#include <stdexcept>

#include "tests/support/origin/refusal.hpp"
#include "tests/support/origin/text.hpp"
#include "tests/support/origin/websocket.hpp"

namespace origin {
namespace {

/// What a connection of RTMP begins with, and no other (RTMP 1.0, 5.2.2).
constexpr char rtmp_version = 3;

}  // namespace

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

}  // namespace origin
