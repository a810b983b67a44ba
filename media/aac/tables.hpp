// Tables that AudioSpecificConfig and the ADTS header share (ISO/IEC 14496-3).
#pragma once

#include <cstdint>
#include <string>

namespace media::aac {

/// audioObjectType (Table 1.17); only the ones that matter here.
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

/// The rate in hertz of a samplingFrequencyIndex (Table 1.18); 0 if reserved.
std::uint32_t sampling_frequency(std::uint32_t index);

/// The channels of a channelConfiguration (Table 1.19); 0 for configuration 0 and reserved ones.
std::uint32_t channels_of_configuration(std::uint32_t channel_configuration);

/// FFmpeg's name for the profile of a single object type: "LC"; empty if it has none.
std::string profile_name(std::uint32_t object_type);

}  // namespace media::aac
