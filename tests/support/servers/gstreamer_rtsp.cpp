#include "tests/support/servers/gstreamer_rtsp.hpp"

#include <sstream>

#include "tests/support/servers/program.hpp"

namespace support {
namespace {

std::uint16_t await_port(Process& server) {
  const auto line = server.await_line_with("port ");
  return static_cast<std::uint16_t>(std::stoul(line.substr(line.find("port ") + 5)));
}

}  // namespace

// Debian's own Python, as only that one has its bindings of GStreamer.
GstreamerRtsp::GstreamerRtsp(Authentication authentication) {
  std::vector<std::string> words{program("Debian's python3", DEBIAN_PYTHON, "python3"),
                                 SERVERS_FOLDER "/gstreamer_rtsp.py"};
  if (authentication != Authentication::none) {
    words.emplace_back("--authentication");
    words.emplace_back(authentication == Authentication::digest ? "digest" : "basic");
  }
  server_ = std::make_unique<Process>(Command{words, {}, {}});
  port_ = await_port(*server_);
}

std::string GstreamerRtsp::url(std::string_view path, std::string_view user_info) const {
  return "rtsp://" + std::string(user_info) + (user_info.empty() ? "" : "@") +
         "127.0.0.1:" + std::to_string(port_) + std::string(path);
}

LossyRtsp::LossyRtsp()
    : server_(std::make_unique<Process>(
          Command{{program("python3", DEBIAN_PYTHON, "python3"), SERVERS_FOLDER "/lossy_rtsp.py"},
                  {},
                  {}})),
      port_(await_port(*server_)) {}

std::string LossyRtsp::url() const {
  return "rtsp://127.0.0.1:" + std::to_string(port_) + "/lossy";
}

LossyRtsp::Counts LossyRtsp::await_counts() {
  std::istringstream line(server_->await_line_with("counts "));
  std::string word;
  Counts counts;
  line >> word >> counts.sequence_numbers >> counts.dropped >> counts.swapped >> counts.repeated;
  return counts;
}

}  // namespace support
