// AAC: configuration records and ADTS headers.
#include "fuzz/fuzz.hpp"
#include "media/aac/adts.hpp"
#include "media/aac/configuration.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::bytes_of(data, size);
  fuzz::require_sane(media::aac::read_configuration(bytes));
  if (const auto header = media::aac::read_adts_header(bytes)) {
    fuzz::require_sane(header->facts);
    fuzz::require(header->frame_bytes >= header->header_bytes);
  }
  return 0;
}
