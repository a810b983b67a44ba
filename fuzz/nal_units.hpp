// What holds for the NAL units of any bytes.
#pragma once

#include <span>

#include "fuzz/fuzz.hpp"
#include "media/nal/units.hpp"

namespace fuzz {

/// Calls use with each unit, in each framing.
template <class Use>
void for_every_unit(std::span<const std::byte> bytes, Use use) {
  const auto walk = [&](media::nal::Units units) {
    std::size_t size = 0;
    while (const auto unit = units.next()) {
      require(!unit->empty());
      size += unit->size();
      use(*unit);
    }
    require(size <= bytes.size());
  };
  walk(media::nal::Units::annex_b(bytes));
  for (const unsigned length_size : {1U, 2U, 4U}) {
    walk(media::nal::Units::length_prefixed(bytes, length_size));
  }
}

}  // namespace fuzz
