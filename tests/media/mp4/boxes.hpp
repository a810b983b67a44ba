// Boxes for tests, and a listener that keeps what it is told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "media/mp4/reader.hpp"

namespace media::mp4::test {

using Bytes = std::vector<std::byte>;

inline void append(Bytes& to, std::uint64_t value, int size) {
  for (int i = size - 1; i >= 0; --i) to.push_back(static_cast<std::byte>(value >> (8 * i)));
}

/// Numbers of four bytes each.
inline Bytes words(std::initializer_list<std::uint32_t> values) {
  Bytes bytes;
  for (const std::uint32_t value : values) append(bytes, value, 4);
  return bytes;
}

inline Bytes joined(std::initializer_list<Bytes> pieces) {
  Bytes bytes;
  for (const Bytes& piece : pieces) bytes.insert(bytes.end(), piece.begin(), piece.end());
  return bytes;
}

inline Bytes box(std::string_view type, std::initializer_list<Bytes> content = {}) {
  const Bytes inside = joined(content);
  Bytes bytes;
  append(bytes, inside.size() + 8, 4);
  for (const char c : type) bytes.push_back(static_cast<std::byte>(c));
  return joined({bytes, inside});
}

inline Bytes text(std::string_view characters) {
  Bytes bytes;
  for (const char c : characters) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

inline Bytes zeros(std::size_t count) { return Bytes(count); }

constexpr std::uint32_t handler_video = 0x76696465;
constexpr std::uint32_t handler_audio = 0x736F756E;

/// A track without a sample description, of a default duration of 10 and a size of 4.
inline Bytes trak(std::uint32_t id, std::uint32_t timescale, std::uint32_t handler,
                  const Bytes& edits = {}) {
  return box("trak", {box("tkhd", {words({0, 0, 0, id, 0})}), edits,
                      box("mdia", {box("mdhd", {words({0, 0, 0, timescale, 0, 0})}),
                                   box("hdlr", {words({0, 0, handler, 0, 0, 0})}),
                                   box("minf", {box("stbl", {box("stsd", {words({0, 0})})})})})});
}

inline Bytes trex(std::uint32_t id) { return box("trex", {words({0, id, 1, 10, 4, 0x10000})}); }

inline Bytes movie(const Bytes& edits = {}) {
  return box("moov", {box("mvhd", {words({0, 0, 0, 1000, 0})}), trak(1, 100, handler_video, edits),
                      trak(2, 1000, handler_audio), box("mvex", {trex(1), trex(2)})});
}

struct Seen : Listener {
  void on_track(const Track& track) override { tracks.push_back(track); }
  void on_sample(const Sample& sample) override { samples.push_back(sample); }
  void on_producer_reference_time(const ProducerReferenceTime& reference) override {
    references.push_back(reference);
  }
  void on_event_message(const EventMessage& message) override {
    messages.push_back(std::string(message.scheme_id_uri) + "|" + std::string(message.value) + "|" +
                       std::to_string(message.id) + "|" + std::to_string(message.data_size));
    message_times.push_back(message.presentation_time ? *message.presentation_time
                                                      : message.presentation_time_delta.value());
  }
  void on_segment_index(const SegmentIndex& index) override { indices.push_back(index); }

  std::vector<Track> tracks;
  std::vector<Sample> samples;
  std::vector<ProducerReferenceTime> references;
  std::vector<std::string> messages;
  std::vector<nanoseconds> message_times;
  std::vector<SegmentIndex> indices;
};

}  // namespace media::mp4::test
