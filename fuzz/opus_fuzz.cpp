// Opus: identification headers and packets.
#include "fuzz/fuzz.hpp"
#include "media/opus/head.hpp"
#include "media/opus/packet.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::bytes_of(data, size);
  fuzz::require_sane(media::opus::read_head(bytes));
  const auto duration = media::opus::packet_duration(bytes);
  fuzz::require(!duration || (duration->count() >= 2'500 && duration->count() <= 120'000));
  return 0;
}
