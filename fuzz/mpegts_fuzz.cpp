// MPEG transport streams: two readers get the same bytes, one whole, one in pieces whose size the
// first byte chooses, with a seam in the middle where its highest bit is set.
#include <vector>

#include "fuzz/fuzz.hpp"
#include "media/mpegts/reader.hpp"

namespace {

namespace ts = media::mpegts;

class Checker final : public ts::Listener {
 public:
  void on_track(const ts::Track& track) override {
    pids.push_back(track.pid);
    fuzz::require(track.pid < 0x2000);
  }
  void on_frame(const ts::Frame& frame) override {
    ++frames;
    bytes += frame.size;
    fuzz::require(frame.payload.size() <= 64 && frame.payload.size() <= frame.size);
    bool is_known = false;
    for (const std::uint16_t pid : pids) is_known = is_known || pid == frame.pid;
    fuzz::require(is_known);
  }

  std::vector<std::uint16_t> pids{};
  std::uint64_t frames = 0;
  std::uint64_t bytes = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto bytes = fuzz::bytes_of(data, size);
  if (bytes.empty()) return 0;
  const auto choice = std::to_integer<std::size_t>(bytes[0]);
  bytes = bytes.subspan(1);
  const std::size_t seam = choice >= 128 ? bytes.size() / 2 : bytes.size();

  ts::Reader whole(64);
  Checker of_whole;
  whole.push(bytes.first(seam), {}, of_whole);
  if (choice >= 128) whole.restart(of_whole);
  whole.push(bytes.subspan(seam), {}, of_whole);
  whole.finish(of_whole);

  ts::Reader pieces(64);
  Checker of_pieces;
  const std::size_t piece = choice % 128 + 1;
  for (std::size_t from = 0; from < bytes.size();) {
    if (from == seam) pieces.restart(of_pieces);
    const std::size_t end = from < seam ? seam : bytes.size();
    const std::size_t count = std::min(piece, end - from);
    pieces.push(bytes.subspan(from, count), {}, of_pieces);
    from += count;
  }
  pieces.finish(of_pieces);

  fuzz::require(whole.counters() == pieces.counters());
  fuzz::require(of_whole.pids == of_pieces.pids && of_whole.frames == of_pieces.frames &&
                of_whole.bytes == of_pieces.bytes);
  fuzz::require(of_whole.bytes <= bytes.size());
  return 0;
}
