#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "media/rtsp/reader.hpp"
#include "media/rtsp/transport.hpp"
#include "tests/support/origin/behaviour.hpp"
#include "tests/support/origin/http_request.hpp"
#include "tests/support/origin/media_library.hpp"
#include "tests/support/origin/path_table.hpp"
#include "tests/support/origin/rtp_sender.hpp"

namespace origin {

/// Whether what was received first is a request of RTSP, and not of HTTP: as far as that can be
/// told by now.
bool is_rtsp(std::string_view received);

/// A server's side of RTSP 1.0 (RFC 2326) for players: OPTIONS, DESCRIBE, SETUP, PLAY,
/// GET_PARAMETER, SET_PARAMETER, TEARDOWN, and FLV tags as RTP.
class RtspSession : media::rtsp::Listener {
 public:
  RtspSession(MediaLibrary& library, const PathTable& paths, RtpDoor& door, RtpPeer peer);

  /// Takes what was received and empties it; gives what is to be sent. Throws std::runtime_error
  /// when the client breaks the protocol.
  std::string take(std::string& received);

  /// What the connection is for, once a request has named it: its path is not empty then.
  const HttpRequest& request() const { return request_; }

  /// PLAY has been asked for, and not answered.
  bool wants_play() const { return wants_play_; }

  /// As the URL and the faults of its path have it now.
  Behaviour behaviour() const;

  /// The client has ended the session, or is to be left.
  bool is_over() const { return is_over_; }
  bool is_torn_down() const { return is_torn_down_; }
  std::uint64_t signs_of_life() const { return signs_of_life_; }

  /// The answer to PLAY.
  std::string begin_playing(const Behaviour& behaviour);

  /// The tags of a batch, as far as they travel on the connection.
  std::string packets(const Batch& batch, bool is_cut) { return sender_.send(batch, is_cut); }

  std::string end_playing() { return sender_.end(); }

 private:
  using Message = media::rtsp::Message;

  void on_message(Message& message) override;
  void on_frame(std::uint8_t, std::span<const std::byte>) override {}

  void locate(const Message& request);
  void answer(const Message& request, const Behaviour& behaviour);
  void describe(const Message& request, const Behaviour& behaviour);
  void set_up(const Message& request, const Behaviour& behaviour);
  void play(const Message& request);
  bool find_form(const Message& request, const Behaviour& behaviour);
  void reply(const Message& request, unsigned status, std::string_view headers = {},
             std::string_view body = {});

  MediaLibrary& library_;
  const PathTable& paths_;
  RtpDoor& door_;
  RtpSender sender_;
  media::rtsp::Reader reader_;
  HttpRequest request_;
  std::string sent_;
  std::string url_;  // of the stream, as it was asked for
  bool has_form_ = false;
  bool has_session_ = false;
  Message play_;  // that waits for its answer
  bool wants_play_ = false;
  bool is_over_ = false;
  bool is_torn_down_ = false;
  std::uint64_t signs_of_life_ = 0;
};

}  // namespace origin
