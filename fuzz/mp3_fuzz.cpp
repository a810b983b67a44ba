// MPEG audio: frame headers.
#include "fuzz/fuzz.hpp"
#include "media/mp3/header.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (const auto header = media::mp3::read_header(fuzz::bytes_of(data, size))) {
    fuzz::require_sane(header->facts);
    fuzz::require(header->layer >= 1 && header->layer <= 3);
    fuzz::require((header->frame_bytes == 0) == (header->bits_per_second == 0));
  }
  return 0;
}
