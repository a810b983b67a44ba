#include "media/flv/video_track.hpp"

#include <optional>
#include <utility>

#include "media/avc/configuration.hpp"
#include "media/avc/nal_unit.hpp"

namespace media::flv {

namespace {

std::optional<VideoFacts> read_record(Codec codec, std::span<const std::byte> record) {
  switch (codec) {
    case Codec::h264:
      return avc::read_configuration(record);
    default:
      return std::nullopt;
  }
}

bool is_without_picture_avc(avc::NalType type) {
  return type == avc::NalType::filler_data || type == avc::NalType::end_of_sequence ||
         type == avc::NalType::end_of_stream;
}

}  // namespace

void VideoTrack::configure(Codec codec, std::span<const std::byte> record) {
  begin(codec);
  facts_ = read_record(codec, record).value_or(VideoFacts{});
  const unsigned length_size = codec == Codec::h264 ? avc::nal_length_size(record) : 4;
  nal_length_size_ = length_size != 0 ? length_size : 4;
  may_differ_ = true;
}

void VideoTrack::see_frame(const VideoBody& body, std::span<const std::byte> /*payload*/) {
  begin(body.codec);
}

void VideoTrack::begin(Codec codec) {
  if (is_known_ && codec == codec_) return;
  is_known_ = true;
  may_differ_ = true;
  codec_ = codec;
  facts_ = {};
  nal_length_size_ = 4;
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

bool VideoTrack::is_without_picture(std::span<const std::byte> payload, std::size_t size) const {
  if (codec_ != Codec::h264 && codec_ != Codec::hevc) return false;
  if (payload.size() <= nal_length_size_) return false;
  std::size_t unit_size = 0;
  for (const std::byte byte : payload.first(nal_length_size_)) {
    unit_size = unit_size << 8U | std::to_integer<std::size_t>(byte);
  }
  if (unit_size + nal_length_size_ != size) return false;
  const auto unit = payload.subspan(nal_length_size_);
  return is_without_picture_avc(avc::nal_type(unit));
}

}  // namespace media::flv
