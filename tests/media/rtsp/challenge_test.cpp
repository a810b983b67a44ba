#include "media/rtsp/challenge.hpp"

#include <gmock/gmock.h>

namespace media::rtsp {
namespace {

TEST(RtspChallenge, basic) {
  const auto challenge = parse_challenge("Basic realm=\"The \\\"camera\\\"\"");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->scheme, Challenge::Scheme::basic);
  EXPECT_EQ(challenge->realm, "The \"camera\"");
}

TEST(RtspChallenge, digest_of_old_servers) {
  const auto challenge = parse_challenge("Digest realm=\"r\", nonce=\"n,1\"");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->algorithm, Challenge::Algorithm::md5);
  EXPECT_EQ(challenge->nonce, "n,1");
  EXPECT_FALSE(challenge->has_qop_auth);
}

TEST(RtspChallenge, digest_with_everything) {
  const auto challenge = parse_challenge(
      "digest realm=\"r\",nonce=\"n\",opaque=\"o\",qop=\"auth,auth-int\",algorithm=SHA-256,"
      "stale=TRUE");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->algorithm, Challenge::Algorithm::sha256);
  EXPECT_EQ(challenge->opaque, "o");
  EXPECT_TRUE(challenge->has_qop_auth);
  EXPECT_TRUE(challenge->is_stale);
}

TEST(RtspChallenge, that_cannot_be_answered_is_none) {
  for (const char* header :
       {"", "Bearer x", "Digest realm=\"r\"", "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512",
        "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\""}) {
    EXPECT_FALSE(parse_challenge(header)) << header;
  }
}

TEST(RtspChallenge, the_stronger_one_is_preferred) {
  const auto basic = *parse_challenge("Basic realm=\"r\"");
  const auto md5 = *parse_challenge("Digest realm=\"r\", nonce=\"n\"");
  const auto sha256 = *parse_challenge("Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256");
  EXPECT_TRUE(is_stronger(md5, basic));
  EXPECT_TRUE(is_stronger(sha256, md5));
  EXPECT_FALSE(is_stronger(basic, basic));
}

}  // namespace
}  // namespace media::rtsp
