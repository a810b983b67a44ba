// VP9: configuration records and frame headers.
#include "fuzz/fuzz.hpp"
#include "media/vp9/configuration.hpp"
#include "media/vp9/frame_header.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace vp9 = media::vp9;
  const auto bytes = fuzz::bytes_of(data, size);
  fuzz::require_sane(vp9::read_configuration(bytes));
  const auto facts = vp9::read_keyframe_header(bytes);
  fuzz::require_sane(facts);
  fuzz::require(!facts || vp9::is_keyframe(bytes));
  return 0;
}
