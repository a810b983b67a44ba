#include "media/flv/codec.hpp"

#include <array>

namespace media::flv {

namespace {

constexpr std::uint32_t fourcc_of(const char (&text)[5]) noexcept {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(text[i]);
  return value;
}

}  // namespace

std::string_view name_of(Codec codec) noexcept {
  constexpr std::array<std::string_view, 25> names{
      "unsupported", "h264",       "hevc",      "av1",   "vp9",     "vp8",      "vp6f",
      "vp6a",        "flv1",       "h263",      "mpeg4", "flashsv", "flashsv2", "aac",
      "mp3",         "opus",       "flac",      "ac3",   "eac3",    "g711a",    "g711u",
      "speex",       "nellymoser", "adpcm_swf", "pcm"};
  const auto index = static_cast<std::size_t>(codec);
  return index < names.size() ? names[index] : names[0];
}

Codec video_codec(unsigned codec_id) noexcept {
  switch (codec_id) {
    case 2:
      return Codec::sorenson_h263;
    case 3:
      return Codec::screen_video;
    case 4:
      return Codec::vp6;
    case 5:
      return Codec::vp6a;
    case 6:
      return Codec::screen_video_2;
    case 7:
      return Codec::h264;
    case 8:
      return Codec::h263;
    case 9:
      return Codec::mpeg4;
    case 12:
      return Codec::hevc;
    default:
      return Codec::unsupported;
  }
}

Codec audio_codec(unsigned sound_format) noexcept {
  switch (sound_format) {
    case 0:
    case 3:
      return Codec::pcm;
    case 1:
      return Codec::adpcm;
    case 2:
    case 14:
      return Codec::mp3;
    case 4:
    case 5:
    case 6:
      return Codec::nellymoser;
    case 7:
      return Codec::g711a;
    case 8:
      return Codec::g711u;
    case 10:
      return Codec::aac;
    case 11:
      return Codec::speex;
    default:
      return Codec::unsupported;
  }
}

Codec video_codec_of_fourcc(std::uint32_t fourcc) noexcept {
  switch (fourcc) {
    case fourcc_of("avc1"):
      return Codec::h264;
    case fourcc_of("hvc1"):
      return Codec::hevc;
    case fourcc_of("av01"):
      return Codec::av1;
    case fourcc_of("vp09"):
      return Codec::vp9;
    case fourcc_of("vp08"):
      return Codec::vp8;
    default:
      return Codec::unsupported;
  }
}

Codec audio_codec_of_fourcc(std::uint32_t fourcc) noexcept {
  switch (fourcc) {
    case fourcc_of("mp4a"):
      return Codec::aac;
    case fourcc_of("Opus"):
      return Codec::opus;
    case fourcc_of("fLaC"):
      return Codec::flac;
    case fourcc_of("ac-3"):
      return Codec::ac3;
    case fourcc_of("ec-3"):
      return Codec::eac3;
    case fourcc_of(".mp3"):
      return Codec::mp3;
    default:
      return Codec::unsupported;
  }
}

}  // namespace media::flv
