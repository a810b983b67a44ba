#include "media/opus/packet.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"

namespace media::opus {
namespace {

using std::chrono::microseconds;
using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* packet;
  std::optional<microseconds> duration;
};

const Row rows[] = {
    // ffmpeg -f lavfi -i sine=f=500:r=48000:d=0.5 -c:a libopus -frame_duration D clip.mkv
    {"D=2.5", "e0b44621", microseconds(2'500)},
    {"D=20", "f8b1a1e8", microseconds(20'000)},
    {"D=60, three frames", "fb83cfd0", microseconds(60'000)},
    {"D=120, six frames", "fb86ddd0", microseconds(120'000)},
    // Written by hand after 3.1.
    {"SILK, 10 ms", "00", microseconds(10'000)},
    {"SILK, 60 ms", "18", microseconds(60'000)},
    {"SILK, two of 60 ms", "19", microseconds(120'000)},
    {"hybrid, 10 ms", "60", microseconds(10'000)},
    {"hybrid, two of 20 ms", "6A", microseconds(40'000)},
    {"CELT, 48 frames of 2.5 ms", "83 30", microseconds(120'000)},
    {"CELT, 49 frames of 2.5 ms", "83 31", std::nullopt},
    {"three of 60 ms", "1B 03", std::nullopt},
    {"no frame", "FB 80", std::nullopt},
    {"a frame count that is cut", "FB", std::nullopt},
    {"nothing", "", std::nullopt},
};

TEST(OpusPacket, has_the_duration_of_its_frames) {
  for (const auto& row : rows) {
    EXPECT_EQ(packet_duration(bytes_of_hex(row.packet)), row.duration) << row.name;
  }
}

}  // namespace
}  // namespace media::opus
