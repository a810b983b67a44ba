#include "media/mp4/message_boxes.hpp"

#include <algorithm>

#include "media/mp4/box.hpp"
#include "media/mp4/timescale.hpp"

namespace media::mp4 {

namespace {

/// A text up to its terminating zero byte. The reader fails if there is none.
std::string_view take_text(bits::ByteReader& reader) {
  const auto rest = reader.rest();
  const auto end = std::find(rest.begin(), rest.end(), std::byte{0});
  const auto size = static_cast<std::size_t>(end - rest.begin());
  const auto text = reader.bytes(size);
  reader.skip(1);
  return {reinterpret_cast<const char*>(text.data()), text.size()};
}

/// NTP counts from 1900, in fractions of 2^32 (RFC 5905 6).
std::optional<nanoseconds> unix_time_of(std::uint64_t ntp) {
  constexpr std::int64_t epoch_distance = 2'208'988'800;
  const auto second = static_cast<std::int64_t>(ntp >> 32U) - epoch_distance;
  if (second <= 0) return std::nullopt;
  const std::uint64_t fraction = ntp & 0xFFFFFFFFU;
  return std::chrono::seconds(second) +
         nanoseconds(static_cast<std::int64_t>((fraction * 1'000'000'000U) >> 32U));
}

}  // namespace

std::optional<SegmentIndex> read_segment_index(std::span<const std::byte> content) {
  bits::ByteReader reader(content);
  const bool is_long = read_full_box_head(reader).version != 0;
  SegmentIndex index{.reference_id = reader.u32()};
  const std::uint32_t timescale = reader.u32();
  const std::uint64_t earliest = is_long ? reader.u64() : reader.u32();
  reader.skip(is_long ? 8 : 4);
  reader.skip(2);
  index.references = reader.u16();
  std::uint64_t duration = 0;
  for (std::uint32_t i = 0; i < index.references && reader.ok(); ++i) {
    reader.skip(4);
    duration += reader.u32();
    const std::uint32_t access_point = reader.u32();
    if (i == 0) index.starts_with_access_point = (access_point >> 31U) != 0;
  }
  if (!reader.ok()) return std::nullopt;
  index.earliest_presentation_time = to_nanoseconds(earliest, timescale);
  index.duration = to_nanoseconds(duration, timescale);
  return index;
}

std::optional<EventMessage> read_event_message(std::span<const std::byte> content) {
  constexpr std::uint32_t no_duration = 0xFFFFFFFF;
  bits::ByteReader reader(content);
  const std::uint8_t version = read_full_box_head(reader).version;
  if (version > 1) return std::nullopt;
  EventMessage message;
  if (version == 0) {
    message.scheme_id_uri = take_text(reader);
    message.value = take_text(reader);
  }
  const std::uint32_t timescale = reader.u32();
  if (version == 0) {
    message.presentation_time_delta = to_nanoseconds(std::uint64_t{reader.u32()}, timescale);
  } else {
    message.presentation_time = to_nanoseconds(reader.u64(), timescale);
  }
  const std::uint32_t duration = reader.u32();
  if (duration != no_duration)
    message.duration = to_nanoseconds(std::uint64_t{duration}, timescale);
  message.id = reader.u32();
  if (version == 1) {
    message.scheme_id_uri = take_text(reader);
    message.value = take_text(reader);
  }
  if (!reader.ok() || timescale == 0) return std::nullopt;
  message.data_size = reader.left();
  return message;
}

std::optional<ProducerReferenceTime> read_producer_reference_time(
    std::span<const std::byte> content, Movie& movie) {
  bits::ByteReader reader(content);
  const bool is_long = read_full_box_head(reader).version != 0;
  const MovieTrack* track = movie.find(reader.u32());
  const auto unix_time = unix_time_of(reader.u64());
  const std::uint64_t media_time = is_long ? reader.u64() : reader.u32();
  if (!reader.ok() || track == nullptr || !unix_time) return std::nullopt;
  constexpr std::uint64_t most = std::uint64_t{1} << 62U;
  const auto time = static_cast<std::int64_t>(std::min(media_time, most)) + track->edit_shift;
  return ProducerReferenceTime{.track = track->track.id,
                               .unix_time = *unix_time,
                               .media_time = to_nanoseconds(time, track->track.timescale)};
}

}  // namespace media::mp4
