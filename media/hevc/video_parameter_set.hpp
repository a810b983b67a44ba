// The video parameter set of HEVC (ISO/IEC 23008-2 7.3.2.1).
#pragma once

#include <cstddef>
#include <span>

namespace media::hevc {

/// Pictures a second by the timing of a NAL unit of type 32; 0 when it has none or makes no sense.
double framerate_of_video_parameter_set(std::span<const std::byte> unit);

}  // namespace media::hevc
