#include "plugins/rtmp/authorization.hpp"

#include <gtest/gtest.h>

namespace rtmp {
namespace {

using media::rtmp::Challenge;

const Credentials watcher{"watcher", "wonder"};
constexpr std::string_view nonce = "0a1b2c3d";

TEST(RtmpAuthorization, begins_with_the_name) {
  const Challenge challenge{Challenge::Scheme::adobe, Challenge::Wants::user, "", "", "", ""};
  EXPECT_EQ(authorize(challenge, watcher, "live", nonce), "?authmod=adobe&user=watcher");
}

// The hashes of these tests were computed by Python's hashlib.
TEST(RtmpAuthorization, answers_the_opaque_text_of_adobe) {
  const Challenge challenge{Challenge::Scheme::adobe,
                            Challenge::Wants::answer,
                            "c2FsdA==",
                            "Y2hhbGxlbmdl",
                            "b3BhcXVl",
                            ""};
  EXPECT_EQ(authorize(challenge, watcher, "live", nonce),
            "?authmod=adobe&user=watcher&challenge=0a1b2c3d&response=KcM4mCQkeccYxbhlnKjw2Q=="
            "&opaque=b3BhcXVl");
}

TEST(RtmpAuthorization, answers_the_challenge_of_adobe_where_there_is_no_opaque_text) {
  const Challenge challenge{
      Challenge::Scheme::adobe, Challenge::Wants::answer, "c2FsdA==", "Y2hhbGxlbmdl", "", ""};
  EXPECT_EQ(authorize(challenge, watcher, "live", nonce),
            "?authmod=adobe&user=watcher&challenge=0a1b2c3d&response=w7wE3ZvoNz1xNPmPfPii/Q==");
}

TEST(RtmpAuthorization, answers_llnw_for_the_application_s_instance) {
  const Challenge challenge{
      Challenge::Scheme::llnw, Challenge::Wants::answer, "", "", "", "bm9uY2U="};
  EXPECT_EQ(authorize(challenge, watcher, "live", nonce),
            "?authmod=llnw&user=watcher&nonce=bm9uY2U=&cnonce=0a1b2c3d&nc=00000001"
            "&response=e2b87ffacfe0b0060a37ddbb91f64d48");
  EXPECT_EQ(authorize(challenge, watcher, "live/x", nonce),
            "?authmod=llnw&user=watcher&nonce=bm9uY2U=&cnonce=0a1b2c3d&nc=00000001"
            "&response=a640d4a6736cce26abdd90dbabc02e98");
}

TEST(RtmpAuthorization, has_no_answer_to_a_last_word) {
  const Challenge challenge{
      Challenge::Scheme::adobe, Challenge::Wants::nothing_more, "", "", "", ""};
  EXPECT_EQ(authorize(challenge, watcher, "live", nonce), "");
}

}  // namespace
}  // namespace rtmp
