#include "plugins/rtsp/authorization.hpp"

#include <gmock/gmock.h>

namespace rtsp {
namespace {

using media::rtsp::Challenge;
using media::rtsp::parse_challenge;
using testing::HasSubstr;

media::rtsp::Message refusal(std::vector<std::string> challenges) {
  media::rtsp::Message message;
  message.status = 401;
  for (std::string& challenge : challenges) {
    message.headers.push_back({"WWW-Authenticate", std::move(challenge)});
  }
  return message;
}

TEST(RtspAuthorization, basic) {  // RFC 7617, 2
  const auto challenge = *parse_challenge("Basic realm=\"WallyWorld\"");
  EXPECT_EQ(authorize(challenge, {"Aladdin", "open sesame"}, {"DESCRIBE", "rtsp://h/", 1, ""}),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

TEST(RtspAuthorization, digest_by_md5) {  // RFC 7616, 3.9.1
  const auto challenge = *parse_challenge(
      "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, "
      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
      "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
  const std::string header =
      authorize(challenge, {"Mufasa", "Circle of Life"},
                {"GET", "/dir/index.html", 1, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"});
  EXPECT_THAT(header, HasSubstr("response=\"8ca523f5e9506fed4657c9700eebdbec\""));
  EXPECT_THAT(header, HasSubstr("qop=auth, nc=00000001"));
}

TEST(RtspAuthorization, digest_by_sha_256) {  // RFC 7616, 3.9.1
  const auto challenge = *parse_challenge(
      "Digest realm=\"http-auth@example.org\", qop=\"auth\", algorithm=SHA-256, "
      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"");
  EXPECT_THAT(
      authorize(challenge, {"Mufasa", "Circle of Life"},
                {"GET", "/dir/index.html", 1, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"}),
      HasSubstr("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""));
}

TEST(RtspAuthorization, digest_of_old_servers_has_neither_count_nor_client_nonce) {
  const auto challenge = *parse_challenge("Digest realm=\"r\", nonce=\"n\"");
  const std::string header = authorize(challenge, {"u", "p"}, {"PLAY", "rtsp://h/", 1, "c"});
  EXPECT_THAT(header, testing::Not(HasSubstr("cnonce")));
  EXPECT_THAT(header, testing::Not(HasSubstr("algorithm")));
}

TEST(RtspAuthorizer, says_nothing_before_it_is_asked) {
  Authorizer authorizer(Credentials{"u", "p"});
  EXPECT_FALSE(authorizer.header("OPTIONS", "rtsp://h/"));
}

TEST(RtspAuthorizer, answers_the_strongest_challenge) {
  Authorizer authorizer(Credentials{"u", "p"});
  ASSERT_TRUE(authorizer.take(
      refusal({"Basic realm=\"r\"", "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256"})));
  EXPECT_THAT(authorizer.header("OPTIONS", "rtsp://h/").value_or(""),
              HasSubstr("algorithm=SHA-256"));
}

TEST(RtspAuthorizer, gives_up_when_the_credentials_are_refused) {
  Authorizer authorizer(Credentials{"u", "p"});
  ASSERT_TRUE(authorizer.take(refusal({"Digest realm=\"r\", nonce=\"1\""})));
  authorizer.header("DESCRIBE", "rtsp://h/");
  EXPECT_FALSE(authorizer.take(refusal({"Digest realm=\"r\", nonce=\"2\""})));
}

TEST(RtspAuthorizer, tries_again_with_a_new_nonce_when_the_old_one_is_stale) {
  Authorizer authorizer(Credentials{"u", "p"});
  ASSERT_TRUE(authorizer.take(refusal({"Digest realm=\"r\", nonce=\"1\""})));
  authorizer.header("DESCRIBE", "rtsp://h/");
  ASSERT_TRUE(authorizer.take(refusal({"Digest realm=\"r\", nonce=\"2\", stale=true"})));
  EXPECT_THAT(authorizer.header("DESCRIBE", "rtsp://h/").value_or(""), HasSubstr("nonce=\"2\""));
}

TEST(RtspAuthorizer, takes_a_new_nonce_after_success_even_where_it_is_not_called_stale) {
  Authorizer authorizer(Credentials{"u", "p"});
  ASSERT_TRUE(authorizer.take(refusal({"Digest realm=\"r\", nonce=\"1\""})));
  authorizer.header("DESCRIBE", "rtsp://h/");
  authorizer.accepted();
  authorizer.header("GET_PARAMETER", "rtsp://h/");
  EXPECT_TRUE(authorizer.take(refusal({"Digest realm=\"r\", nonce=\"2\""})));
  authorizer.header("GET_PARAMETER", "rtsp://h/");
  EXPECT_FALSE(authorizer.take(refusal({"Digest realm=\"r\", nonce=\"3\""})));
}

TEST(RtspAuthorizer, counts_the_uses_of_a_nonce) {
  Authorizer authorizer(Credentials{"u", "p"});
  ASSERT_TRUE(authorizer.take(refusal({"Digest realm=\"r\", nonce=\"1\", qop=\"auth\""})));
  authorizer.header("DESCRIBE", "rtsp://h/");
  EXPECT_THAT(authorizer.header("SETUP", "rtsp://h/").value_or(""), HasSubstr("nc=00000002"));
}

TEST(RtspAuthorizer, has_nothing_to_say_without_credentials) {
  Authorizer authorizer(std::nullopt);
  EXPECT_FALSE(authorizer.take(refusal({"Basic realm=\"r\""})));
}

}  // namespace
}  // namespace rtsp
