#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/origin/behaviour.hpp"
#include "tests/support/origin/channel.hpp"
#include "tests/support/origin/http_request.hpp"
#include "tests/support/origin/loop.hpp"
#include "tests/support/origin/media_library.hpp"
#include "tests/support/origin/path_table.hpp"
#include "tests/support/origin/playback.hpp"
#include "tests/support/origin/rtmp_session.hpp"
#include "tests/support/origin/rtsp_session.hpp"
#include "tests/support/origin/websocket_writer.hpp"

namespace origin {

/// What the connections of a server share. All but `paths` belongs to the server's thread.
struct Shared {
  Loop loop;
  MediaLibrary library;
  PathTable paths;
  Batch batch;
  RtpDoor rtp_door;
};

/// One client: its request, the answer, the stream and its faults.
class Connection {
 public:
  Connection(Shared& shared, Loop::Id id, int fd, SSL_CTX* tls);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void on_events(std::uint32_t events);
  void on_time();

  /// The faults of its path are others now.
  void on_fault_change();

  const std::string& path() const { return request_.path; }

  /// It is to be destroyed.
  bool is_over() const { return state_ == State::over; }

 private:
  enum class State {
    handshake = 1,  // of TLS
    request,
    slow_handshake,  // of RTMP
    rtmp,
    rtsp,
    slow,
    playing,
    closing,
    over
  };

  // HTTP and WebSocket
  void read_request();
  void count_request();
  void answer();
  void refuse_with(unsigned status, std::string_view headers, std::string_view text);
  std::string http_head();
  void read_websocket();
  bool is_websocket() const { return framing_ == Framing::websocket; }

  // RTMP
  void begin_rtmp();
  void read_rtmp();
  void answer_rtmp_play();

  // RTSP
  void begin_rtsp();
  void read_rtsp();
  void answer_rtsp_play();

  // All of them
  void read();
  void start_playing();
  void play();
  Channel::Result send_batch();
  void finish(Playback::State how);
  void close_politely();
  void settle(Channel::Result result);
  void wake_at(Loop::Clock::time_point time);
  void update_watch();

  Shared& shared_;
  const Loop::Id id_;
  Channel channel_;
  State state_ = State::handshake;
  std::string received_;
  HttpRequest request_;
  Behaviour behaviour_;
  Framing framing_ = Framing::plain;
  std::optional<Playback> playback_;
  std::unique_ptr<RtmpSession> rtmp_;
  std::unique_ptr<RtspSession> rtsp_;
  std::optional<WebsocketWriter> websocket_;  // when messages are not just whole tags
  std::uint64_t counted_bytes_ = 0;
  PathTable::ByteCounter* byte_counter_ = nullptr;  // once the path is known and counted as open
  Loop::Clock::time_point wake_time_ = Loop::Clock::time_point::max();
  std::uint32_t watched_;
};

}  // namespace origin
