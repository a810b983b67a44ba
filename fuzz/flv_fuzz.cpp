// FLV: the first byte says how deep to read and in what pieces, the rest is the file. However the
// bytes arrive, the events must be the same.
#include <algorithm>

#include "fuzz/fuzz.hpp"
#include "media/flv/reader.hpp"

namespace {

namespace flv = media::flv;

/// A digest of all that a reader tells.
class Digest final : public flv::Listener {
 public:
  void on_track(const flv::Track& track) override {
    fuzz::require((track.video.width == 0) == (track.video.height == 0));
    fuzz::require(!flv::name_of(track.codec).empty());
    add(1);
    add(static_cast<std::uint64_t>(track.kind));
    add(static_cast<std::uint64_t>(track.codec));
    add(track.video.width);
    add(track.video.height);
    add(track.audio.sample_rate);
    add(track.audio.channels);
  }

  void on_packet(const flv::Packet& packet) override {
    fuzz::require(packet.payload.size() <= packet.size);
    add(2);
    add(static_cast<std::uint64_t>(packet.track));
    add(packet.size);
    add(static_cast<std::uint64_t>(packet.dts.count()));
    add(static_cast<std::uint64_t>(packet.pts.count()));
    add(packet.is_keyframe ? 1 : 0);
    add(packet.is_configuration ? 1 : 0);
    for (const std::byte byte : packet.payload) add(std::to_integer<std::uint64_t>(byte));
  }

  void on_metadata(const flv::Metadata& metadata) override {
    fuzz::require(metadata.framerate >= 0 && metadata.framerate <= 1000);
    add(3);
    add(metadata.width);
    add(metadata.height);
  }

  void add(std::uint64_t number) {  // FNV-1a
    for (int i = 0; i < 8; ++i) {
      value_ = (value_ ^ (number >> (8 * i) & 0xFFU)) * 1099511628211U;
    }
  }

  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 14695981039346656037U;
};

std::uint64_t read_in_pieces(std::span<const std::byte> bytes, std::size_t size,
                             flv::PayloadDepth depth) {
  flv::Reader reader(depth);
  Digest digest;
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(size, bytes.size()));
    bytes = bytes.subspan(piece.size());
    if (const auto error = reader.push(piece, digest)) {
      fuzz::require(!error->sentence.empty());
      digest.add(error->offset);
      break;
    }
  }
  digest.add(reader.tracks().multitrack_bodies());
  return digest.value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto bytes = fuzz::bytes_of(data + 1, size - 1);
  const auto depth = static_cast<flv::PayloadDepth>(1 + data[0] % 3);
  const std::size_t piece = 1 + data[0] / 3;
  fuzz::require(read_in_pieces(bytes, bytes.size(), depth) == read_in_pieces(bytes, piece, depth));
  return 0;
}
