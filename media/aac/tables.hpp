// Tables that AudioSpecificConfig and the ADTS header share (ISO/IEC 14496-3).
#pragma once

#include <cstdint>
#include <string>

namespace media::aac {

/// audioObjectType (Table 1.17), those that matter here.
enum ObjectType : std::uint32_t {
  object_main = 1,
  object_lc = 2,
  object_ssr = 3,
  object_ltp = 4,
  object_sbr = 5,
  object_scalable = 6,
  object_er_lc = 17,
  object_er_bsac = 22,
  object_ld = 23,
  object_ps = 29,
  object_eld = 39,
  object_usac = 42,
};

/// Hertz of a samplingFrequencyIndex (Table 1.18); 0 for a reserved one.
std::uint32_t sampling_frequency(std::uint32_t index);

/// Channels of a channelConfiguration (Table 1.19); 0 for 0 and for a reserved one.
std::uint32_t channels_of_configuration(std::uint32_t channel_configuration);

/// FFmpeg's name of a profile that is one object type: "LC"; empty for one without a name.
std::string profile_name(std::uint32_t object_type);

}  // namespace media::aac
