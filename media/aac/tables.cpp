#include "media/aac/tables.hpp"

#include <array>

namespace media::aac {

std::uint32_t sampling_frequency(std::uint32_t index) {
  constexpr std::array<std::uint32_t, 13> hertz = {96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                                   22050, 16000, 12000, 11025, 8000,  7350};
  return index < hertz.size() ? hertz[index] : 0;
}

std::uint32_t channels_of_configuration(std::uint32_t channel_configuration) {
  // 7 is 7.1 with front wide, 11 is 6.1, 12 is 7.1, 13 is 22.2, 14 is 7.1 with top front.
  constexpr std::array<std::uint32_t, 15> channels = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8};
  return channel_configuration < channels.size() ? channels[channel_configuration] : 0;
}

std::string profile_name(std::uint32_t object_type) {
  switch (object_type) {
    case object_main:
      return "Main";
    case object_lc:
      return "LC";
    case object_ssr:
      return "SSR";
    case object_ltp:
      return "LTP";
    case object_ld:
      return "LD";
    case object_eld:
      return "ELD";
    case object_usac:
      return "xHE-AAC";
    default:
      return {};
  }
}

}  // namespace media::aac
