#include "plugins/hls/container.hpp"

#include <array>

#include "plugins/hls/containers.hpp"

namespace hls {
namespace {

constexpr std::byte sync_byte{0x47};
constexpr std::array<std::string_view, 9> first_boxes{"ftyp", "styp", "moov", "moof", "sidx",
                                                      "emsg", "prft", "free", "skip"};

}  // namespace

std::optional<ContainerKind> kind_of(vex::Bytes first) {
  const std::string_view text(reinterpret_cast<const char*>(first.data()), first.size());
  if (!first.empty() && first[0] == sync_byte) return ContainerKind::transport_stream;
  for (const std::string_view box : first_boxes) {
    if (text.size() >= 8 && text.substr(4, 4) == box) return ContainerKind::fragmented_mp4;
  }
  if (text.substr(0, 6) == "WEBVTT" || text.substr(0, 9) == "\xef\xbb\xbfWEBVTT") {
    return ContainerKind::text;
  }
  const bool has_frame_sync = first.size() >= 2 && first[0] == std::byte{0xff} &&
                              (first[1] & std::byte{0xe0}) == std::byte{0xe0};
  if (text.substr(0, 3) == "ID3" || has_frame_sync) return ContainerKind::packed_audio;
  return std::nullopt;
}

std::unique_ptr<Container> make_container(ContainerKind kind, std::size_t depth) {
  switch (kind) {
    case ContainerKind::transport_stream:
      return std::make_unique<TransportStream>(depth);
    case ContainerKind::fragmented_mp4:
      return std::make_unique<FragmentedMp4>();
    case ContainerKind::packed_audio:
      return std::make_unique<PackedAudio>();
    case ContainerKind::text:
      break;
  }
  return std::make_unique<TextSegments>();
}

}  // namespace hls
