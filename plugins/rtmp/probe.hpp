// The probe `rtmp`: RTMP 1.0, with or without TLS.
#pragma once

#include <string>

#include <vex/vex.hpp>

namespace rtmp {

class Probe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"rtmp", "1.0.0", "Watches RTMP and RTMPS"};

  static constexpr vex::Text username{
      "username", "", "User name for servers that ask; one in the URL takes precedence"};
  static constexpr vex::Secret password{"password", "", "Password for servers that ask"};
  static constexpr vex::Text page_url{"page_url", "",
                                      "URL of the page that the player claims to be on"};
  static constexpr vex::Text swf_url{"swf_url", "", "URL that the player claims to be loaded from"};
  static constexpr auto options = vex::options(username, password, page_url, swf_url);

  static constexpr auto services = vex::words(VEX_NET);
  static constexpr auto schemes = vex::words("rtmp", "rtmps");

  explicit Probe(const vex::Setup& setup);

  void run(const vex::Run& run) override;

 private:
  const std::string username_;
  const std::string password_;
  const std::string page_url_;
  const std::string swf_url_;
  bool has_told_of_skipped_tracks_ = false;  // once for all runs
};

}  // namespace rtmp
