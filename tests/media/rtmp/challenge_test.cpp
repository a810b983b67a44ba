#include "media/rtmp/challenge.hpp"

#include <gtest/gtest.h>

namespace media::rtmp {
namespace {

TEST(RtmpChallenge, asks_for_the_user_first) {
  const auto challenge =
      parse_challenge("[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : ");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->scheme, Challenge::Scheme::adobe);
  EXPECT_EQ(challenge->wants, Challenge::Wants::user);
}

TEST(RtmpChallenge, then_for_an_answer) {
  const auto challenge = parse_challenge(
      "[ AccessManager.Reject ] : [ authmod=adobe ] : "
      "?reason=needauth&user=u&salt=c2E=&challenge=Y2g=&opaque=b3A=");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->wants, Challenge::Wants::answer);
  EXPECT_EQ(challenge->salt, "c2E=");
  EXPECT_EQ(challenge->challenge, "Y2g=");
  EXPECT_EQ(challenge->opaque, "b3A=");
}

TEST(RtmpChallenge, of_llnw_has_a_nonce) {
  const auto challenge = parse_challenge("[ authmod=llnw ] : ?reason=needauth&user=u&nonce=bm9u");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->scheme, Challenge::Scheme::llnw);
  EXPECT_EQ(challenge->nonce, "bm9u");
}

TEST(RtmpChallenge, may_be_a_last_word) {
  const auto challenge = parse_challenge("[ authmod=adobe ] : ?reason=authfailed");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->wants, Challenge::Wants::nothing_more);
}

TEST(RtmpChallenge, is_nothing_in_other_sentences) {
  EXPECT_FALSE(parse_challenge("Application (x) is not defined."));
}

}  // namespace
}  // namespace media::rtmp
