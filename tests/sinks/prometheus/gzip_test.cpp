#include "sinks/prometheus/gzip.hpp"

#include <gtest/gtest.h>

#include <cstdint>

#include "tests/sinks/prometheus/gunzip.hpp"

namespace sinks::prometheus {
namespace {

TEST(Gzip, gives_back_what_was_added_in_pieces) {
  Gzip gzip;
  gzip.add("video_stream_up 1\n");
  gzip.add("");
  gzip.add("# EOF\n");
  EXPECT_EQ(gunzip(gzip.finish()), "video_stream_up 1\n# EOF\n");
}

TEST(Gzip, holds_bodies_larger_than_its_buffers) {
  std::string text;
  for (std::uint64_t i = 0; text.size() < 3'000'000; ++i) text += std::to_string(i * 7919) + "\n";
  Gzip gzip;
  gzip.add(text);
  EXPECT_EQ(gunzip(gzip.finish()), text);
}

TEST(Gzip, makes_a_valid_body_of_nothing) {
  Gzip gzip;
  EXPECT_EQ(gunzip(gzip.finish()), "");
}

}  // namespace
}  // namespace sinks::prometheus
