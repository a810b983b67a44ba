// Thousands of streams share a core: once its tracks are known, a stream costs no allocation.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>
#include <string>

#include "media/flv/reader.hpp"
#include "tests/support/clips/clips.hpp"

namespace {

std::size_t allocations = 0;

}  // namespace

// Not inlined: the compiler would take the pairs of malloc and delete that come of it for mistakes.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size != 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace media::flv {
namespace {

class PacketCounter final : public Listener {
 public:
  void on_track(const Track&) override {}
  void on_packet(const Packet&) override { ++packets; }

  std::size_t packets = 0;
};

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

TEST(FlvReader, allocates_nothing_for_a_packet) {
  const std::string content = content_of(clips::path("h264_aac.flv"));
  auto bytes = std::as_bytes(std::span(content));
  constexpr std::size_t piece_size = 1447;
  Reader reader;
  PacketCounter counter;
  std::size_t before = 0;
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(piece_size, bytes.size()));
    bytes = bytes.subspan(piece.size());
    reader.push(piece, counter);
    if (counter.packets < 10) before = allocations;
  }
  EXPECT_GT(counter.packets, 500U);
  EXPECT_EQ(allocations, before);
}

}  // namespace
}  // namespace media::flv
