// Thousands of streams share a core: once its tracks are known, a stream costs no allocation.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "media/mpegts/reader.hpp"
#include "tests/media/mpegts/writer.hpp"

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

namespace media::mpegts::test {
namespace {

class FrameCounter final : public Listener {
 public:
  void on_track(const Track&) override {}
  void on_frame(const Frame&) override { ++frames; }

  std::size_t frames = 0;
};

TEST(MpegtsReader, allocates_nothing_for_a_packet) {
  Writer writer;
  for (unsigned i = 0; i < 500; ++i) {
    if (i % 5 == 0) writer.tables();
    const std::uint64_t time = 90'000 + std::uint64_t{i} * 3600;
    writer.unit(Writer::video_pid, Writer::pes(h264(i % 25 == 0, 2000 + i), time),
                {.pcr = time * 300});
    writer.unit(Writer::audio_pid, Writer::pes(adts(200) + adts(300), time, {}, true));
  }
  constexpr std::size_t piece_size = 1447;
  Reader reader;
  FrameCounter counter;
  std::size_t before = 0;
  for (std::size_t from = 0; from < writer.bytes.size(); from += piece_size) {
    const auto rest = std::span(writer.bytes).subspan(from);
    reader.push(rest.first(std::min(piece_size, rest.size())), {}, counter);
    if (counter.frames < 150) before = allocations;
  }
  EXPECT_GT(counter.frames, 1400U);
  EXPECT_EQ(allocations, before);
  EXPECT_EQ(reader.counters().continuity_errors, 0U);
}

}  // namespace
}  // namespace media::mpegts::test
