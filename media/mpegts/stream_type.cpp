#include "media/mpegts/stream_type.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "media/bits/byte_reader.hpp"

namespace media::mpegts {
namespace {

struct Known {
  std::uint32_t number;  // a stream_type, a format_identifier or a descriptor_tag
  StreamKind kind;
};

constexpr auto video = TrackKind::video;
constexpr auto audio = TrackKind::audio;
constexpr auto data = TrackKind::data;

constexpr std::array stream_types{
    Known{0x01, {video, "mpeg1video"}},
    Known{0x02, {video, "mpeg2video"}},
    Known{0x03, {audio, "mp3", Framing::mpeg_audio}},
    Known{0x04, {audio, "mp3", Framing::mpeg_audio}},
    Known{0x05, {data, "", Framing::sections}},
    Known{0x0F, {audio, "aac", Framing::adts}},
    Known{0x10, {video, "mpeg4"}},
    Known{0x11, {audio, "aac", Framing::loas}},
    Known{0x15, {data, "metadata"}},
    Known{0x1B, {video, "h264", Framing::h264}},
    Known{0x21, {video, "jpeg2000"}},
    Known{0x24, {video, "hevc", Framing::hevc}},
    Known{0x33, {video, "vvc"}},
    Known{0x42, {video, "cavs"}},
    Known{0x81, {audio, "ac3"}},
    Known{0x84, {audio, "eac3"}},
    Known{0x86, {data, "scte35", Framing::sections}},
    Known{0x87, {audio, "eac3"}},
    Known{0x8A, {audio, "dts"}},
    // Sample encryption of HLS leaves the headers readable.
    Known{0xC1, {audio, "ac3"}},
    Known{0xC2, {audio, "eac3"}},
    Known{0xCF, {audio, "aac", Framing::adts}},
    Known{0xDB, {video, "h264", Framing::h264}},
    Known{0xEA, {video, "vc1"}},
};

constexpr std::uint32_t fourcc(const char (&name)[5]) {
  std::uint32_t number = 0;
  for (int index = 0; index < 4; ++index) {
    number = number << 8U | static_cast<std::uint8_t>(name[index]);
  }
  return number;
}

/// format_identifier of a registration descriptor (2.6.8).
constexpr std::array registrations{
    Known{fourcc("HEVC"), {video, "hevc", Framing::hevc}},
    Known{fourcc("AV01"), {video, "av1"}},
    Known{fourcc("VC-1"), {video, "vc1"}},
    Known{fourcc("Opus"), {audio, "opus", Framing::opus}},
    Known{fourcc("AC-3"), {audio, "ac3"}},
    Known{fourcc("EAC3"), {audio, "eac3"}},
    Known{fourcc("DTS1"), {audio, "dts"}},
    Known{fourcc("DTS2"), {audio, "dts"}},
    Known{fourcc("DTS3"), {audio, "dts"}},
    Known{fourcc("BSSD"), {audio, "s302m"}},
    Known{fourcc("ID3 "), {data, "id3"}},
    Known{fourcc("KLVA"), {data, "klv"}},
};

/// DVB descriptors that identify private data (ETSI EN 300 468 table 12).
constexpr std::array descriptor_tags{
    Known{0x56, {data, "dvb_teletext"}}, Known{0x59, {data, "dvb_subtitle"}},
    Known{0x6A, {audio, "ac3"}},         Known{0x7A, {audio, "eac3"}},
    Known{0x7B, {audio, "dts"}},
};

constexpr std::uint8_t private_sections = 0x05;
constexpr std::uint8_t private_data = 0x06;
constexpr std::uint8_t metadata = 0x15;
constexpr unsigned registration_descriptor = 0x05;
constexpr unsigned metadata_descriptor = 0x26;
constexpr unsigned extension_descriptor = 0x7F;

template <std::size_t count>
std::optional<StreamKind> find(const std::array<Known, count>& table, std::uint32_t number) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Known& known) { return known.number == number; });
  if (found == table.end()) return std::nullopt;
  return found->kind;
}

/// Opus is not in ETSI EN 300 468; its encapsulation defines an extension, 0x80.
std::uint32_t opus_channels(std::span<const std::byte> extension) {
  bits::ByteReader reader(extension);
  if (reader.u8() != 0x80) return 0;
  const unsigned code = reader.u8();
  if (!reader.ok() || code > 8) return 0;
  return code == 0 ? 2 : code;  // 0: two languages
}

struct Descriptors {
  std::optional<StreamKind> named{};
  std::uint32_t opus_channels = 0;
};

Descriptors read(std::span<const std::byte> bytes) {
  Descriptors result;
  bits::ByteReader reader(bytes);
  while (reader.left() >= 2) {
    const unsigned tag = reader.u8();
    const auto body = reader.bytes(reader.u8());
    if (!reader.ok()) break;
    bits::ByteReader content(body);
    if (tag == registration_descriptor) {
      if (const auto kind = find(registrations, content.u32())) result.named = kind;
    } else if (tag == metadata_descriptor) {
      // 2.6.60: 0xFFFF means that an identifier follows.
      if (content.u16() == 0xFFFF && content.u32() == fourcc("ID3 ")) {
        result.named = StreamKind{data, "id3"};
      }
    } else if (tag == extension_descriptor) {
      result.opus_channels = std::max(result.opus_channels, opus_channels(body));
    } else if (const auto kind = find(descriptor_tags, tag)) {
      if (!result.named) result.named = kind;
    }
  }
  return result;
}

}  // namespace

StreamKind stream_kind(std::uint8_t stream_type, std::span<const std::byte> descriptors) {
  StreamKind kind = find(stream_types, stream_type).value_or(StreamKind{});
  if (stream_type == private_sections ||
      (stream_type != private_data && stream_type != metadata && !kind.codec.empty())) {
    return kind;
  }
  const Descriptors told = read(descriptors);
  if (told.named) kind = *told.named;
  if (kind.framing == Framing::opus) kind.channels = told.opus_channels;
  return kind;
}

}  // namespace media::mpegts
