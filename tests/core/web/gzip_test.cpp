#include "core/web/gzip.hpp"

#include <Poco/InflatingStream.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <sstream>

namespace core::web {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Pair;

const std::string long_text(10'000, 'x');

Response packed(const std::string& accepted, Response response) {
  pack_if_wanted({.headers = {{"Accept-Encoding", accepted}}}, response);
  return response;
}

bool is_packed(const std::string& accepted) {
  return packed(accepted, {.body = long_text}).body.size() < long_text.size();
}

TEST(Gzip, packs_so_that_the_client_can_unpack) {
  const Response response = packed("gzip", {.body = long_text});
  EXPECT_THAT(response.headers, Contains(Pair("Content-Encoding", "gzip")));
  std::istringstream stream(response.body);
  Poco::InflatingInputStream unpacker(stream, Poco::InflatingStreamBuf::STREAM_GZIP);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(unpacker), {}), long_text);
}

TEST(Gzip, asks_what_the_client_accepts) {
  EXPECT_TRUE(is_packed("deflate, gzip;q=0.5"));
  EXPECT_TRUE(is_packed("*"));
  EXPECT_FALSE(is_packed(""));
  EXPECT_FALSE(is_packed("gzip;q=0, identity"));
  EXPECT_FALSE(is_packed("gzip;q=0.000"));
  EXPECT_FALSE(is_packed("br, x-gzip-not"));
}

TEST(Gzip, tells_caches_that_answers_differ) {
  EXPECT_THAT(packed("", {.body = long_text}).headers, Contains(Pair("Vary", "Accept-Encoding")));
}

TEST(Gzip, keeps_what_the_page_says_to_caches) {
  const Response answer =
      packed("", {.headers = {{"Vary", "Accept, Accept-Encoding"}}, .body = long_text});
  EXPECT_THAT(answer.headers, ElementsAre(Pair("Vary", "Accept, Accept-Encoding")));
}

TEST(Gzip, leaves_short_and_packed_answers_alone) {
  EXPECT_EQ(packed("gzip", {.body = "short"}).body, "short");
  const Response by_the_page{.headers = {{"Content-Encoding", "gzip"}}, .body = long_text};
  EXPECT_EQ(packed("gzip", by_the_page).body, long_text);
}

}  // namespace
}  // namespace core::web
