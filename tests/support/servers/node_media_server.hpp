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

/// A node-media-server of its own: takes streams by RTMP, gives them by HTTP-FLV and WebSocket-FLV.
class NodeMediaServer {
 public:
  NodeMediaServer();

  /// Has ffmpeg publish an FLV file in a loop in real time as "/live/name", and waits until it is
  /// there.
  void publish(const std::filesystem::path& flv_file, std::string_view stream_path);

  /// Ends what publish() began, as an encoder that is switched off.
  void unpublish();

  std::string rtmp_url(std::string_view stream_path) const;
  std::string http_url(std::string_view stream_path) const;  // with .flv
  std::string websocket_url(std::string_view stream_path) const;

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Process> server_;
  std::uint16_t rtmp_port_ = 0;
  std::uint16_t http_port_ = 0;
  std::vector<std::unique_ptr<Process>> publishers_;
};

}  // namespace support
