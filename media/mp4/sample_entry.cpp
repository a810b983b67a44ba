#include "media/mp4/sample_entry.hpp"

#include <cstdint>
#include <utility>

#include "media/av1/configuration.hpp"
#include "media/avc/configuration.hpp"
#include "media/hevc/configuration.hpp"
#include "media/mp4/codec_string.hpp"
#include "media/vp9/configuration.hpp"

namespace media::mp4 {

namespace {

/// The boxes after the fields of an entry.
std::span<const std::byte> boxes_of(std::span<const std::byte> entry, std::size_t fields) {
  return entry.size() > fields ? entry.subspan(fields) : std::span<const std::byte>{};
}

void read_size(std::span<const std::byte> entry, VideoFacts& video) {
  if (video.width != 0) return;
  bits::ByteReader reader(entry);
  reader.skip(24);
  const std::uint32_t width = reader.u16();
  const std::uint32_t height = reader.u16();
  if (!reader.ok() || width == 0 || height == 0) return;
  video.width = width;
  video.height = height;
}

void take_video(std::string_view codec, std::optional<VideoFacts> facts, std::string codec_string,
                Track& track) {
  track.codec = codec;
  track.codec_string = std::move(codec_string);
  if (facts) track.video = std::move(*facts);
}

void read_video_entry(FourCc format, std::span<const std::byte> entry, Track& track) {
  const auto boxes = boxes_of(entry, visual_entry_bytes);
  const auto content = [&](FourCc type) {
    const auto box = find_box(boxes, type);
    return box ? box->content : std::span<const std::byte>{};
  };
  switch (format) {
    case four_cc("avc1"):
    case four_cc("avc3"): {
      const auto record = content(four_cc("avcC"));
      take_video("h264", avc::read_configuration(record), avc_codec_string(format, record), track);
      break;
    }
    case four_cc("hvc1"):
    case four_cc("hev1"): {
      const auto record = content(four_cc("hvcC"));
      take_video("hevc", hevc::read_configuration(record), hevc_codec_string(format, record),
                 track);
      break;
    }
    case four_cc("av01"): {
      const auto record = content(four_cc("av1C"));
      take_video("av1", av1::read_configuration(record), av1_codec_string(record), track);
      break;
    }
    case four_cc("vp09"): {
      const auto record = content(four_cc("vpcC"));
      take_video("vp9", vp9::read_configuration(record), vp9_codec_string(record), track);
      break;
    }
    default:
      track.codec_string = text_of(format);
      break;
  }
  read_size(entry, track.video);
}

/// The format of an entry before it was encrypted (ISO/IEC 14496-12 8.12).
FourCc original_format(std::span<const std::byte> boxes, Track& track) {
  track.is_encrypted = true;
  const auto sinf = find_box(boxes, four_cc("sinf"));
  if (!sinf) return 0;
  if (const auto schm = find_box(sinf->content, four_cc("schm"))) {
    auto reader = schm->reader();
    reader.skip(4);
    const FourCc scheme = reader.u32();
    if (reader.ok()) track.encryption_scheme = text_of(scheme);
  }
  const auto frma = find_box(sinf->content, four_cc("frma"));
  return frma ? frma->reader().u32() : 0;
}

}  // namespace

void read_sample_description(std::span<const std::byte> stsd, Track& track) {
  bits::ByteReader reader(stsd);
  reader.skip(8);
  const auto entry = Boxes(reader.rest()).next();
  if (!entry) return;
  FourCc format = entry->type;
  if (format == four_cc("encv")) {
    format = original_format(boxes_of(entry->content, visual_entry_bytes), track);
  } else if (format == four_cc("enca")) {
    format = original_format(boxes_of(entry->content, audio_entry_bytes), track);
  }
  if (track.kind == TrackKind::video) {
    read_video_entry(format, entry->content, track);
  } else if (track.kind == TrackKind::audio) {
    read_audio_entry(format, entry->content, track);
  } else if (format == four_cc("wvtt") || format == four_cc("stpp")) {
    track.kind = TrackKind::subtitles;
    track.codec = format == four_cc("wvtt") ? "webvtt" : "ttml";
    track.codec_string = text_of(format);
  }
}

}  // namespace media::mp4
