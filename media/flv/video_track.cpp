#include "media/flv/video_track.hpp"

#include <utility>

#include "media/flv/codec_facts_reader.hpp"

namespace media::flv {

void VideoTrack::configure(Codec codec, std::span<const std::byte> record) {
  begin(codec);
  VideoFacts facts = read_video_configuration(codec, record).value_or(VideoFacts{});
  // Records without a size are repeated every few seconds and must not override what keyframes
  // said.
  if (facts.width == 0 || facts.height == 0) {
    facts.width = facts_.width;
    facts.height = facts_.height;
  }
  facts_ = std::move(facts);
  nal_length_size_ = nal_length_size(codec, record);
  may_differ_ = true;
}

void VideoTrack::see_frame(const VideoBody& body, std::span<const std::byte> payload) {
  begin(body.codec);
  if (!body.is_keyframe) return;
  auto told = read_keyframe(codec_, payload);
  if (!told) return;
  if (told->level.empty()) told->level = facts_.level;  // for VP9 only the record has it
  if (told->framerate <= 0) told->framerate = facts_.framerate;
  may_differ_ = may_differ_ || *told != facts_;
  facts_ = *std::move(told);
}

void VideoTrack::begin(Codec codec) {
  if (is_known_ && codec == codec_) return;
  is_known_ = true;
  may_differ_ = true;
  codec_ = codec;
  facts_ = {};
  nal_length_size_ = nal_length_size(codec, {});
}

void VideoTrack::fall_back_on(const Metadata& metadata) {
  fallback_ = metadata;
  may_differ_ = true;
}

const Track* VideoTrack::changed() {
  if (!may_differ_ || !is_known_) return nullptr;
  may_differ_ = false;
  Track track;
  track.kind = TrackKind::video;
  track.codec = codec_;
  track.video = facts_;
  if (track.video.width == 0 || track.video.height == 0) {
    track.video.width = fallback_.width;
    track.video.height = fallback_.height;
  }
  if (track.video.framerate <= 0) track.video.framerate = fallback_.framerate;
  if (is_announced_ && track == announced_) return nullptr;
  is_announced_ = true;
  announced_ = std::move(track);
  return &announced_;
}

bool VideoTrack::is_without_picture(Codec codec, std::span<const std::byte> payload,
                                    std::size_t size) const {
  const std::size_t length_size = codec == codec_ ? nal_length_size_ : nal_length_size(codec, {});
  if (payload.size() <= length_size) return false;
  std::size_t unit_size = 0;
  for (const std::byte byte : payload.first(length_size)) {
    unit_size = unit_size << 8U | std::to_integer<std::size_t>(byte);
  }
  return unit_size + length_size == size &&
         is_nal_unit_without_picture(codec, payload.subspan(length_size));
}

}  // namespace media::flv
