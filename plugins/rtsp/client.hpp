// The dialogue that starts a stream, keeps it alive and ends it.
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

/// The result of DESCRIBE.
struct Description {
  std::string sdp;
  std::string base;  // for relative control URLs (RFC 2326, C.1.1)
};

/// The server does not use the requested transport: 461, or a Transport header that says something
/// else.
class TransportRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One session on one connection. The functions must be called in the order in which they are
/// declared.
class Client {
 public:
  static constexpr std::size_t max_redirects = 5;

  /// Connects. `own` are the configured credentials, for `url`'s host only; those in the URL take
  /// precedence. [suspends]
  Client(const vex_host& host, media::rtsp::Url url, std::optional<Credentials> own,
         Connection::OnFrame on_frame);

  /// OPTIONS, which shows how to keep the session alive. A refusal does not matter: some servers
  /// refuse it and play all the same. [suspends]
  void ask_options();

  /// DESCRIBE, following redirects. Throws `auth`, `not_found`, `redirect`, and the other errors of
  /// error_of(). [suspends]
  Description describe();

  /// SETUP of one track. Throws TransportRefused in addition to the rest. [suspends]
  media::rtsp::Transport set_up(const std::string& track_url, const std::string& transport);

  /// PLAY of the whole, or of each track if the server allows nothing else (459, 460). [suspends]
  std::vector<media::rtsp::RtpInfo> play(const std::string& aggregate_url,
                                         const std::vector<std::string>& track_urls);

  /// Sends a keepalive when one is due, and checks the reply to the last one: throws `closed` if
  /// the server has forgotten the session. [suspends]
  void keep_alive();

  /// Reads what has arrived, like Connection::read. [suspends]
  void read(vex::Nanos timeout = {}) { connection_->read(timeout); }

  /// For a receiver report, or to punch a hole. [suspends]
  void send_frame(std::uint8_t channel, vex::Bytes payload) {
    connection_->send_frame(channel, payload);
  }

  /// TEARDOWN, without waiting for a reply; waits at most 100 ms for the network to accept it.
  /// Fails silently. Works in a run that is being ended, too: whatever the network accepts at once
  /// is sent. [suspends]
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
