// The video parameter set of HEVC (ISO/IEC 23008-2 7.3.2.1).
#pragma once

#include <cstddef>
#include <span>

namespace media::hevc {

/// Pictures per second from the timing in a NAL unit of type 32; 0 if it has none or an invalid
/// one.
double framerate_of_video_parameter_set(std::span<const std::byte> unit);

}  // namespace media::hevc
