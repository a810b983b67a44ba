// An RTMP connection after its handshake: commands with their replies, and whatever the server
// sends in between.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include <vex/vex.hpp>

#include "media/rtmp/chunk_writer.hpp"
#include "media/rtmp/message_reader.hpp"
#include "media/rtmp/requests.hpp"

namespace rtmp {

class Connection final : private media::rtmp::MessageListener {
 public:
  static constexpr vex::Nanos patience = std::chrono::seconds(10);

  /// Takes over a connected stream; `media` outlives the connection.
  Connection(const vex_host& host, vex::Stream stream, media::flv::PayloadDepth depth,
             media::flv::Listener& media);

  /// [suspends]
  void shake_hands();

  /// Sends the command that `request` creates for its number, and returns the reply, _result or
  /// _error. Throws like read(), and `timeout` if there is no reply within `patience`. [suspends]
  media::rtmp::Command ask(
      const std::string& name,
      const std::function<media::rtmp::Payload(double transaction_id)>& request);

  /// Sends play and what precedes it, and reads until the server says that it plays, or sends
  /// media. Throws like ask(). [suspends]
  void play(std::uint32_t stream_id, const std::string& stream_name);

  /// Sends a command without waiting for a reply. [suspends]
  void tell(const media::rtmp::Payload& command);

  /// Reads once what has arrived; answers pings and acknowledges. Throws `closed` at the end and if
  /// the server says that the stream has ended, `protocol` and `too_large` if it is not RTMP, and
  /// the result of error_of() for a refusal. [suspends]
  void read();

  [[nodiscard]] double next_transaction() { return ++transactions_; }

  /// Multitrack bodies so far, which are not read.
  [[nodiscard]] std::uint64_t multitrack_bodies() const {
    return reader_.tracks().multitrack_bodies();
  }

 private:
  void on_command(const media::rtmp::Command& command) override;
  void on_user_control(const media::rtmp::UserControl& control) override;
  void on_window(std::uint32_t bytes) override { window_ = bytes; }
  void on_peer_bandwidth(std::uint32_t bytes) override;

  void take(vex::Bytes bytes);
  void await(const std::string& name, const std::function<bool()>& has_come);
  void take_status(const media::rtmp::Command& status, bool is_of_play);
  void put(media::rtmp::MessageType type, const media::rtmp::Payload& payload);
  void put_command(const media::rtmp::Payload& payload);
  void acknowledge();
  void flush();
  [[nodiscard]] std::string end_sentence() const;

  const vex_host& host_;
  vex::Stream stream_;
  media::rtmp::MessageReader reader_;
  media::rtmp::ChunkWriter writer_;
  std::size_t answers_ = 0;  // during one read
  double transactions_ = 0;
  std::string asked_name_ = "connect";  // the command that a status refers to
  std::optional<double> asked_;         // the number of the command whose reply is awaited
  std::optional<media::rtmp::Command> answer_;
  bool is_playing_ = false;
  std::optional<vex::Error> end_;  // how the server announced it
  std::uint32_t window_;
  std::uint64_t acknowledged_ = 0;
};

}  // namespace rtmp
