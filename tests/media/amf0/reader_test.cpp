#include "media/amf0/reader.hpp"

#include <gmock/gmock.h>

#include <string>

#include "media/amf0/writer.hpp"
#include "tests/media/bytes.hpp"

namespace media::amf0 {
namespace {

using test::bytes_of_hex;

struct ScalarRow {
  const char* name;
  const char* hex;
  Kind kind;
  double number;
  const char* text;
};

const ScalarRow scalar_rows[] = {
    {"number", "00 4039000000000000", Kind::number, 25, ""},
    {"date", "0B 4271F71FB0450000 0000", Kind::date, 1234567890000.0, ""},
    {"reference", "07 0102", Kind::reference, 258, ""},
    {"string", "02 0003 616263", Kind::string, 0, "abc"},
    {"empty string", "02 0000", Kind::string, 0, ""},
    {"long string", "0C 00000003 616263", Kind::string, 0, "abc"},
    {"xml document", "0F 00000004 3C612F3E", Kind::xml, 0, "<a/>"},
    {"null", "05", Kind::null, 0, ""},
    {"undefined", "06", Kind::undefined, 0, ""},
    {"unsupported", "0D", Kind::unsupported, 0, ""},
};

TEST(Amf0Reader, reads_scalars) {
  for (const auto& row : scalar_rows) {
    const auto bytes = bytes_of_hex(row.hex);
    Reader reader(bytes);
    const auto value = reader.next();
    ASSERT_TRUE(value) << row.name;
    EXPECT_EQ(value->kind, row.kind) << row.name;
    EXPECT_EQ(value->number, row.number) << row.name;
    EXPECT_EQ(value->text, row.text) << row.name;
    EXPECT_TRUE(reader.at_end()) << row.name;
  }
}

TEST(Amf0Reader, refuses_scalars_that_are_cut) {
  for (const auto& row : scalar_rows) {
    test::for_every_prefix(bytes_of_hex(row.hex), [&](auto prefix) {
      EXPECT_FALSE(Reader(prefix).next()) << row.name << " cut at " << prefix.size();
    });
  }
}

TEST(Amf0Reader, reads_any_byte_but_zero_as_true) {
  EXPECT_FALSE(Reader(bytes_of_hex("01 00")).next()->boolean);
  EXPECT_TRUE(Reader(bytes_of_hex("01 01")).next()->boolean);
  EXPECT_TRUE(Reader(bytes_of_hex("01 80")).next()->boolean);
}

TEST(Amf0Reader, reads_an_object) {
  const auto bytes = bytes_of_hex("03 0001 61 00 3FF0000000000000 0001 62 0101 000009");
  const auto value = Reader(bytes).next();
  ASSERT_TRUE(value);
  EXPECT_EQ(value->kind, Kind::object);
  EXPECT_EQ(value->number_of("a"), 1);
  EXPECT_EQ(value->boolean_of("b"), true);
}

TEST(Amf0Reader, reads_a_typed_object_with_the_name_of_its_class) {
  const auto bytes = bytes_of_hex("10 0003 666F6F 0001 61 05 000009");
  const auto value = Reader(bytes).next();
  ASSERT_TRUE(value);
  EXPECT_EQ(value->text, "foo");
  EXPECT_EQ(value->properties.size(), 1U);
}

TEST(Amf0Reader, reads_an_ecma_array_whatever_its_count_says) {
  const auto bytes = bytes_of_hex("08 00000007 0001 61 02 0001 78 000009");
  const auto value = Reader(bytes).next();
  ASSERT_TRUE(value);
  EXPECT_EQ(value->kind, Kind::ecma_array);
  EXPECT_EQ(value->string_of("a"), "x");
}

TEST(Amf0Reader, reads_an_ecma_array_without_end_marker_when_the_count_is_reached) {
  const auto bytes = bytes_of_hex("08 00000001 0001 61 02 0001 78");
  EXPECT_TRUE(Reader(bytes).next());
}

TEST(Amf0Reader, refuses_an_ecma_array_without_end_marker_that_lacks_members) {
  const auto bytes = bytes_of_hex("08 00000002 0001 61 02 0001 78");
  EXPECT_FALSE(Reader(bytes).next());
}

TEST(Amf0Reader, reads_a_strict_array) {
  const auto bytes = bytes_of_hex("0A 00000002 05 00 4000000000000000");
  const auto value = Reader(bytes).next();
  ASSERT_TRUE(value);
  ASSERT_EQ(value->elements.size(), 2U);
  EXPECT_EQ(value->elements[1].number, 2);
}

TEST(Amf0Reader, refuses_a_strict_array_of_four_thousand_million_elements) {
  EXPECT_FALSE(Reader(bytes_of_hex("0A FFFFFFFF 05 05 05")).next());
}

TEST(Amf0Reader, takes_an_empty_key_before_a_value_as_a_key) {
  const auto bytes = bytes_of_hex("03 0000 05 000009");
  const auto value = Reader(bytes).next();
  ASSERT_TRUE(value);
  ASSERT_EQ(value->properties.size(), 1U);
  EXPECT_EQ(value->properties[0].key, "");
}

TEST(Amf0Reader, gives_values_one_after_the_other) {
  const auto bytes = bytes_of_hex("02 0001 61 05 00 3FF0000000000000");
  Reader reader(bytes);
  EXPECT_EQ(reader.next()->text, "a");
  EXPECT_EQ(reader.next()->kind, Kind::null);
  EXPECT_EQ(reader.next()->number, 1);
  EXPECT_FALSE(reader.next());
  EXPECT_TRUE(reader.ok());
}

struct RefusedRow {
  const char* name;
  const char* hex;
};

const RefusedRow refused_rows[] = {
    {"movie clip", "04"},
    {"record set", "0E"},
    {"an end without a beginning", "09"},
    {"the switch to AMF 3", "11"},
    {"unknown marker", "FF"},
    {"object without end", "03 0001 61 05"},
    {"object with half an end", "03 0000"},
    {"object with a value that is none", "03 0001 61 FF 000009"},
};

TEST(Amf0Reader, refuses_what_is_no_value) {
  for (const auto& row : refused_rows) {
    const auto bytes = bytes_of_hex(row.hex);
    Reader reader(bytes);
    EXPECT_FALSE(reader.next()) << row.name;
    EXPECT_FALSE(reader.ok()) << row.name;
    EXPECT_FALSE(reader.next()) << row.name;
  }
}

Writer nested(std::size_t depth) {
  Writer writer;
  for (std::size_t i = 1; i < depth; ++i) writer.begin_strict_array(1);
  writer.begin_strict_array(0);
  return writer;
}

TEST(Amf0Reader, goes_sixteen_containers_deep_and_no_further) {
  EXPECT_TRUE(Reader(nested(16).bytes()).next());
  EXPECT_FALSE(Reader(nested(17).bytes()).next());
}

TEST(Amf0Reader, does_not_overflow_the_stack) {
  EXPECT_FALSE(Reader(nested(1'000'000).bytes()).next());
  EXPECT_FALSE(Reader(nested(1'000'000).bytes()).next_flat());
}

Writer array_of_nulls(std::uint32_t count) {
  Writer writer;
  writer.begin_strict_array(count);
  for (std::uint32_t i = 0; i < count; ++i) writer.null();
  return writer;
}

TEST(Amf0Reader, reads_4096_values_and_no_more) {
  EXPECT_TRUE(Reader(array_of_nulls(4095).bytes()).next());
  EXPECT_FALSE(Reader(array_of_nulls(4096).bytes()).next());
}

TEST(Amf0Reader, counts_the_values_of_all_calls_together) {
  const auto bytes = bytes_of_hex("05 05 05");
  Reader reader(bytes, {.depth = 1, .values = 2, .string_bytes = 1});
  EXPECT_TRUE(reader.next());
  EXPECT_TRUE(reader.next());
  EXPECT_FALSE(reader.next());
}

TEST(Amf0Reader, reads_strings_of_64_KiB_and_no_longer) {
  EXPECT_TRUE(Reader(Writer().string(std::string(65536, 'a')).bytes()).next());
  EXPECT_FALSE(Reader(Writer().string(std::string(65537, 'a')).bytes()).next());
}

TEST(Amf0Reader, holds_the_limit_of_strings_for_keys_and_xml) {
  const Limits limits{.depth = 16, .values = 16, .string_bytes = 2};
  EXPECT_FALSE(Reader(bytes_of_hex("03 0003 616161 05 000009"), limits).next());
  EXPECT_FALSE(Reader(bytes_of_hex("0F 00000004 3C612F3E"), limits).next());
}

TEST(Amf0Reader, keeps_only_scalars_when_flat) {
  Writer writer;
  writer.begin_object().key("a").number(1).key("b").begin_object().key("c").null().end_object();
  writer.key("d").string("x").end_object();
  const auto value = Reader(writer.bytes()).next_flat();
  ASSERT_TRUE(value);
  ASSERT_EQ(value->properties.size(), 2U);
  EXPECT_EQ(value->properties[1].key, "d");
}

TEST(Amf0Reader, is_not_flat_for_anything_but_an_object_or_ecma_array) {
  EXPECT_FALSE(Reader(bytes_of_hex("05")).next_flat());
  EXPECT_FALSE(Reader(bytes_of_hex("0A 00000000")).next_flat());
}

TEST(Amf0Reader, tells_how_far_it_has_come) {
  const auto bytes = bytes_of_hex("05 02 0001 61 05");
  Reader reader(bytes);
  reader.next();
  reader.next();
  EXPECT_EQ(reader.position(), 5U);
}

}  // namespace
}  // namespace media::amf0
