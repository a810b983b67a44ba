// Every expectation was worked out by openssl on the command line.
#include "sinks/webhook/signature.hpp"

#include <gtest/gtest.h>

namespace sinks::webhook {
namespace {

// printf '1769860810.{"a":1}' | openssl dgst -sha256 -hmac 'top secret'
TEST(Signature, covers_time_and_body) {
  EXPECT_EQ(signature_of("top secret", "1769860810", "{\"a\":1}"),
            "8cd0d56b4610311982381faf261e4a0b1a9990a45dc76a1a5d3e13514f22cd52");
}

// printf '1769860810000\nSEC0123456789abcdef' | openssl dgst -sha256 -hmac SEC0123456789abcdef
//   -binary | base64
TEST(Signature, of_dingtalk) {
  EXPECT_EQ(dingtalk_signature("SEC0123456789abcdef", "1769860810000"),
            "haU4GUm1QUzTAtGoZq4slJ7zPDcYlEPrxOD0yaDVlJg=");
}

// printf '' | openssl dgst -sha256 -mac HMAC -macopt
//   hexkey:$(printf '1769860810\nfeishu-secret' | xxd -p) -binary | base64
TEST(Signature, of_feishu) {
  EXPECT_EQ(feishu_signature("feishu-secret", "1769860810"),
            "X90WyhAoFw6oxRgas2OkJTNBug74CYdRrvw4cszOXMA=");
}

TEST(Base64, pads_to_four) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("a"), "YQ==");
  EXPECT_EQ(base64("ab"), "YWI=");
  EXPECT_EQ(base64("abc"), "YWJj");
}

}  // namespace
}  // namespace sinks::webhook
