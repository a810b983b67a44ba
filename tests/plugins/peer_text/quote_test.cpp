#include "plugins/peer_text/quote.hpp"

#include <gtest/gtest.h>

namespace peer_text {
namespace {

TEST(Quote, leaves_plain_text_as_it_is) { EXPECT_EQ(quote("Not Found"), R"("Not Found")"); }

TEST(Quote, escapes_what_could_harm_a_terminal_or_a_log) {
  EXPECT_EQ(quote("a\"b\\c\n\r\t\x1b[31m\x7f\xe4\xb8\xad"),
            R"("a\"b\\c\n\r\t\x1b[31m\x7f\xe4\xb8\xad")");
}

TEST(Quote, escapes_a_zero_byte) { EXPECT_EQ(quote(std::string_view("\0", 1)), R"("\x00")"); }

TEST(Quote, keeps_200_bytes_whole) {
  EXPECT_EQ(quote(std::string(200, 'x')), '"' + std::string(200, 'x') + '"');
}

TEST(Quote, masks_the_secrets_of_urls) {
  EXPECT_EQ(quote("moved to http://me:pw@h/a?token=abc"), R"("moved to http://***@h/a?token=***")");
}

TEST(Quote, masks_a_password_that_is_cut) {
  EXPECT_EQ(quote(std::string(180, 'x') + " http://me:" + std::string(20, 'p') + "@h/"),
            '"' + std::string(180, 'x') + " http://***...\"");
}

TEST(Quote, cuts_behind_200_bytes) {
  EXPECT_EQ(quote(std::string(201, 'x')), '"' + std::string(200, 'x') + "...\"");
}

}  // namespace
}  // namespace peer_text
