#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process/process.hpp"
#include "tests/support/servers/nginx.hpp"
#include "tests/support/servers/temporary_folder.hpp"

namespace support {

/// Live HLS as ffmpeg makes it of clips in a loop, in segments of 2 s, six in a playlist; nginx
/// serves it: "ts"; "fmp4", two variants with sound of their own; "aes", encrypted.
class FfmpegHls {
 public:
  /// Comes back when all playlists are there. `clips`: the folder of the test clips.
  explicit FfmpegHls(std::filesystem::path clips);

  /// "/ts/live.m3u8" here.
  std::string url(std::string_view name) const;

  /// The ffmpeg that makes "ts".
  Process& ts_muxer() noexcept { return *muxers_.front(); }

 private:
  void mux(const std::vector<std::string>& inputs, const std::string& name,
           const std::vector<std::string>& outputs);
  void await_file(const std::filesystem::path& file) const;

  std::filesystem::path clips_;
  TemporaryFolder folder_;
  std::vector<std::unique_ptr<Process>> muxers_;
  Nginx nginx_{folder_.path()};
};

}  // namespace support
