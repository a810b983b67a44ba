// Fragmented MP4: any split gives the same samples, and none is outside of what it came with.
#include "fuzz/fuzz.hpp"
#include "media/mp4/reader.hpp"

namespace {

struct Counter : media::mp4::Listener {
  void on_track(const media::mp4::Track& track) override {
    if (track.kind == media::mp4::TrackKind::video && track.video.width != 0) {
      fuzz::require_sane(std::optional(track.video));
    }
    ++tracks;
  }
  void on_sample(const media::mp4::Sample& sample) override {
    fuzz::require(sample.duration.count() >= 0);
    ++samples;
  }

  std::size_t tracks = 0;
  std::size_t samples = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::bytes_of(data, size);
  Counter whole;
  media::mp4::Reader reader;
  const auto error = reader.push(bytes, whole);

  const std::size_t split = size == 0 ? 0 : data[size / 2] % size;
  Counter halves;
  media::mp4::Reader split_reader;
  split_reader.push(bytes.first(split), halves);
  const auto split_error = split_reader.push(bytes.subspan(split), halves);
  fuzz::require(error.has_value() == split_error.has_value());
  fuzz::require(whole.samples == halves.samples && whole.tracks == halves.tracks);
  (void)reader.end_resource();

  reader.begin_resource(size);
  reader.push(bytes, whole);
  return 0;
}
