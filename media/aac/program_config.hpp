// program_config_element (ISO/IEC 14496-3 4.4.1.1): the channels of a stream whose channel
// configuration has no number.
#pragma once

#include <cstdint>

#include "media/bits/bit_reader.hpp"

namespace media::aac {

/// Reads the whole element and returns its number of output channels. The reader must have been
/// started where the element's byte alignment counts from.
std::uint32_t read_program_config(bits::BitReader& reader);

}  // namespace media::aac
