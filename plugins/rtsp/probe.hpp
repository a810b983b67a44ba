// The probe `rtsp`: RTSP 1.0 (RFC 2326) with RTP over its connection or over UDP.
#pragma once

#include <vex/vex.hpp>

namespace rtsp {

class Probe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"rtsp", "1.0.0", "Watches RTSP, with RTP over TCP or UDP"};

  static constexpr vex::Choice transport{"transport",
                                         "auto",
                                         "How the media travels; auto: over the connection, and "
                                         "over UDP where the server refuses that",
                                         {"auto", "tcp", "udp"}};
  static constexpr vex::Text username{"username", "", "For servers that ask; a URL's comes first"};
  static constexpr vex::Secret password{"password", "", "For servers that ask"};
  static constexpr auto options = vex::options(transport, username, password);

  static constexpr auto services = vex::words(VEX_NET, VEX_UDP);
  static constexpr auto schemes = vex::words("rtsp", "rtsps");

  explicit Probe(const vex::Setup& setup);

  void run(const vex::Run& run) override;

 private:
  const std::string transport_;
  const std::string username_;
  const std::string password_;
};

}  // namespace rtsp
