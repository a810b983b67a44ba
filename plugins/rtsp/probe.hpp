// The probe `rtsp`: RTSP 1.0 (RFC 2326) with RTP over its connection or over UDP.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <vex/vex.hpp>

#include "plugins/rtsp/session.hpp"

namespace rtsp {

class Probe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"rtsp", "1.0.0", "Watches RTSP, with RTP over TCP or UDP"};

  static constexpr vex::Choice transport{"transport",
                                         "auto",
                                         "Transport of the media; auto: the RTSP connection, or "
                                         "UDP if the server refuses that or nothing arrives",
                                         {"auto", "tcp", "udp"}};
  static constexpr vex::Duration transport_timeout{
      "transport_timeout",
      "3s",
      "How long auto waits for media after PLAY before it tries the other transport",
      {"500ms", "1m"}};
  static constexpr vex::Text username{
      "username", "", "User name for servers that ask; one in the URL takes precedence"};
  static constexpr vex::Secret password{"password", "", "Password for servers that ask"};
  static constexpr auto options = vex::options(transport, transport_timeout, username, password);

  static constexpr auto services = vex::words(VEX_NET, VEX_UDP, VEX_LOG);
  static constexpr auto schemes = vex::words("rtsp", "rtsps");

  explicit Probe(const vex::Setup& setup);

  void run(const vex::Run& run) override;

 private:
  // A stream keeps what its run has on the stack while playing, a page per stream; hence functions
  // that must not be inlined.
  [[gnu::noinline]] std::unique_ptr<Session> open(const vex::Run& run, Carrier carrier,
                                                  bool may_change) const;
  [[gnu::noinline]] void play_beside(Carrier silent, const vex::Run& run);
  [[gnu::noinline]] void announce(const Session& session) const;
  std::optional<vex::Error> play(Session& session, std::optional<vex::Nanos> patience);
  [[nodiscard]] std::string silence(Carrier carrier) const;

  const bool may_choose_;  // the transport
  const vex::Nanos transport_timeout_;
  const std::string username_;
  const std::string password_;
  Carrier first_;  // tried first; with auto, the one that last delivered media
};

}  // namespace rtsp
