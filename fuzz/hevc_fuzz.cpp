// HEVC: configuration records, parameter sets, NAL units.
#include "fuzz/nal_units.hpp"
#include "media/hevc/configuration.hpp"
#include "media/hevc/nal_unit.hpp"
#include "media/hevc/sequence_parameter_set.hpp"
#include "media/hevc/video_parameter_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace hevc = media::hevc;
  const auto bytes = fuzz::bytes_of(data, size);
  fuzz::require_sane(hevc::read_configuration(bytes));
  fuzz::require_sane(hevc::read_sequence_parameter_set(bytes));
  fuzz::require(hevc::framerate_of_video_parameter_set(bytes) >= 0);
  fuzz::for_every_unit(
      bytes, [](auto unit) { fuzz::require_sane(hevc::read_sequence_parameter_set(unit)); });
  fuzz::require_sane(hevc::read_parameter_sets(media::nal::Units::annex_b(bytes)));
  hevc::is_keyframe(media::nal::Units::annex_b(bytes));
  hevc::is_keyframe(media::nal::Units::length_prefixed(bytes, 4));
  return 0;
}
