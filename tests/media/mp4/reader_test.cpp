#include "media/mp4/reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "tests/media/mp4/boxes.hpp"

namespace media::mp4 {
namespace {

using namespace std::chrono_literals;
using namespace test;

/// Two samples of 4 bytes at 0.5 s, behind the fragment's own box.
Bytes fragment() {
  const auto moof = [](std::uint32_t data_offset) {
    return box("moof",
               {box("mfhd", {words({0, 1})}),
                box("traf", {box("tfhd", {words({0x20000, 1})}), box("tfdt", {words({0, 50})}),
                             box("trun", {words({1, 2, data_offset})})})});
  };
  const auto offset = static_cast<std::uint32_t>(moof(0).size() + 8);
  return joined({moof(offset), box("mdat", {zeros(8)})});
}

Bytes segment() { return joined({box("styp", {text("msdhmsdh")}), fragment()}); }

Bytes initialization() { return joined({box("ftyp", {text("iso6")}), movie()}); }

class Mp4Reader : public testing::Test {
 protected:
  std::optional<Error> push(const Bytes& bytes) {
    reader.begin_resource();
    return reader.push(bytes, seen);
  }
  std::string refusal(const Bytes& bytes) {
    const auto error = push(bytes);
    return error ? error->sentence : "was taken";
  }

  Reader reader;
  Seen seen;
};

TEST_F(Mp4Reader, tells_of_the_tracks) {
  ASSERT_EQ(push(initialization()), std::nullopt);
  ASSERT_EQ(seen.tracks.size(), 2U);
  EXPECT_EQ(seen.tracks[0].kind, TrackKind::video);
  EXPECT_EQ(seen.tracks[1].kind, TrackKind::audio);
  EXPECT_EQ(seen.tracks[1].timescale, 1000U);
}

TEST_F(Mp4Reader, gives_samples_of_segments_behind_their_initialization) {
  ASSERT_EQ(push(initialization()), std::nullopt);
  ASSERT_EQ(push(segment()), std::nullopt);
  EXPECT_EQ(reader.end_resource(), std::nullopt);
  ASSERT_EQ(seen.samples.size(), 2U);
  EXPECT_EQ(seen.samples[1].dts, 600ms);
}

TEST_F(Mp4Reader, gives_a_sample_with_its_last_byte) {
  push(initialization());
  Bytes bytes = segment();
  bytes.erase(bytes.end() - 5, bytes.end());
  push(bytes);
  EXPECT_EQ(seen.samples.size(), 0U);
  const Bytes one(1);
  reader.push(one, seen);
  EXPECT_EQ(seen.samples.size(), 1U);
}

TEST_F(Mp4Reader, gives_the_same_at_every_split) {
  const Bytes all = joined({initialization(), segment(), segment()});
  for (std::size_t split = 0; split <= all.size(); ++split) {
    Reader split_reader;
    Seen split_seen;
    const auto bytes = std::span(all);
    EXPECT_EQ(split_reader.push(bytes.first(split), split_seen), std::nullopt);
    EXPECT_EQ(split_reader.push(bytes.subspan(split), split_seen), std::nullopt);
    EXPECT_EQ(split_seen.samples.size(), 4U) << split;
    EXPECT_EQ(split_reader.end_resource(), std::nullopt) << split;
  }
}

TEST_F(Mp4Reader, gives_the_same_byte_by_byte) {
  for (const std::byte byte : joined({initialization(), segment()})) {
    ASSERT_EQ(reader.push(std::span(&byte, 1), seen), std::nullopt);
  }
  EXPECT_EQ(seen.samples.size(), 2U);
}

TEST_F(Mp4Reader, takes_sizes_of_64_bits_and_boxes_to_the_end) {
  push(initialization());
  Bytes bytes = fragment();
  const std::size_t mdat = bytes.size() - 16;
  Bytes endless(bytes);
  std::fill_n(endless.begin() + static_cast<std::ptrdiff_t>(mdat), 4, std::byte{0});
  EXPECT_EQ(push(endless), std::nullopt);
  EXPECT_EQ(reader.end_resource(), std::nullopt);
  EXPECT_EQ(seen.samples.size(), 2U);
  const Bytes wide = joined({words({1}), text("free"), words({0, 20}), zeros(4), bytes});
  EXPECT_EQ(push(wide), std::nullopt);
  EXPECT_EQ(seen.samples.size(), 4U);
}

TEST_F(Mp4Reader, says_when_a_segment_ends_too_early) {
  push(initialization());
  Bytes bytes = segment();
  bytes.pop_back();
  push(bytes);
  ASSERT_TRUE(reader.end_resource());
  EXPECT_EQ(reader.end_resource()->kind, Error::Kind::cut);
}

TEST_F(Mp4Reader, keeps_the_movie_for_the_next_segment_after_an_error) {
  push(initialization());
  EXPECT_EQ(refusal(words({3, 0})), "the box ???? is smaller than its header");
  EXPECT_EQ(push(segment()), std::nullopt);
  EXPECT_EQ(seen.samples.size(), 2U);
}

TEST_F(Mp4Reader, cannot_read_a_fragment_without_a_movie) {
  EXPECT_EQ(refusal(segment()), "a movie fragment comes without a movie box");
}

TEST_F(Mp4Reader, holds_no_box_of_more_than_16_mebibytes) {
  EXPECT_EQ(refusal(joined({words({0x01000009}), text("moov")})),
            "the box moov is larger than 16 MiB");
  EXPECT_EQ(push(joined({words({0x7FFFFFFF}), text("mdat"), zeros(100)})), std::nullopt);
}

TEST_F(Mp4Reader, takes_text_for_a_box_that_is_cut) {
  EXPECT_EQ(push(text("<html><body>Not Found</body></html>")), std::nullopt);
  const auto error = reader.end_resource();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, Error::Kind::cut);
}

TEST_F(Mp4Reader, reads_the_clock_of_the_producer) {
  push(initialization());
  // 1970-01-02 and half a second, at 2 s of the first track.
  push(box("prft", {words({0, 1, 2208988800U + 86400U, 0x80000000, 200})}));
  ASSERT_EQ(seen.references.size(), 1U);
  EXPECT_EQ(seen.references[0].unix_time, 24h + 500ms);
  EXPECT_EQ(seen.references[0].media_time, 2s);
}

TEST_F(Mp4Reader, reads_messages_of_both_versions) {
  push(box("emsg", {words({0}), text(std::string_view("urn:x\0v\0", 8)), words({1000, 1500, 0, 7}),
                    zeros(3)}));
  push(box("emsg", {words({0x01000000, 1000, 0, 2500, 0xFFFFFFFF, 8}),
                    text(std::string_view("urn:y\0\0", 7)), zeros(1)}));
  EXPECT_EQ(seen.messages, (std::vector<std::string>{"urn:x|v|7|3", "urn:y||8|1"}));
  EXPECT_EQ(seen.message_times, (std::vector<nanoseconds>{1500ms, 2500ms}));
}

TEST_F(Mp4Reader, reads_the_index_of_a_segment) {
  push(box("sidx", {words({0, 1, 1000, 4000, 0, 2, 99, 2000, 0x90000000, 99, 1500, 0})}));
  ASSERT_EQ(seen.indices.size(), 1U);
  EXPECT_EQ(seen.indices[0].earliest_presentation_time, 4s);
  EXPECT_EQ(seen.indices[0].duration, 3500ms);
  EXPECT_EQ(seen.indices[0].references, 2U);
  EXPECT_TRUE(seen.indices[0].starts_with_access_point);
}

TEST_F(Mp4Reader, passes_over_messages_that_are_cut_short) {
  EXPECT_EQ(push(joined({box("emsg", {words({0})}), box("sidx", {words({0, 1})}),
                         box("prft", {words({0})})})),
            std::nullopt);
  EXPECT_TRUE(seen.messages.empty());
}

}  // namespace
}  // namespace media::mp4
