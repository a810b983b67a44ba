// The parts of an HEVC sequence parameter set that are only read to reach what follows.
#pragma once

#include "media/bits/bit_reader.hpp"

namespace media::hevc {

/// scaling_list_data() (ISO/IEC 23008-2 7.3.4).
void skip_scaling_list_data(bits::BitReader& reader);

/// num_short_term_ref_pic_sets and the sets (7.3.7); false if the standard rules the values out.
bool skip_short_term_reference_picture_sets(bits::BitReader& reader);

}  // namespace media::hevc
