#include "media/amf0/writer.hpp"

#include <gmock/gmock.h>

#include <string>

#include "media/amf0/reader.hpp"
#include "tests/media/bytes.hpp"

namespace media::amf0 {
namespace {

using test::bytes_of_hex;

TEST(Amf0Writer, writes_scalars) {
  Writer writer;
  writer.number(25).boolean(true).string("abc").null().undefined().date(1234567890000.0);
  EXPECT_EQ(writer.bytes(), bytes_of_hex("00 4039000000000000 01 01 02 0003 616263 05 06"
                                         "0B 4271F71FB0450000 0000"));
}

TEST(Amf0Writer, writes_an_object) {
  Writer writer;
  writer.begin_object().key("a").null().end_object();
  EXPECT_EQ(writer.bytes(), bytes_of_hex("03 0001 61 05 000009"));
}

TEST(Amf0Writer, writes_an_ecma_array) {
  Writer writer;
  writer.begin_ecma_array(1).key("a").null().end_object();
  EXPECT_EQ(writer.bytes(), bytes_of_hex("08 00000001 0001 61 05 000009"));
}

TEST(Amf0Writer, writes_a_strict_array) {
  EXPECT_EQ(Writer().begin_strict_array(1).null().bytes(), bytes_of_hex("0A 00000001 05"));
}

TEST(Amf0Writer, writes_a_long_string_where_a_short_one_does_not_do) {
  EXPECT_EQ(Writer().string(std::string(65535, 'a')).bytes()[0], std::byte{0x02});
  EXPECT_EQ(Writer().string(std::string(65536, 'a')).bytes()[0], std::byte{0x0C});
}

TEST(Amf0Writer, cuts_a_key_at_what_its_length_can_say) {
  const auto bytes = Writer().key(std::string(70000, 'a')).bytes();
  EXPECT_EQ(bytes.size(), 2U + 65535U);
}

// One of each kind, nested.
const char* const every_kind =
    "03"
    "0001 61 00 4039000000000000"
    "0001 62 01 01"
    "0001 63 02 0003 616263"
    "0001 64 08 00000001 0001 61 05 000009"
    "0001 65 0A 00000002 06 0D"
    "0001 66 0B 4271F71FB0450000 0000"
    "0001 67 07 0001"
    "0001 68 0F 00000004 3C612F3E"
    "0001 69 10 0003 666F6F 0001 61 05 000009"
    "000009";

TEST(Amf0Writer, writes_a_tree_as_it_was_read) {
  const auto bytes = bytes_of_hex(every_kind);
  const auto tree = Reader(bytes).next();
  ASSERT_TRUE(tree);
  EXPECT_EQ(Writer().value(*tree).bytes(), bytes);
}

TEST(Amf0Reader, refuses_a_tree_that_is_cut_anywhere) {
  test::for_every_prefix(bytes_of_hex(every_kind),
                         [](auto prefix) { EXPECT_FALSE(Reader(prefix).next()); });
}

}  // namespace
}  // namespace media::amf0
