#include "media/nal/units.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "tests/media/bytes.hpp"

namespace media::nal {
namespace {

using test::bytes_of_hex;
using Bytes = std::vector<std::byte>;

std::vector<Bytes> all(Units units) {
  std::vector<Bytes> found;
  while (const auto unit = units.next()) found.emplace_back(unit->begin(), unit->end());
  return found;
}

std::vector<Bytes> all_of_hex(const std::vector<std::string>& hex) {
  std::vector<Bytes> bytes;
  for (const auto& one : hex) bytes.push_back(bytes_of_hex(one));
  return bytes;
}

struct LengthRow {
  const char* name;
  unsigned length_size;
  const char* hex;
  std::vector<std::string> units;
  bool is_broken;
};

const LengthRow length_rows[] = {
    {"nothing", 4, "", {}, false},
    {"one", 4, "00000002 6588", {"6588"}, false},
    {"two", 4, "00000001 09 00000003 658812", {"09", "658812"}, false},
    {"lengths of two bytes", 2, "0001 09 0002 6588", {"09", "6588"}, false},
    {"lengths of one byte", 1, "01 09 02 6588", {"09", "6588"}, false},
    {"an empty unit is skipped", 4, "00000000 00000001 09", {"09"}, false},
    {"a unit longer than the bytes", 4, "00000009 6588", {"6588"}, true},
    {"a length that is cut", 4, "00000001 09 0000", {"09"}, true},
    {"a length and no unit", 4, "00000001", {}, true},
    {"the greatest length", 4, "FFFFFFFF 65", {"65"}, true},
    {"a forbidden length size", 3, "000001 09", {}, true},
};

TEST(LengthPrefixedUnits, come_in_the_order_of_the_bytes) {
  for (const auto& row : length_rows) {
    const auto bytes = bytes_of_hex(row.hex);
    EXPECT_EQ(all(Units::length_prefixed(bytes, row.length_size)), all_of_hex(row.units))
        << row.name;
  }
}

TEST(LengthPrefixedUnits, tell_that_a_length_ran_past_the_end) {
  for (const auto& row : length_rows) {
    const auto bytes = bytes_of_hex(row.hex);
    auto units = Units::length_prefixed(bytes, row.length_size);
    while (units.next()) {
    }
    EXPECT_EQ(units.is_broken(), row.is_broken) << row.name;
  }
}

struct AnnexBRow {
  const char* name;
  const char* hex;
  std::vector<std::string> units;
};

const AnnexBRow annex_b_rows[] = {
    {"nothing", "", {}},
    {"no start code", "65 88 84", {}},
    {"start code of three bytes", "000001 6588", {"6588"}},
    {"start code of four bytes", "00000001 6588", {"6588"}},
    {"two", "00000001 09F0 000001 6588", {"09F0", "6588"}},
    {"bytes before the first start code", "FF FF 000001 6588", {"6588"}},
    {"trailing zeros", "000001 6588 0000 00000001 4180 0000", {"6588", "4180"}},
    {"an empty unit is skipped", "000001 000001 65", {"65"}},
    {"a start code and no unit", "000001", {}},
    {"emulation prevention stays", "000001 6500000301", {"6500000301"}},
    {"01 without zeros is data", "000001 65010001 01", {"6501000101"}},
};

TEST(AnnexBUnits, come_in_the_order_of_the_bytes) {
  for (const auto& row : annex_b_rows) {
    const auto bytes = bytes_of_hex(row.hex);
    EXPECT_EQ(all(Units::annex_b(bytes)), all_of_hex(row.units)) << row.name;
  }
}

TEST(AnnexBUnits, end_at_every_cut) {
  test::for_every_prefix(bytes_of_hex("00000001 09F0 000001 6588 00000001 4180"),
                         [](auto prefix) { EXPECT_LE(all(Units::annex_b(prefix)).size(), 3U); });
}

}  // namespace
}  // namespace media::nal
