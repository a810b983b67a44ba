#include "media/flac/stream_info.hpp"

#include <gtest/gtest.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::flac {
namespace {

using test::bytes_of_hex;

// The beginning of a file by ffmpeg 5.1:
//   ffmpeg -f lavfi -i sine=sample_rate=44100:duration=0.2 -ac 2 -c:a flac clip.flac
constexpr std::string_view stereo =
    "664c6143 00 000022 1200 1200 0004a3 000508 0ac442f0000022745d105ceb212ad5d36e4f5608def3d8b7";

AudioFacts facts_of(std::uint32_t sample_rate, std::uint32_t channels) {
  AudioFacts facts;
  facts.sample_rate = sample_rate;
  facts.channels = channels;
  return facts;
}

TEST(FlacStreamInfo, tells_rate_and_channels) {
  EXPECT_EQ(read_stream_info(bytes_of_hex(stereo)), facts_of(44100, 2));
}

TEST(FlacStreamInfo, may_be_the_last_block) {
  EXPECT_EQ(read_stream_info(bytes_of_hex("664c6143 80 000022 1200 1200 0004a3 000508 17700E")),
            facts_of(96000, 8));
}

TEST(FlacStreamInfo, is_refused_without_the_signature) {
  EXPECT_EQ(read_stream_info(bytes_of_hex("664c6144 00 000022 1200 1200 0004a3 000508 0ac442")),
            std::nullopt);
}

TEST(FlacStreamInfo, must_be_the_first_block) {
  EXPECT_EQ(read_stream_info(bytes_of_hex("664c6143 04 000022 1200 1200 0004a3 000508 0ac442")),
            std::nullopt);
}

TEST(FlacStreamInfo, is_refused_without_a_rate) {
  EXPECT_EQ(read_stream_info(bytes_of_hex("664c6143 00 000022 1200 1200 0004a3 000508 000002")),
            std::nullopt);
}

TEST(FlacStreamInfo, is_refused_when_it_is_cut) {
  test::for_every_prefix(
      bytes_of_hex("664c6143 00 000022 1200 1200 0004a3 000508 0ac442"),
      [](auto prefix) { EXPECT_EQ(read_stream_info(prefix), std::nullopt) << prefix.size(); });
}

}  // namespace
}  // namespace media::flac
