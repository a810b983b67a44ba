#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "media/rtmp/chunk_writer.hpp"
#include "media/rtmp/message_reader.hpp"
#include "tests/support/origin/behaviour.hpp"
#include "tests/support/origin/playback.hpp"
#include "tests/support/origin/rtmp_handshake.hpp"

namespace origin {

/// A server's side of RTMP for players: handshake, connect, createStream, play, and FLV tags as
/// messages. It does no input or output.
class RtmpSession : media::rtmp::MessageListener, media::flv::Listener {
 public:
  RtmpSession();

  /// Takes what was received and empties it; gives what is to be sent. Throws std::runtime_error
  /// when the client breaks the protocol.
  std::string take(std::string& received);

  /// play has been asked for, of "/app/name", with that query behind the name.
  bool wants_play() const { return wants_play_; }
  const std::string& path() const { return path_; }
  const std::string& query() const { return query_; }

  /// The client is to be left.
  bool is_over() const { return is_over_; }

  /// The answers to play: that it begins, or a status of HTTP in the words of RTMP.
  std::string begin_playing(const Behaviour& behaviour);
  std::string refuse_to_play(unsigned status, std::string_view why);

  /// The tags of a batch as messages; of the last one half when it is cut.
  std::string chunks(const Batch& batch, bool is_cut);

  /// The publisher has gone.
  std::string end_playing();

  std::uint64_t ping_responses() const { return ping_responses_; }

 private:
  void on_command(const media::rtmp::Command& command) override;
  void on_user_control(const media::rtmp::UserControl& control) override;
  void on_window(std::uint32_t) override {}
  void on_peer_bandwidth(std::uint32_t) override {}
  void on_track(const media::flv::Track&) override {}
  void on_packet(const media::flv::Packet&) override {}

  void answer_connect(const media::rtmp::Command& command);
  void take_play(const media::rtmp::Command& command);
  void put(media::rtmp::MessageType type, std::uint32_t stream_id,
           const std::vector<std::byte>& payload);
  void put_status(std::string_view level, std::string_view code, std::string_view description);
  void put_tag(std::string_view tag);
  void put_aggregate(const Batch& batch);
  std::string sent();

  RtmpHandshake handshake_;
  media::rtmp::MessageReader reader_;
  media::rtmp::ChunkWriter writer_;
  std::string app_;
  std::string path_;
  std::string query_;
  bool is_silent_ = false;
  bool wants_play_ = false;
  bool is_over_ = false;
  bool pings_ = false;
  bool aggregates_ = false;
  std::uint64_t ping_responses_ = 0;
};

}  // namespace origin
