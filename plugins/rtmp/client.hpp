// The dialogue that starts a stream.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <vex/vex.hpp>

#include "media/rtmp/url.hpp"
#include "plugins/rtmp/authorization.hpp"
#include "plugins/rtmp/connection.hpp"

namespace rtmp {

/// Where a player claims to come from, which some servers check.
struct Referrer {
  std::string page_url;
  std::string swf_url;
};

/// One stream, over as many connections as redirects and credentials require.
class Client {
 public:
  static constexpr std::size_t max_redirects = 5;

  /// `own` are the configured credentials, for `url`'s host only; those in the URL take precedence.
  /// `media` outlives the client.
  Client(const vex_host& host, media::rtmp::Url url, std::optional<Credentials> own,
         Referrer referrer, media::flv::PayloadDepth depth, media::flv::Listener& media);

  /// From connecting to the reply to play; `on_handshake` is called at the end of each handshake.
  /// Throws the errors of vex::connect(), `auth`, `not_found`, `redirect`, and those of Connection.
  /// [suspends]
  void start(const std::function<void()>& on_handshake);

  /// Reads what has arrived, like Connection::read. [suspends]
  void read() { connection_->read(); }

  [[nodiscard]] std::uint64_t multitrack_bodies() const { return connection_->multitrack_bodies(); }

 private:
  void connect(const std::function<void()>& on_handshake);
  void take_refusal(const media::rtmp::Command& refusal);
  [[nodiscard]] bool take_redirect(const media::rtmp::Command& refusal);
  void take_challenge(const media::rtmp::Challenge& challenge);
  void play();

  const vex_host& host_;
  const media::rtmp::Url own_url_;
  const std::optional<Credentials> own_;
  const Referrer referrer_;
  const media::flv::PayloadDepth depth_;
  media::flv::Listener& media_;
  media::rtmp::Url url_;
  std::vector<std::string> visited_;  // by redirects
  std::string authorization_;         // the query of the next connect
  int attempts_ = 0;                  // at the current URL
  bool is_connected_ = false;
  std::unique_ptr<Connection> connection_;
};

}  // namespace rtmp
