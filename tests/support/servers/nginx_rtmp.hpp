#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process/process.hpp"
#include "tests/support/servers/temporary_folder.hpp"

namespace support {

/// An nginx of its own with its RTMP module, and in front of it one that speaks TLS. Its
/// applications: `live`; `strict`, which knows no stream before it is published; `locked`, which
/// asks for `token=right` at play and answers 401 without; `gone`, where play is answered by 404;
/// `hls`, which makes HLS of what it is given.
class NginxRtmp {
 public:
  NginxRtmp();

  /// Has ffmpeg publish the tracks of files, each in a loop, in real time as "/live/name", and
  /// waits until it is there.
  void publish(const std::vector<std::filesystem::path>& files, std::string_view stream_path);

  /// Ends what publish() began, as an encoder that is switched off.
  void unpublish() { publishers_.clear(); }

  /// As a server that crashes; start() brings it back on the same port.
  void stop() { process_.reset(); }
  void start();

  /// The URL of "/live/a" here.
  std::string url(std::string_view stream_path) const;
  std::string tls_url(std::string_view stream_path) const;

  /// The URL of the playlist of "/hls/name", which was published, once it is as it should be: nginx
  /// begins with a discontinuity, and forgets to count it when it has left.
  std::string await_playlist(std::string_view stream_path) const;

  /// What clients of tls_url() have to trust.
  std::filesystem::path ca_file() const { return folder_.path() / "certificate.pem"; }

 private:
  void make_certificate() const;
  std::string configuration() const;

  TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  std::uint16_t tls_port_ = 0;
  std::uint16_t http_port_ = 0;
  std::unique_ptr<Process> process_;
  std::vector<std::unique_ptr<Process>> publishers_;
};

}  // namespace support
