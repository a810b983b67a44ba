#include "media/sdp/format_parameters.hpp"

#include <gtest/gtest.h>

namespace media::sdp {
namespace {

std::vector<std::byte> octets(std::initializer_list<unsigned> values) {
  std::vector<std::byte> bytes;
  for (const unsigned value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

TEST(FormatParameters, are_found_by_their_name_without_case) {
  const FormatParameters parameters("profile-level-id=1; SizeLength=13;mode=AAC-hbr");
  EXPECT_EQ(parameters.number("sizelength"), 13U);
  EXPECT_EQ(parameters.value("mode"), "AAC-hbr");
}

TEST(FormatParameters, that_are_missing_are_empty) {
  const FormatParameters parameters("packetization-mode=1");
  EXPECT_EQ(parameters.value("config"), "");
  EXPECT_EQ(parameters.number("config"), std::nullopt);
}

TEST(FormatParameters, keep_the_padding_of_base64) {
  const FormatParameters parameters("sprop-parameter-sets=Z0LAHg==,aM4=");
  const auto list = parameters.octet_list("sprop-parameter-sets");
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0], octets({0x67, 0x42, 0xC0, 0x1E}));
  EXPECT_EQ(list[1], octets({0x68, 0xCE}));
}

TEST(FormatParameters, read_base64_whose_padding_was_left_out) {
  EXPECT_EQ(FormatParameters("a=aM4").octet_list("a"),
            std::vector<std::vector<std::byte>>{octets({0x68, 0xCE})});
}

TEST(FormatParameters, leave_out_what_is_no_base64) {
  EXPECT_TRUE(FormatParameters("a=?!").octet_list("a").empty());
}

TEST(FormatParameters, read_octets_in_hexadecimal) {
  EXPECT_EQ(FormatParameters("config=11B0").octets("config"), octets({0x11, 0xB0}));
}

TEST(FormatParameters, give_no_octets_for_half_a_byte) {
  EXPECT_TRUE(FormatParameters("config=11B").octets("config").empty());
}

TEST(FormatParameters, are_bounded) {
  std::string text;
  for (std::size_t i = 0; i < FormatParameters::max_parameters; ++i) text += "a=1;";
  EXPECT_EQ(FormatParameters(text + "late=1").value("late"), "");
}

}  // namespace
}  // namespace media::sdp
