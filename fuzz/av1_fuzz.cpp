// AV1: configuration records, sequence headers, open bitstream units.
#include "fuzz/fuzz.hpp"
#include "media/av1/configuration.hpp"
#include "media/av1/obu.hpp"
#include "media/av1/sequence_header.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace av1 = media::av1;
  const auto bytes = fuzz::bytes_of(data, size);
  fuzz::require_sane(av1::read_configuration(bytes));
  fuzz::require_sane(av1::read_sequence_header(bytes));
  av1::is_keyframe(bytes);
  std::size_t units_size = 0;
  av1::Obus obus(bytes);
  while (const auto obu = obus.next()) {
    units_size += obu->payload.size() + 1;
    fuzz::require_sane(av1::read_sequence_header(obu->payload));
  }
  fuzz::require(units_size <= size);
  return 0;
}
