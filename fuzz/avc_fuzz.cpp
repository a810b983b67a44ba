// H.264: configuration records, parameter sets, NAL units.
#include "fuzz/nal_units.hpp"
#include "media/avc/configuration.hpp"
#include "media/avc/nal_unit.hpp"
#include "media/avc/sequence_parameter_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace avc = media::avc;
  const auto bytes = fuzz::bytes_of(data, size);
  fuzz::require_sane(avc::read_configuration(bytes));
  fuzz::require_sane(avc::read_sequence_parameter_set(bytes));
  fuzz::for_every_unit(
      bytes, [](auto unit) { fuzz::require_sane(avc::read_sequence_parameter_set(unit)); });
  fuzz::require_sane(avc::read_parameter_sets(media::nal::Units::annex_b(bytes)));
  avc::is_keyframe(media::nal::Units::annex_b(bytes));
  avc::is_keyframe(media::nal::Units::length_prefixed(bytes, 4));
  return 0;
}
