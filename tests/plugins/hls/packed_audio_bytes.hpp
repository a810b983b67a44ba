// Segments of packed audio for tests: an ID3 tag with a timestamp, and ADTS frames of silence.
#pragma once

#include <cstdint>
#include <string>

namespace hls::test {

/// An AAC LC frame of 1024 samples at 48 kHz: 7 bytes of header, 10 of payload.
inline std::string adts_frame() {
  using namespace std::string_literals;
  constexpr unsigned size = 17;
  std::string frame = "\xff\xf1\x4c"s;              // no checksum; LC, 48 kHz
  frame += static_cast<char>(0x80U | size >> 11U);  // two channels
  frame += static_cast<char>(size >> 3U & 0xffU);
  frame += static_cast<char>((size & 7U) << 5U | 0x1fU);
  frame += "\xfc"s;
  return frame + std::string(10, '\0');
}

/// RFC 8216 3.4; `ticks` of 90 kHz.
inline std::string timestamp_tag(std::uint64_t ticks) {
  using namespace std::string_literals;
  std::string body = "com.apple.streaming.transportStreamTimestamp\0"s;
  for (int shift = 56; shift >= 0; shift -= 8) body += static_cast<char>(ticks >> shift & 0xffU);
  const auto size = [](std::size_t bytes) {
    return "\0\0\0"s + static_cast<char>(bytes);  // below 128, thus as it is
  };
  const std::string frame = "PRIV" + size(body.size()) + "\0\0"s + body;
  return "ID3\4\0\0"s + size(frame.size()) + frame;
}

/// `frames` of 21.33 ms each, the first at `ticks`.
inline std::string audio_segment(std::uint64_t ticks, int frames) {
  std::string segment = timestamp_tag(ticks);
  for (int i = 0; i < frames; ++i) segment += adts_frame();
  return segment;
}

}  // namespace hls::test
