#include <span>

#include "media/mp4/fragment.hpp"

#include <gtest/gtest.h>

#include "tests/media/mp4/boxes.hpp"

namespace media::mp4 {
namespace {

using namespace std::chrono_literals;
using namespace test;

constexpr std::uint32_t base_is_moof = 0x20000;

/// What the samples of one moof box are, by a movie of two tracks.
class Fragment : public testing::Test {
 protected:
  std::optional<std::string> read(std::initializer_list<Bytes> trafs, std::uint64_t offset = 0) {
    return read_fragment(joined(trafs), offset, movie_, samples);
  }

  Movie movie_ = [] {
    const Bytes bytes = movie();
    return read_movie(std::span(bytes).subspan(8)).value();
  }();
  std::vector<PlacedSample> samples;
};

TEST_F(Fragment, takes_what_it_does_not_say_from_the_movie) {
  ASSERT_EQ(read({box("traf", {box("tfhd", {words({base_is_moof, 1})}),
                               box("tfdt", {words({0, 50})}), box("trun", {words({1, 2, 100})})})}),
            std::nullopt);
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].sample.dts, 500ms);
  EXPECT_EQ(samples[1].sample.dts, 600ms);
  EXPECT_EQ(samples[0].sample.duration, 100ms);
  EXPECT_EQ(samples[0].sample.size, 4U);
  EXPECT_FALSE(samples[0].sample.is_keyframe);
  EXPECT_EQ(samples[0].end_offset, 104U);
  EXPECT_EQ(samples[1].end_offset, 108U);
}

TEST_F(Fragment, overrides_the_defaults_of_the_movie) {
  ASSERT_EQ(read({box("traf", {box("tfhd", {words({base_is_moof | 0x38, 1, 20, 7, 0})}),
                               box("trun", {words({1, 1, 0})})})}),
            std::nullopt);
  EXPECT_EQ(samples.at(0).sample.duration, 200ms);
  EXPECT_EQ(samples.at(0).sample.size, 7U);
  EXPECT_TRUE(samples.at(0).sample.is_keyframe);
}

TEST_F(Fragment, reads_every_field_of_a_sample) {
  ASSERT_EQ(read({box("traf", {box("tfhd", {words({base_is_moof, 1})}),
                               box("trun", {words({0x01000F01, 2, 8, 30, 9, 0, 5, 40, 3, 0x10000,
                                                   0xFFFFFFFE})})})}),
            std::nullopt);
  EXPECT_TRUE(samples.at(0).sample.is_keyframe);
  EXPECT_EQ(samples.at(0).sample.pts, 50ms);
  EXPECT_EQ(samples.at(0).end_offset, 17U);
  EXPECT_FALSE(samples.at(1).sample.is_keyframe);
  EXPECT_EQ(samples.at(1).sample.dts, 300ms);
  EXPECT_EQ(samples.at(1).sample.pts, 280ms);
}

TEST_F(Fragment, has_flags_of_its_first_sample) {
  ASSERT_EQ(read({box("traf", {box("tfhd", {words({base_is_moof, 1})}),
                               box("trun", {words({5, 2, 0, 0x02000000})})})}),
            std::nullopt);
  EXPECT_TRUE(samples.at(0).sample.is_keyframe);
  EXPECT_FALSE(samples.at(1).sample.is_keyframe);
}

TEST_F(Fragment, of_several_tracks_has_its_samples_in_the_order_of_their_bytes) {
  ASSERT_EQ(read({box("traf", {box("tfhd", {words({base_is_moof, 1})}),
                               box("trun", {words({1, 1, 0})}), box("trun", {words({1, 1, 8})})}),
                  box("traf",
                      {box("tfhd", {words({base_is_moof, 2})}), box("trun", {words({1, 1, 4})})})}),
            std::nullopt);
  ASSERT_EQ(samples.size(), 3U);
  EXPECT_EQ(samples[0].sample.track, 1U);
  EXPECT_EQ(samples[1].sample.track, 2U);
  EXPECT_EQ(samples[2].sample.track, 1U);
}

TEST_F(Fragment, counts_its_data_from_the_end_of_the_track_before) {
  ASSERT_EQ(read({box("traf", {box("tfhd", {words({0, 1})}), box("trun", {words({1, 2, 50})})}),
                  box("traf", {box("tfhd", {words({0, 2})}), box("trun", {words({0, 1})})})},
                 1000),
            std::nullopt);
  EXPECT_EQ(samples.at(1).end_offset, 1058U);
  EXPECT_EQ(samples.at(2).end_offset, 1062U);
}

TEST_F(Fragment, goes_on_where_the_one_before_ended_when_it_has_no_time) {
  const Bytes traf =
      box("traf", {box("tfhd", {words({base_is_moof, 1})}), box("trun", {words({1, 3, 0})})});
  ASSERT_EQ(read({traf}), std::nullopt);
  ASSERT_EQ(read({traf}), std::nullopt);
  EXPECT_EQ(samples.back().sample.dts, 500ms);
}

TEST_F(Fragment, has_times_of_64_bits) {
  ASSERT_EQ(read({box("traf", {box("tfhd", {words({base_is_moof, 1})}),
                               box("tfdt", {words({0x01000000, 1, 0})}),
                               box("trun", {words({1, 1, 0})})})}),
            std::nullopt);
  EXPECT_EQ(samples.at(0).sample.dts, nanoseconds(4294967296 * 10'000'000));
}

TEST_F(Fragment, of_a_track_that_nobody_knows_has_no_sample) {
  EXPECT_EQ(read({box("traf", {box("tfhd", {words({0, 9})}), box("trun", {words({0, 1})})})}),
            std::nullopt);
  EXPECT_TRUE(samples.empty());
}

TEST_F(Fragment, of_samples_without_end_is_refused) {
  EXPECT_EQ(
      read({box("traf", {box("tfhd", {words({0, 1})}), box("trun", {words({0, 0xFFFFFFFF})})})}),
      "a movie fragment has more than 65536 samples");
}

TEST_F(Fragment, that_is_cut_short_is_refused) {
  EXPECT_EQ(
      read({box("traf", {box("tfhd", {words({0, 1})}), box("trun", {words({0x200, 2, 5})})})}),
      "a track run is cut short");
  EXPECT_EQ(read({box("traf", {box("trun", {words({0, 0})})})}), "a track fragment has no header");
}

TEST(Movie, shifts_times_by_the_edit_list) {
  const Bytes bytes =
      movie(box("edts", {box("elst", {words({0, 2, 500, 0xFFFFFFFF, 0x10000, 0, 20, 0x10000})})}));
  const auto read = read_movie(std::span(bytes).subspan(8));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->tracks.at(0).edit_shift, 50 - 20);
}

TEST(Movie, without_a_track_is_none) {
  EXPECT_FALSE(read_movie(box("mvhd", {words({0, 0, 0, 1000, 0})})));
}

TEST(Movie, takes_only_so_many_tracks) {
  Bytes bytes;
  for (std::uint32_t id = 1; id < 100; ++id) bytes = joined({bytes, trak(id, 1, handler_audio)});
  EXPECT_EQ(read_movie(bytes)->tracks.size(), max_tracks);
}

}  // namespace
}  // namespace media::mp4
