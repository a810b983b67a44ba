// How fast playlists are read: m3u8_bench [seconds]. Prints MB per second
// of processor time for a live playlist with dates,
// for a low latency one and for a multivariant one.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "media/m3u8/playlist.hpp"

namespace {

std::string live() {
  std::string text =
      "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:7\n";
  for (int i = 0; i < 30; ++i) {
    text += "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T10:00:" + std::to_string(10 + i) + ".000Z\n";
    text += "#EXTINF:6.006000,\nstream_1080p_" + std::to_string(1000000 + i) + ".ts\n";
  }
  return text;
}

std::string low_latency() {
  std::string text =
      "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:4\n#EXT-X-PART-INF:PART-TARGET=0.33334\n"
      "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.0,CAN-SKIP-UNTIL=24.0\n"
      "#EXT-X-MEDIA-SEQUENCE:266\n#EXT-X-MAP:URI=\"init.mp4\"\n";
  for (int segment = 0; segment < 10; ++segment) {
    for (int part = 0; part < 12; ++part) {
      text += "#EXT-X-PART:DURATION=0.33334,URI=\"seg" + std::to_string(segment) + "." +
              std::to_string(part) + ".mp4\"\n";
    }
    text += "#EXTINF:4.00008,\nseg" + std::to_string(segment) + ".mp4\n";
  }
  return text;
}

std::string multivariant() {
  std::string text = "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-INDEPENDENT-SEGMENTS\n";
  for (int i = 0; i < 12; ++i) {
    text +=
        "#EXT-X-STREAM-INF:BANDWIDTH=2680000,AVERAGE-BANDWIDTH=2500000,RESOLUTION=1280x720,"
        "FRAME-RATE=29.970,CODECS=\"avc1.64001f,mp4a.40.2\",AUDIO=\"aac\"\nv" +
        std::to_string(i) + "/index.m3u8\n";
  }
  return text;
}

void measure(const char* name, const std::string& text, double seconds) {
  const std::clock_t begin = std::clock();
  std::size_t bytes = 0;
  double elapsed = 0;
  while (elapsed < seconds) {
    for (int i = 0; i < 100; ++i) {
      if (!std::holds_alternative<media::m3u8::Playlist>(media::m3u8::read_playlist(text))) {
        std::exit(EXIT_FAILURE);
      }
      bytes += text.size();
    }
    elapsed = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  }
  std::printf("%s: %.0f MB/s\n", name, static_cast<double>(bytes) / elapsed / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 1;
  measure("live", live(), seconds);
  measure("low latency", low_latency(), seconds);
  measure("multivariant", multivariant(), seconds);
}
