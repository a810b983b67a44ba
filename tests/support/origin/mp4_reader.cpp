// A reader of the MP4 files that ffmpeg makes for these tests: one track, not fragmented
// (ISO/IEC 14496-12). It trusts its input, apart from bounds.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

#include "tests/support/origin/clip.hpp"

namespace origin {
namespace {

/// Big-endian numbers from a span of bytes; reading past the end throws.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }
  std::string_view take(std::size_t count) {
    if (count > bytes_.size()) {
      throw std::runtime_error("the MP4 file ends within a field");
    }
    const auto taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  std::string_view rest() { return take(bytes_.size()); }
  void skip(std::size_t count) { take(count); }
  std::uint64_t number(std::size_t width) {
    std::uint64_t value = 0;
    for (const char byte : take(width)) {
      value = value << 8 | static_cast<unsigned char>(byte);
    }
    return value;
  }
  std::uint32_t u8() { return static_cast<std::uint32_t>(number(1)); }
  std::uint32_t u16() { return static_cast<std::uint32_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }

 private:
  std::string_view bytes_;
};

struct Box {
  std::string_view type;
  std::string_view body;
};

Box next_box(Reader& reader) {
  std::uint64_t size = reader.u32();
  const auto type = reader.take(4);
  std::uint64_t head = 8;
  if (size == 1) {
    size = reader.number(8);
    head = 16;
  }
  if (size < head) {
    throw std::runtime_error("an MP4 box is shorter than its head");
  }
  return {type, reader.take(size - head)};
}

/// The body of the first box of that type, or nothing.
std::optional<std::string_view> find(std::string_view parent, std::string_view type) {
  Reader reader(parent);
  while (!reader.empty()) {
    const auto box = next_box(reader);
    if (box.type == type) {
      return box.body;
    }
  }
  return std::nullopt;
}

std::string_view require(std::string_view parent, std::string_view type) {
  if (const auto body = find(parent, type)) {
    return *body;
  }
  throw std::runtime_error("the MP4 file has no box " + std::string(type));
}

std::string_view descend(std::string_view parent, std::initializer_list<std::string_view> path) {
  for (const auto type : path) {
    parent = require(parent, type);
  }
  return parent;
}

/// A full box's table, after version and flags.
Reader table(std::string_view body) {
  Reader reader(body);
  reader.skip(4);
  return reader;
}

/// One descriptor of ISO/IEC 14496-1 with its expandable length.
Box next_descriptor(Reader& reader) {
  const auto tag = reader.take(1);
  std::size_t size = 0;
  std::uint32_t byte = 0;
  do {
    byte = reader.u8();
    size = size << 7 | (byte & 0x7f);
  } while (byte & 0x80);
  return {tag, reader.take(size)};
}

void read_esds(std::string_view body, Track& track) {
  Reader reader(body);
  reader.skip(4);
  Reader stream(next_descriptor(reader).body);
  stream.skip(3);  // ES_ID, flags: ffmpeg sets none
  Reader decoder(next_descriptor(stream).body);
  const auto object_type = decoder.u8();
  if (object_type == 0x69 || object_type == 0x6b) {
    track.codec = Codec::mp3;
    return;
  }
  track.codec = Codec::aac;
  decoder.skip(12);
  track.configuration = next_descriptor(decoder).body;
}

/// The identification header of RFC 7845 5.1 from a dOps box, whose numbers are big-endian.
std::string opus_head(std::string_view body) {
  Reader reader(body);
  reader.skip(1);
  std::string head = "OpusHead\x01";
  head += reader.take(1);
  for (const std::size_t width : {2U, 4U, 2U}) {  // pre-skip, sample rate, gain
    const auto number = reader.take(width);
    for (std::size_t n = width; n > 0; --n) {
      head += number[n - 1];
    }
  }
  return head.append(reader.rest());
}

void read_visual_entry(const Box& entry, Track& track) {
  Reader reader(entry.body);
  reader.skip(24);
  track.width = reader.u16();
  track.height = reader.u16();
  reader.skip(50);
  const auto boxes = reader.rest();
  if (entry.type == "avc1") {
    track.codec = Codec::h264;
    track.configuration = require(boxes, "avcC");
  } else if (entry.type == "hvc1") {
    track.codec = Codec::hevc;
    track.configuration = require(boxes, "hvcC");
  } else if (entry.type == "av01") {
    track.codec = Codec::av1;
    track.configuration = require(boxes, "av1C");
  } else if (entry.type == "vp09") {
    track.codec = Codec::vp9;
    track.configuration =
        require(boxes, "vpcC").substr(4);  // less the full box's version and flags
  } else {
    throw std::runtime_error("unknown video in MP4: " + std::string(entry.type));
  }
}

void read_audio_entry(const Box& entry, Track& track) {
  Reader reader(entry.body);
  reader.skip(16);
  track.channels = reader.u16();
  reader.skip(6);
  track.sample_rate = reader.u16();
  reader.skip(2);
  const auto boxes = reader.rest();
  if (entry.type == "mp4a") {
    read_esds(require(boxes, "esds"), track);
  } else if (entry.type == "Opus") {
    track.codec = Codec::opus;
    track.configuration = opus_head(require(boxes, "dOps"));
  } else {
    throw std::runtime_error("unknown audio in MP4: " + std::string(entry.type));
  }
}

/// Runs of equal values (stts, ctts) spread over the samples.
std::vector<std::uint32_t> expand_runs(Reader reader, std::size_t count) {
  std::vector<std::uint32_t> values;
  for (auto runs = reader.u32(); runs > 0; --runs) {
    const auto length = reader.u32();
    const auto value = reader.u32();
    values.insert(values.end(), std::min<std::size_t>(length, count - values.size()), value);
  }
  values.resize(count);
  return values;
}

std::vector<std::size_t> read_sizes(std::string_view samples) {
  auto reader = table(require(samples, "stsz"));
  const auto common = reader.u32();
  std::vector<std::size_t> sizes(reader.u32(), common);
  if (common == 0) {
    for (auto& size : sizes) {
      size = reader.u32();
    }
  }
  return sizes;
}

/// Cuts the samples out of the file: chunks by stco, samples of each chunk by stsc, lengths by
/// stsz.
void read_bytes(std::string_view file, std::string_view table_box, Track& track) {
  const auto sizes = read_sizes(table_box);
  auto chunks = table(require(table_box, "stco"));
  auto runs = table(require(table_box, "stsc"));
  auto chunk_count = chunks.u32();
  auto run_count = runs.u32();
  std::uint32_t next_first = run_count > 0 ? runs.u32() : 0;
  std::uint32_t per_chunk = 0;
  std::size_t index = 0;
  for (std::uint32_t chunk = 1; chunk <= chunk_count; ++chunk) {
    if (chunk == next_first) {
      per_chunk = runs.u32();
      runs.skip(4);
      next_first = --run_count > 0 ? runs.u32() : 0;
    }
    std::size_t offset = chunks.u32();
    for (std::uint32_t n = 0; n < per_chunk && index < sizes.size(); ++n, ++index) {
      track.samples.emplace_back().bytes = file.substr(offset, sizes[index]);
      offset += sizes[index];
    }
  }
}

void read_times(std::string_view table_box, std::uint32_t timescale, Track& track) {
  const auto count = track.samples.size();
  const auto steps = expand_runs(table(require(table_box, "stts")), count);
  const auto to_ms = [&](std::uint64_t units) {
    return static_cast<std::uint32_t>((units * 1000 + timescale / 2) / timescale);
  };
  std::uint64_t time = 0;
  for (std::size_t n = 0; n < count; time += steps[n++]) {
    track.samples[n].time_ms = to_ms(time);
  }
  if (const auto body = find(table_box, "ctts")) {
    const auto offsets = expand_runs(table(*body), count);
    for (std::size_t n = 0; n < count; ++n) {
      track.samples[n].composition_ms = to_ms(offsets[n]);
    }
  }
}

void read_keyframes(std::string_view table_box, Track& track) {
  const auto body = find(table_box, "stss");
  for (auto& sample : track.samples) {
    sample.is_keyframe = !body;
  }
  if (body) {
    auto reader = table(*body);
    for (auto count = reader.u32(); count > 0; --count) {
      track.samples.at(reader.u32() - 1).is_keyframe = true;
    }
  }
}

}  // namespace

Track read_mp4(const std::filesystem::path& file) {
  std::ifstream input(file, std::ios::binary);
  if (!input) {
    throw std::runtime_error("cannot read " + file.string());
  }
  const std::string bytes{std::istreambuf_iterator<char>(input), {}};
  const auto media = descend(bytes, {"moov", "trak", "mdia"});
  auto header = table(require(media, "mdhd"));
  header.skip(8);  // version 0: creation and modification time
  const auto timescale = header.u32();
  const auto is_video = require(media, "hdlr").substr(8, 4) == "vide";
  const auto samples = descend(media, {"minf", "stbl"});
  auto entries = table(require(samples, "stsd"));
  entries.skip(4);
  const auto entry = next_box(entries);

  Track track;
  if (is_video) {
    read_visual_entry(entry, track);
  } else {
    read_audio_entry(entry, track);
  }
  read_bytes(bytes, samples, track);
  read_times(samples, timescale, track);
  read_keyframes(samples, track);
  return track;
}

}  // namespace origin
