#include "media/id3/reader.hpp"

#include <gtest/gtest.h>

#include <string>

namespace media::id3 {
namespace {

using namespace std::string_literals;

const std::string owner = "com.apple.streaming.transportStreamTimestamp\0"s;

/// The seven bits of each byte of a number below 128 * 128.
std::string synchsafe(std::size_t size) {
  return {'\0', '\0', static_cast<char>(size >> 7U), static_cast<char>(size & 0x7FU)};
}

std::string frame(const std::string& id, const std::string& content) {
  return id + synchsafe(content.size()) + "\0\0"s + content;
}

std::string tag(const std::string& frames, char version = 4) {
  return "ID3"s + version + "\0\0"s + synchsafe(frames.size()) + frames;
}

const std::string stamped =
    tag(frame("TXXX", "hello") + frame("PRIV", owner + "\0\0\0\1\0\0\0\5"s));

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

TEST(Id3, has_the_timestamp_of_packed_audio) {
  Reader reader;
  auto bytes = bytes_of(stamped);
  reader.push(bytes);
  EXPECT_TRUE(reader.is_done());
  EXPECT_EQ(reader.transport_stream_timestamp(), 0x100000005U);
}

TEST(Id3, leaves_what_is_behind_it) {
  const std::string text = stamped + "\xFF\xF1 rest";
  Reader reader;
  auto bytes = bytes_of(text);
  reader.push(bytes);
  EXPECT_EQ(bytes.size(), 7U);
  EXPECT_TRUE(reader.untaken().empty());
}

TEST(Id3, is_read_the_same_at_every_split) {
  for (std::size_t split = 0; split <= stamped.size(); ++split) {
    Reader reader;
    auto first = bytes_of(stamped).first(split);
    auto second = bytes_of(stamped).subspan(split);
    reader.push(first);
    reader.push(second);
    EXPECT_EQ(reader.transport_stream_timestamp(), 0x100000005U) << split;
  }
}

TEST(Id3, gives_back_what_is_no_tag) {
  const std::string text = "ID\xFF\xF1";
  Reader reader;
  auto bytes = bytes_of(text);
  reader.push(bytes);
  EXPECT_TRUE(reader.is_done());
  EXPECT_EQ(reader.untaken().size(), 3U);
  EXPECT_EQ(bytes.size(), 1U);
}

TEST(Id3, has_33_bits_of_timestamp) {
  Reader reader;
  const std::string text = tag(frame("PRIV", owner + "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s));
  auto bytes = bytes_of(text);
  reader.push(bytes);
  EXPECT_EQ(reader.transport_stream_timestamp(), 0x1FFFFFFFFU);
}

TEST(Id3, without_that_frame_has_no_timestamp) {
  for (const std::string& text :
       {tag(frame("PRIV", "com.example\0"s + "12345678")), tag(frame("PRIV", owner + "123")),
        tag("PRIV\x7F\x7F\x7F\x7F\0\0"s), tag(""), stamped.substr(0, stamped.size() - 1)}) {
    Reader reader;
    auto bytes = bytes_of(text);
    reader.push(bytes);
    EXPECT_EQ(reader.transport_stream_timestamp(), std::nullopt);
  }
}

TEST(Id3, passes_over_large_tags) {
  const std::string head = "ID3\4\0\0"s + "\x01\0\0\0"s;  // 2 MiB
  Reader reader;
  auto bytes = bytes_of(head);
  reader.push(bytes);
  const std::string body(std::size_t{2} * 1024 * 1024, 'x');
  auto rest = bytes_of(body);
  reader.push(rest);
  EXPECT_TRUE(reader.is_done());
  EXPECT_TRUE(rest.empty());
}

}  // namespace
}  // namespace media::id3
