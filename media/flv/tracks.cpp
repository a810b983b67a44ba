#include "media/flv/tracks.hpp"

#include <algorithm>
#include <optional>

#include "media/flv/script_body.hpp"

namespace media::flv {

namespace {

constexpr std::size_t prefix_size = 64;        // of the payload
constexpr std::size_t usual_header_size = 16;  // enough for all headers without large modifiers
constexpr std::size_t header_limit = std::size_t{4} * 1024;   // longer headers are not read
constexpr std::size_t record_limit = std::size_t{64} * 1024;  // sequence headers
constexpr std::size_t script_limit = std::size_t{1024} * 1024;

nanoseconds time_of(std::int64_t ms) { return std::chrono::milliseconds(ms); }

std::span<const std::byte> first_of(std::span<const std::byte> bytes, std::size_t limit) {
  return bytes.first(std::min(bytes.size(), limit));
}

std::span<const std::byte> payload_of(const Body& body, std::size_t header_size) {
  return body.head.subspan(std::min(header_size, body.head.size()));
}

// The limits apply whether the body came in one piece or many, so the same bytes give the same
// events.
std::optional<VideoBody> video_header_of(const Body& body) {
  return read_video_body(first_of(body.head, header_limit), body.size);
}

std::optional<AudioBody> audio_header_of(const Body& body) {
  return read_audio_body(first_of(body.head, header_limit), body.size);
}

/// The timestamp of a sequence header is often 0, or the time it was first sent, so it does not
/// advance the clock.
std::int64_t unwrap(TimestampUnwrapper& clock, const Body& body, bool is_configuration) {
  if (!is_configuration) return clock.unwrap(body.timestamp_ms);
  return TimestampUnwrapper(clock).unwrap(body.timestamp_ms);
}

}  // namespace

std::size_t Tracks::wanted(const Body& body) const {
  if (body.type == BodyType::script) return body.size <= script_limit ? body.size : 0;
  const std::size_t first = std::min(body.size, usual_header_size + prefix_size);
  if (body.head.size() < first) return first;
  if (body.type == BodyType::video) {
    if (const auto video = video_header_of(body)) {
      return wanted_of(video->content, video->header_size, body.size);
    }
  } else if (const auto audio = audio_header_of(body)) {
    return wanted_of(audio->content, audio->header_size, body.size);
  }
  if (body.head.size() >= header_limit) return body.head.size();
  return std::min(body.size, header_limit);
}

std::size_t Tracks::wanted_of(Content content, std::size_t header_size, std::size_t size) const {
  switch (content) {
    case Content::frame:
      return depth_ == PayloadDepth::whole ? size : std::min(size, header_size + prefix_size);
    case Content::configuration:
      return std::min(size, header_size + record_limit);
    default:
      return 0;
  }
}

void Tracks::read(const Body& body, Listener& listener) {
  switch (body.type) {
    case BodyType::video:
      return read_video(body, listener);
    case BodyType::audio:
      return read_audio(body, listener);
    case BodyType::script:
      return read_script(body, listener);
  }
}

void Tracks::read_video(const Body& body, Listener& listener) {
  const auto header = video_header_of(body);
  if (!header) return;
  const auto payload = payload_of(body, header->header_size);
  if (header->content == Content::multitrack) ++multitrack_bodies_;
  if (header->content == Content::configuration) {
    video_.configure(header->codec, first_of(payload, record_limit));
  } else if (header->content == Content::frame) {
    if (video_.is_without_picture(header->codec, payload, body.size - header->header_size)) return;
    video_.see_frame(*header, payload);
  } else {
    return;
  }
  if (const Track* track = video_.changed()) listener.on_track(*track);

  Packet packet;
  packet.track = TrackKind::video;
  packet.is_configuration = header->content == Content::configuration;
  packet.is_keyframe = !packet.is_configuration && header->is_keyframe;
  const std::int64_t dts_ms = unwrap(video_.clock(), body, packet.is_configuration);
  packet.dts = time_of(dts_ms);
  packet.pts =
      time_of(dts_ms + header->composition_time_ms) + nanoseconds(header->presentation_offset_ns);
  emit(packet, body, header->header_size, listener);
}

void Tracks::read_audio(const Body& body, Listener& listener) {
  const auto header = audio_header_of(body);
  if (!header) return;
  const auto payload = payload_of(body, header->header_size);
  if (header->content == Content::multitrack) ++multitrack_bodies_;
  if (header->content == Content::configuration) {
    audio_.configure(header->codec, first_of(payload, record_limit));
  } else if (header->content == Content::frame) {
    audio_.see_frame(*header, payload);
  } else {
    return;
  }
  if (const Track* track = audio_.changed()) listener.on_track(*track);

  Packet packet;
  packet.track = TrackKind::audio;
  packet.is_configuration = header->content == Content::configuration;
  const std::int64_t dts_ms = unwrap(audio_.clock(), body, packet.is_configuration);
  packet.dts = time_of(dts_ms);
  packet.pts = packet.dts + nanoseconds(header->presentation_offset_ns);
  emit(packet, body, header->header_size, listener);
}

void Tracks::emit(Packet packet, const Body& body, std::size_t header_size,
                  Listener& listener) const {
  packet.size = static_cast<std::uint32_t>(body.size - header_size);
  if (depth_ == PayloadDepth::prefix) {
    const auto payload = payload_of(body, header_size);
    packet.payload = first_of(payload, prefix_size);
  } else if (depth_ == PayloadDepth::whole) {
    packet.payload = payload_of(body, header_size);
  }
  listener.on_packet(packet);
}

void Tracks::read_script(const Body& body, Listener& listener) {
  if (body.size > script_limit) return;
  const auto metadata = read_metadata(body.head);
  if (!metadata) return;
  listener.on_metadata(*metadata);
  video_.fall_back_on(*metadata);
  if (const Track* track = video_.changed()) listener.on_track(*track);
}

}  // namespace media::flv
