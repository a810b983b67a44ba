// The codecs that FLV and RTMP can carry, and their numbers.
#pragma once

#include <cstdint>
#include <string_view>

namespace media::flv {

enum class Codec : std::uint8_t {
  unsupported = 0,  // an unnamed number or FourCC; its packets still count
  h264,
  hevc,
  av1,
  vp9,
  vp8,
  vp6,
  vp6a,
  sorenson_h263,
  h263,
  mpeg4,
  screen_video,
  screen_video_2,
  aac,
  mp3,
  opus,
  flac,
  ac3,
  eac3,
  g711a,
  g711u,
  speex,
  nellymoser,
  adpcm,
  pcm,
};

/// "h264", "g711a"; "unsupported" for unnamed codecs.
std::string_view name_of(Codec codec) noexcept;

/// CodecID of a VideoTagHeader (FLV 10.1, E.4.3.1), and 12, which is widely used for HEVC in Asia.
Codec video_codec(unsigned codec_id) noexcept;

/// SoundFormat of an AudioTagHeader (FLV 10.1, E.4.2.1).
Codec audio_codec(unsigned sound_format) noexcept;

/// FourCC of the enhanced headers, big endian ("avc1" is 0x61766331).
Codec video_codec_of_fourcc(std::uint32_t fourcc) noexcept;
Codec audio_codec_of_fourcc(std::uint32_t fourcc) noexcept;

}  // namespace media::flv
