#include "media/amf0/metadata.hpp"

#include <gmock/gmock.h>

#include "media/amf0/writer.hpp"
#include "tests/media/bytes.hpp"

namespace media::amf0 {
namespace {

using test::bytes_of_hex;

// The first script tag of a clip by ffmpeg 5.1:
//   ffmpeg -f lavfi -i testsrc2=size=320x240:rate=25:duration=0.2 -f lavfi -i
//   anullsrc=r=44100:cl=stereo
//     -t 0.2 -c:v libx264 -preset ultrafast -c:a aac -f flv clip.flv
const char* const message_by_ffmpeg =
    "02000a6f6e4d65746144617461080000000d00086475726174696f6e003fcc8b439581062500057769647468004074"
    "00"
    "0000000000000668656967687400406e000000000000000d766964656f646174617261746500000000000000000000"
    "09"
    "6672616d6572617465004039000000000000000c766964656f636f646563696400401c000000000000000d61756469"
    "6f"
    "646174617261746500405f400000000000000f617564696f73616d706c65726174650040e5888000000000000f6175"
    "64"
    "696f73616d706c6573697a65004030000000000000000673746572656f0101000c617564696f636f64656369640040"
    "24"
    "0000000000000007656e636f64657202000d4c61766635392e32372e313030000866696c6573697a650040d6854000"
    "00"
    "0000000009";

TEST(Metadata, reads_what_ffmpeg_writes) {
  const auto metadata = read_metadata(bytes_of_hex(message_by_ffmpeg));
  ASSERT_TRUE(metadata);
  EXPECT_EQ(metadata->number_of("width"), 320);
  EXPECT_EQ(metadata->number_of("height"), 240);
  EXPECT_EQ(metadata->number_of("framerate"), 25);
  EXPECT_EQ(metadata->number_of("videocodecid"), 7);
  EXPECT_EQ(metadata->number_of("audiosamplerate"), 44100);
  EXPECT_EQ(metadata->boolean_of("stereo"), true);
  EXPECT_EQ(metadata->string_of("encoder"), "Lavf59.27.100");
}

TEST(Metadata, reads_all_or_nothing_when_cut) {
  const auto message = bytes_of_hex(message_by_ffmpeg);
  constexpr std::size_t end_marker_bytes = 3;  // may be missing, because the count is right
  test::for_every_prefix(message, [&](auto prefix) {
    const bool is_whole = prefix.size() + end_marker_bytes == message.size();
    EXPECT_EQ(read_metadata(prefix).has_value(), is_whole) << "cut at " << prefix.size();
  });
}

TEST(Metadata, tells_nothing_for_a_key_that_is_missing_or_of_another_kind) {
  const auto metadata = read_metadata(bytes_of_hex(message_by_ffmpeg));
  ASSERT_TRUE(metadata);
  EXPECT_EQ(metadata->number_of("nonesuch"), std::nullopt);
  EXPECT_EQ(metadata->number_of("encoder"), std::nullopt);
  EXPECT_EQ(metadata->string_of("width"), std::nullopt);
  EXPECT_EQ(metadata->boolean_of("width"), std::nullopt);
}

TEST(Metadata, passes_over_the_name_by_which_a_publisher_sets_it) {
  Writer writer;
  writer.string("@setDataFrame").string("onMetaData");
  writer.begin_object().key("framerate").number(50).end_object();
  const auto metadata = read_metadata(writer.bytes());
  ASSERT_TRUE(metadata);
  EXPECT_EQ(metadata->number_of("framerate"), 50);
}

TEST(Metadata, reads_what_lies_behind_an_index_of_ten_thousand_keyframes) {
  Writer writer;
  writer.string("onMetaData").begin_object().key("keyframes").begin_object();
  writer.key("times").begin_strict_array(10000);
  for (int i = 0; i < 10000; ++i) writer.number(i);
  writer.end_object().key("framerate").number(25).end_object();
  const auto metadata = read_metadata(writer.bytes());
  ASSERT_TRUE(metadata);
  EXPECT_EQ(metadata->number_of("framerate"), 25);
}

TEST(Metadata, is_no_other_message) {
  Writer cue_point;
  cue_point.string("onCuePoint").begin_object().end_object();
  EXPECT_FALSE(read_metadata(cue_point.bytes()));
  EXPECT_FALSE(read_metadata(Writer().number(1).begin_object().end_object().bytes()));
  EXPECT_FALSE(read_metadata({}));
}

}  // namespace
}  // namespace media::amf0
