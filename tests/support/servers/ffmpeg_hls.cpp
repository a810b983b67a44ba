#include "tests/support/servers/ffmpeg_hls.hpp"

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "tests/support/servers/program.hpp"

namespace support {

FfmpegHls::FfmpegHls(std::filesystem::path clips) : clips_(std::move(clips)) {
  for (const char* name : {"ts", "fmp4", "aes"}) {
    std::filesystem::create_directory(folder_.path() / name);
  }
  // The key is served too; ffmpeg reads where it is from the file that is named to it.
  const auto key = folder_.path() / "aes" / "key";
  std::ofstream(key) << "0123456789abcdef";
  std::ofstream(folder_.path() / "aes" / "key_info") << "key\n" << key.string() << "\n";
  mux({"h264", "aac"}, "ts", {"-map", "0:v", "-map", "1:a", "live.m3u8"});
  mux({"h264", "low", "aac"}, "fmp4",
      {"-map", "0:v", "-map", "1:v", "-map", "2:a", "-b:v:0", "1000k", "-b:v:1", "120k",
       "-hls_segment_type", "fmp4", "-master_pl_name", "live.m3u8", "-var_stream_map",
       "v:0,agroup:a,name:high v:1,agroup:a,name:low "
       "a:0,agroup:a,default:yes,language:en,name:en",
       "-hls_segment_filename", "%v_%d.m4s", "%v.m3u8"});
  mux({"low", "aac"}, "aes",
      {"-map", "0:v", "-map", "1:a", "-hls_key_info_file", "key_info", "live.m3u8"});
  for (const char* playlist : {"ts/live.m3u8", "fmp4/live.m3u8", "aes/live.m3u8"}) {
    await_file(folder_.path() / playlist);
  }
}

void FfmpegHls::mux(const std::vector<std::string>& inputs, const std::string& name,
                    const std::vector<std::string>& outputs) {
  std::vector<std::string> words{program("ffmpeg", FFMPEG, "ffmpeg"), "-nostdin", "-v", "error"};
  for (const std::string& input : inputs) {
    const std::string path = (clips_ / (input + ".mp4")).string();
    words.insert(words.end(), {"-re", "-stream_loop", "-1", "-i", path});
  }
  words.insert(words.end(),
               {"-c", "copy", "-f", "hls", "-hls_time", "2", "-hls_list_size", "6", "-hls_flags",
                "delete_segments+program_date_time+independent_segments"});
  words.insert(words.end(), outputs.begin(), outputs.end());
  muxers_.push_back(std::make_unique<Process>(Command{words, {}, folder_.path() / name}));
}

void FfmpegHls::await_file(const std::filesystem::path& file) const {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!std::filesystem::exists(file)) {
    for (const auto& muxer : muxers_) {
      if (muxer->await_exit(std::chrono::milliseconds(50))) {
        throw std::runtime_error("ffmpeg ended: " + muxer->error_output());
      }
    }
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("no " + file.string());
  }
}

std::string FfmpegHls::url(std::string_view name) const {
  return nginx_.url("/" + std::string(name) + "/live.m3u8");
}

}  // namespace support
