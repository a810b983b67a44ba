#include "media/mp4/fragment.hpp"

#include <algorithm>

#include "media/mp4/box.hpp"
#include "media/mp4/timescale.hpp"

namespace media::mp4 {

namespace {

constexpr std::uint32_t non_sync_sample = 0x10000;

// Flags of tfhd (8.8.7).
constexpr std::uint32_t base_data_offset_present = 0x1;
constexpr std::uint32_t sample_description_present = 0x2;
constexpr std::uint32_t default_duration_present = 0x8;
constexpr std::uint32_t default_size_present = 0x10;
constexpr std::uint32_t default_flags_present = 0x20;
constexpr std::uint32_t default_base_is_moof = 0x20000;

// Flags of trun (8.8.8).
constexpr std::uint32_t data_offset_present = 0x1;
constexpr std::uint32_t first_flags_present = 0x4;
constexpr std::uint32_t duration_present = 0x100;
constexpr std::uint32_t size_present = 0x200;
constexpr std::uint32_t flags_present = 0x400;
constexpr std::uint32_t composition_present = 0x800;

/// The reading state of one traf box.
struct Traf {
  MovieTrack& track;
  SampleDefaults defaults{};
  std::uint64_t base = 0;         // base of data offsets
  std::uint64_t next_data = 0;    // where a run without an offset continues
  std::uint64_t decode_time = 0;  // of the next sample
};

class FragmentReader {
 public:
  FragmentReader(std::uint64_t offset, Movie& movie, std::vector<PlacedSample>& samples)
      : moof_(offset), data_end_(offset), movie_(movie), samples_(samples) {}

  std::optional<std::string> read(std::span<const std::byte> moof) {
    Boxes boxes(moof);
    const std::size_t first = samples_.size();
    while (const auto box = boxes.next()) {
      if (box->type != four_cc("traf")) continue;
      if (auto problem = read_traf(box->content)) return problem;
    }
    if (boxes.is_broken()) return "a box in a movie fragment is longer than that";
    sort(first);
    return std::nullopt;
  }

 private:
  std::optional<std::string> read_traf(std::span<const std::byte> content) {
    const auto tfhd = find_box(content, four_cc("tfhd"));
    if (!tfhd) return "a track fragment has no header";
    auto reader = tfhd->reader();
    const std::uint32_t flags = read_full_box_head(reader).flags;
    MovieTrack* track = movie_.find(reader.u32());
    if (track == nullptr) return std::nullopt;
    Traf traf{.track = *track, .defaults = track->defaults};
    read_header(reader, flags, traf);
    if (!reader.ok()) return "the header of a track fragment is cut short";
    traf.decode_time = decode_time_of(content, *track);
    Boxes boxes(content);
    while (const auto box = boxes.next()) {
      if (box->type != four_cc("trun")) continue;
      if (auto problem = read_run(*box, traf)) return problem;
    }
    track->next_decode_time = traf.decode_time;
    data_end_ = traf.next_data;
    return std::nullopt;
  }

  void read_header(bits::ByteReader& reader, std::uint32_t flags, Traf& traf) const {
    const bool has_base = (flags & base_data_offset_present) != 0;
    const std::uint64_t written = has_base ? reader.u64() : 0;
    if ((flags & sample_description_present) != 0) reader.skip(4);
    if ((flags & default_duration_present) != 0) traf.defaults.duration = reader.u32();
    if ((flags & default_size_present) != 0) traf.defaults.size = reader.u32();
    if ((flags & default_flags_present) != 0) traf.defaults.flags = reader.u32();
    const bool is_moof = (flags & default_base_is_moof) != 0;
    traf.base = has_base ? written : is_moof ? moof_ : data_end_;
    traf.next_data = traf.base;
  }

  static std::uint64_t decode_time_of(std::span<const std::byte> content, const MovieTrack& track) {
    const auto tfdt = find_box(content, four_cc("tfdt"));
    if (!tfdt) return track.next_decode_time;
    auto reader = tfdt->reader();
    const bool is_long = read_full_box_head(reader).version == 1;
    return is_long ? reader.u64() : reader.u32();
  }

  std::optional<std::string> read_run(const Box& trun, Traf& traf) {
    auto reader = trun.reader();
    const FullBoxHead head = read_full_box_head(reader);
    const std::uint32_t count = reader.u32();
    if ((head.flags & data_offset_present) != 0) {
      const auto distance = static_cast<std::int32_t>(reader.u32());
      traf.next_data = traf.base + static_cast<std::uint64_t>(std::int64_t{distance});
    }
    std::optional<std::uint32_t> first_flags;
    if ((head.flags & first_flags_present) != 0) first_flags = reader.u32();
    // Samples without bytes in the box still cost memory.
    if (count > max_samples || samples_.size() + count > max_samples) {
      return "a movie fragment has more than 65536 samples";
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      read_sample(reader, head, i == 0 ? first_flags : std::nullopt, traf);
      if (!reader.ok()) return "a track run is cut short";
    }
    return std::nullopt;
  }

  void read_sample(bits::ByteReader& reader, const FullBoxHead& head,
                   std::optional<std::uint32_t> first_flags, Traf& traf) {
    const auto field = [&](std::uint32_t flag, std::uint32_t preset) {
      return (head.flags & flag) != 0 ? reader.u32() : preset;
    };
    const std::uint32_t duration = field(duration_present, traf.defaults.duration);
    const std::uint32_t size = field(size_present, traf.defaults.size);
    const std::uint32_t flags = field(flags_present, first_flags.value_or(traf.defaults.flags));
    const std::uint32_t composition = field(composition_present, 0);
    if (!reader.ok()) return;
    // Version 0 has no negative offsets, yet many muxers write them.
    const auto offset = std::int64_t{static_cast<std::int32_t>(composition)};
    constexpr std::uint64_t most = std::uint64_t{1} << 62U;
    const auto time =
        static_cast<std::int64_t>(std::min(traf.decode_time, most)) + traf.track.edit_shift;
    const std::uint32_t scale = traf.track.track.timescale;
    traf.next_data += size;
    samples_.push_back({.sample = {.track = traf.track.track.id,
                                   .is_keyframe = (flags & non_sync_sample) == 0,
                                   .dts = to_nanoseconds(time, scale),
                                   .pts = to_nanoseconds(time + offset, scale),
                                   .duration = to_nanoseconds(std::uint64_t{duration}, scale),
                                   .size = size},
                        .end_offset = traf.next_data});
    traf.decode_time += duration;
  }

  void sort(std::size_t first) {
    const auto begin = samples_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto is_before = [](const PlacedSample& a, const PlacedSample& b) {
      return a.end_offset < b.end_offset;
    };
    if (!std::is_sorted(begin, samples_.end(), is_before)) {
      std::stable_sort(begin, samples_.end(), is_before);
    }
  }

  std::uint64_t moof_;
  std::uint64_t data_end_;  // of the previous traf
  Movie& movie_;
  std::vector<PlacedSample>& samples_;
};

}  // namespace

std::optional<std::string> read_fragment(std::span<const std::byte> moof, std::uint64_t offset,
                                         Movie& movie, std::vector<PlacedSample>& samples) {
  return FragmentReader(offset, movie, samples).read(moof);
}

}  // namespace media::mp4
