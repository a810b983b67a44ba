#include "plugins/ffmpeg/track_facts.hpp"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <cstdint>
#include <span>

#include "media/aac/adts.hpp"
#include "media/aac/configuration.hpp"
#include "media/avc/configuration.hpp"
#include "media/hevc/configuration.hpp"
#include "media/nal/units.hpp"
#include "media/vp9/frame_header.hpp"

namespace ffmpeg {
namespace {

/// Known audio is examined again now and then, because its rate may change.
constexpr unsigned look_every = 64;

std::string text_or_empty(const char* text) { return text == nullptr ? "" : text; }

std::uint32_t count_of(int value) { return value > 0 ? static_cast<std::uint32_t>(value) : 0; }

/// Filters out a frame rate that a container has made up, which is far off.
double rate_of(AVRational rate) {
  if (rate.num <= 0 || rate.den <= 0) return 0;
  const double value = av_q2d(rate);
  return value <= 1000 ? value : 0;
}

std::span<const std::byte> bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const std::byte*>(data), size};
}

std::string one_point(int tenths) {
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

std::string codec_name(AVCodecID id) {
  switch (id) {
    case AV_CODEC_ID_NONE:
      return "";
    case AV_CODEC_ID_PCM_ALAW:
      return "g711a";
    case AV_CODEC_ID_PCM_MULAW:
      return "g711u";
    default:
      return avcodec_get_name(id);
  }
}

std::string level_name(AVCodecID id, int level) {
  if (level < 0) return "";
  switch (id) {
    case AV_CODEC_ID_H264:
      return level == 9 ? "1b" : level == 0 ? "" : one_point(level);
    case AV_CODEC_ID_HEVC:
      return level == 0 ? "" : one_point(level / 3);
    case AV_CODEC_ID_AV1:
      // Annex A.3 of AV1: 31 is "no level at all".
      return level > 23 ? "" : std::to_string(2 + level / 4) + "." + std::to_string(level % 4);
    default:
      return "";
  }
}

FactsReader::FactsReader(const AVStream& stream)
    : kind_(stream.codecpar->codec_type),
      codec_(stream.codecpar->codec_id),
      extradata_size_(stream.codecpar->extradata_size) {
  read_container(stream);
  if (extradata_size_ > 0) {
    read_record(stream.codecpar->extradata, static_cast<std::size_t>(extradata_size_));
  }
}

bool FactsReader::is_outdated(const AVStream& stream) const {
  return stream.codecpar->codec_id != codec_ || stream.codecpar->codec_type != kind_ ||
         stream.codecpar->extradata_size != extradata_size_;
}

void FactsReader::read_container(const AVStream& stream) {
  const AVCodecParameters& known = *stream.codecpar;
  facts_.codec = codec_name(codec_);
  const std::string profile = text_or_empty(avcodec_profile_name(codec_, known.profile));
  if (kind_ == AVMEDIA_TYPE_VIDEO) {
    const auto format = static_cast<AVPixelFormat>(known.format);
    add(media::VideoFacts{profile, level_name(codec_, known.level),
                          text_or_empty(av_get_pix_fmt_name(format)), count_of(known.width),
                          count_of(known.height), rate_of(stream.avg_frame_rate)});
  } else {
    add(media::AudioFacts{profile, count_of(known.sample_rate),
                          count_of(known.ch_layout.nb_channels)});
  }
}

/// Extradata: a configuration record, or parameter sets as they appear in the stream.
void FactsReader::read_record(const std::uint8_t* data, std::size_t size) {
  const auto record = bytes_of(data, size);
  const bool is_record = size > 6 && data[0] == 1;
  if (codec_ == AV_CODEC_ID_H264) {
    if (is_record) nal_length_size_ = media::avc::nal_length_size(record);
    const auto found = is_record
                           ? media::avc::read_configuration(record)
                           : media::avc::read_parameter_sets(media::nal::Units::annex_b(record));
    if (found) add(*found);
  } else if (codec_ == AV_CODEC_ID_HEVC) {
    if (is_record) nal_length_size_ = media::hevc::nal_length_size(record);
    const auto found = is_record
                           ? media::hevc::read_configuration(record)
                           : media::hevc::read_parameter_sets(media::nal::Units::annex_b(record));
    if (found) add(*found);
  } else if (codec_ == AV_CODEC_ID_AAC) {
    if (const auto found = media::aac::read_configuration(record)) add(*found);
  }
}

void FactsReader::look(const AVPacket& packet) {
  ++packets_;
  std::size_t size = 0;
  if (const auto* data = av_packet_get_side_data(&packet, AV_PKT_DATA_NEW_EXTRADATA, &size)) {
    read_record(data, size);
  }
  if (kind_ == AVMEDIA_TYPE_VIDEO) return look_at_video(packet);
  look_at_audio(packet);
}

/// Parameter sets and sequence headers precede keyframes.
void FactsReader::look_at_video(const AVPacket& packet) {
  const bool is_key = (packet.flags & AV_PKT_FLAG_KEY) != 0;
  if (!is_key && (is_complete() || packets_ > look_every)) return;
  const auto bytes = bytes_of(packet.data, count_of(packet.size));
  const auto units = nal_length_size_ == 0
                         ? media::nal::Units::annex_b(bytes)
                         : media::nal::Units::length_prefixed(bytes, nal_length_size_);
  if (codec_ == AV_CODEC_ID_H264) {
    if (const auto found = media::avc::read_parameter_sets(units)) add(*found);
  } else if (codec_ == AV_CODEC_ID_HEVC) {
    if (const auto found = media::hevc::read_parameter_sets(units)) add(*found);
  } else if (codec_ == AV_CODEC_ID_VP9) {
    if (const auto found = media::vp9::read_keyframe_header(bytes)) add(*found);
  } else {
    parse(packet);
  }
}

void FactsReader::look_at_audio(const AVPacket& packet) {
  if (is_complete() && packets_ % look_every != 0) return;
  if (codec_ != AV_CODEC_ID_AAC) return parse(packet);
  const auto bytes = bytes_of(packet.data, count_of(packet.size));
  const auto header = media::aac::read_adts_header(bytes);
  if (!header || header->facts.sample_rate == 0) return;
  add(header->facts);
  frame_length_ =
      vex::Nanos(std::int64_t{header->samples} * 1'000'000'000 / header->facts.sample_rate);
}

void FactsReader::parse(const AVPacket& packet) {
  if (!parser_ && has_parser_) {
    parser_.reset(av_parser_init(codec_));
    context_.reset(avcodec_alloc_context3(nullptr));
    has_parser_ = parser_ && context_;
    if (has_parser_) {
      parser_->flags |= PARSER_FLAG_COMPLETE_FRAMES;
      context_->codec_id = codec_;
      context_->codec_type = kind_;
    }
  }
  if (!has_parser_) return;
  std::uint8_t* frame = nullptr;
  int frame_size = 0;
  av_parser_parse2(parser_.get(), context_.get(), &frame, &frame_size, packet.data, packet.size,
                   packet.pts, packet.dts, packet.pos);
  const AVCodecContext& found = *context_;
  const std::string profile = text_or_empty(avcodec_profile_name(codec_, found.profile));
  if (kind_ == AVMEDIA_TYPE_VIDEO) {
    const bool by_parser = parser_->width > 0;
    const auto format =
        parser_->format >= 0 ? static_cast<AVPixelFormat>(parser_->format) : found.pix_fmt;
    add(media::VideoFacts{
        profile, level_name(codec_, found.level), text_or_empty(av_get_pix_fmt_name(format)),
        count_of(by_parser ? parser_->width : found.width),
        count_of(by_parser ? parser_->height : found.height), rate_of(found.framerate)});
  } else {
    add(media::AudioFacts{profile, count_of(found.sample_rate),
                          count_of(found.ch_layout.nb_channels)});
  }
}

void FactsReader::add(const media::VideoFacts& found) {
  media::VideoFacts& known = facts_.video;
  if (!found.profile.empty()) known.profile = found.profile;
  if (!found.level.empty()) known.level = found.level;
  if (!found.pixel_format.empty()) known.pixel_format = found.pixel_format;
  if (found.width > 0 && found.height > 0) {
    known.width = found.width;
    known.height = found.height;
  }
  if (found.framerate > 0) known.framerate = found.framerate;
}

void FactsReader::add(const media::AudioFacts& found) {
  media::AudioFacts& known = facts_.audio;
  if (!found.profile.empty()) known.profile = found.profile;
  if (found.sample_rate > 0) known.sample_rate = found.sample_rate;
  if (found.channels > 0) known.channels = found.channels;
}

bool FactsReader::is_complete() const {
  if (kind_ == AVMEDIA_TYPE_VIDEO) return facts_.video.width > 0 && !facts_.video.profile.empty();
  return facts_.audio.sample_rate > 0 && facts_.audio.channels > 0;
}

}  // namespace ffmpeg
