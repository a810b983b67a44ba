// The dialogue that starts a stream, keeps it and ends it.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <vex/vex.hpp>

#include "media/rtsp/session.hpp"
#include "media/rtsp/transport.hpp"
#include "media/rtsp/url.hpp"
#include "plugins/rtsp/authorization.hpp"
#include "plugins/rtsp/connection.hpp"

namespace rtsp {

/// What DESCRIBE has brought.
struct Description {
  std::string sdp;
  std::string base;  // for relative control URLs (RFC 2326, C.1.1)
};

/// A server that carries the media in another way than asked for: 461, or a Transport header that
/// says something else.
class TransportRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One session on one connection. The calls are to be made in the order in which they stand here.
class Client {
 public:
  static constexpr std::size_t max_redirects = 5;

  /// Connects. `own` are the credentials of the configuration, for `url`'s host alone; those in
  /// the URL come before them. [suspends]
  Client(const vex_host& host, media::rtsp::Url url, std::optional<Credentials> own,
         Connection::OnFrame on_frame);

  /// OPTIONS, which tells how to keep the session alive. What the server thinks of it is not
  /// decisive: some refuse it and play all the same. [suspends]
  void ask_options();

  /// DESCRIBE, redirects followed. Throws `auth`, `not_found`, `redirect`, and the rest of
  /// error_of(). [suspends]
  Description describe();

  /// SETUP of one track. Throws TransportRefused beside the rest. [suspends]
  media::rtsp::Transport set_up(const std::string& track_url, const std::string& transport);

  /// PLAY of the whole, or of each track where the server allows nothing else (459, 460).
  /// [suspends]
  std::vector<media::rtsp::RtpInfo> play(const std::string& aggregate_url,
                                         const std::vector<std::string>& track_urls);

  /// Sends a sign of life when it is time for one, and looks at the reply to the last: throws
  /// `closed` where the server has forgotten the session. [suspends]
  void keep_alive();

  /// Takes what has come. As Connection::read. [suspends]
  void read(vex::Nanos timeout = {}) { connection_->read(timeout); }

  /// A receiver report or a hole punched. [suspends]
  void send_frame(std::uint8_t channel, vex::Bytes payload) {
    connection_->send_frame(channel, payload);
  }

  /// TEARDOWN, whose reply nobody waits for; at most for 100 ms until the network takes it. Fails
  /// silently. Also of a run that is being ended: what the network takes at once leaves. [suspends]
  void tear_down();

  [[nodiscard]] const media::rtsp::Url& url() const { return url_; }

 private:
  using Headers = std::vector<media::rtsp::Header>;

  void connect();
  media::rtsp::Message ask(std::string_view method, const std::string& url, const Headers& headers);
  Headers complete(std::string_view method, const std::string& url, Headers headers);
  void redirect_to(const media::rtsp::Message& reply);
  void take_session(const media::rtsp::Message& reply);
  vex::Nanos now() const;

  const vex_host& host_;
  const media::rtsp::Url own_url_;
  const std::optional<Credentials> own_;
  Connection::OnFrame on_frame_;
  media::rtsp::Url url_;
  Authorizer authorizer_;
  std::unique_ptr<Connection> connection_;
  std::vector<std::string> visited_;
  bool knows_get_parameter_ = false;
  std::optional<media::rtsp::Session> session_;
  std::string session_url_;
  vex::Nanos next_sign_of_life_{};
};

}  // namespace rtsp
