#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "media/aac/configuration.hpp"
#include "media/bits/bit_reader.hpp"
#include "media/flac/stream_info.hpp"
#include "media/mp4/esds.hpp"
#include "media/mp4/sample_entry.hpp"

namespace media::mp4 {

namespace {

constexpr std::array<std::uint32_t, 8> ac3_channels{2, 1, 2, 3, 3, 4, 4, 5};
constexpr std::array<std::uint32_t, 3> ac3_rates{48000, 44100, 32000};

AudioFacts ac3_facts(std::uint32_t rate_code, std::uint32_t mode, bool has_lfe) {
  AudioFacts facts;
  if (rate_code < ac3_rates.size()) facts.sample_rate = ac3_rates[rate_code];
  facts.channels = ac3_channels.at(mode & 7U) + (has_lfe ? 1 : 0);
  return facts;
}

/// dac3 (ETSI TS 102 366 F.4).
void read_ac3(std::span<const std::byte> content, Track& track) {
  track.codec = "ac3";
  track.codec_string = "ac-3";
  bits::BitReader reader(content);
  const std::uint32_t rate = reader.bits(2);
  reader.skip(8);
  const std::uint32_t mode = reader.bits(3);
  const bool has_lfe = reader.flag();
  if (reader.ok()) track.audio = ac3_facts(rate, mode, has_lfe);
}

/// dec3 (ETSI TS 102 366 F.6), the first substream only.
void read_eac3(std::span<const std::byte> content, Track& track) {
  track.codec = "eac3";
  track.codec_string = "ec-3";
  bits::BitReader reader(content);
  reader.skip(16);
  const std::uint32_t rate = reader.bits(2);
  reader.skip(10);
  const std::uint32_t mode = reader.bits(3);
  const bool has_lfe = reader.flag();
  if (reader.ok()) track.audio = ac3_facts(rate, mode, has_lfe);
}

/// dOps (Encapsulation of Opus in ISO Base Media File Format 4.3.2).
void read_opus(std::span<const std::byte> content, Track& track) {
  constexpr std::uint32_t output_rate = 48000;
  track.codec = "opus";
  track.codec_string = "opus";
  bits::ByteReader reader(content);
  reader.skip(1);
  const std::uint32_t channels = reader.u8();
  if (reader.ok()) track.audio = {"", output_rate, channels};
}

/// dfLa holds the metadata blocks of FLAC without the "fLaC" marker.
void read_flac(std::span<const std::byte> content, Track& track) {
  track.codec = "flac";
  track.codec_string = "fLaC";
  if (content.size() < 4) return;
  constexpr std::array mark{std::byte{'f'}, std::byte{'L'}, std::byte{'a'}, std::byte{'C'}};
  std::vector<std::byte> head(mark.begin(), mark.end());
  const auto blocks = content.subspan(4, std::min<std::size_t>(content.size() - 4, 64));
  head.insert(head.end(), blocks.begin(), blocks.end());
  if (auto facts = flac::read_stream_info(head)) track.audio = std::move(*facts);
}

void read_mpeg4_audio(std::span<const std::byte> content, Track& track) {
  const auto stream = read_esds(content);
  if (!stream) return;
  track.codec = stream->codec();
  track.codec_string = stream->codec_string();
  if (track.codec != "aac") return;
  if (auto facts = aac::read_configuration(stream->specific_info)) track.audio = std::move(*facts);
}

/// Falls back to the entry's own fields where the codec's record says nothing.
void read_entry_fields(std::span<const std::byte> entry, AudioFacts& audio) {
  bits::ByteReader reader(entry);
  reader.skip(16);
  const std::uint32_t channels = reader.u16();
  reader.skip(6);
  const std::uint32_t rate = reader.u32() >> 16U;
  if (!reader.ok() || rate == 0) return;
  if (audio.sample_rate == 0) audio.sample_rate = rate;
  if (audio.channels == 0) audio.channels = std::min<std::uint32_t>(channels, 255);
}

}  // namespace

void read_audio_entry(FourCc format, std::span<const std::byte> entry, Track& track) {
  const auto boxes = entry.size() > audio_entry_bytes ? entry.subspan(audio_entry_bytes)
                                                      : std::span<const std::byte>{};
  const auto content = [&](FourCc type) {
    const auto box = find_box(boxes, type);
    return box ? box->content : std::span<const std::byte>{};
  };
  switch (format) {
    case four_cc("mp4a"):
      read_mpeg4_audio(content(four_cc("esds")), track);
      break;
    case four_cc("Opus"):
      read_opus(content(four_cc("dOps")), track);
      break;
    case four_cc("ac-3"):
      read_ac3(content(four_cc("dac3")), track);
      break;
    case four_cc("ec-3"):
      read_eac3(content(four_cc("dec3")), track);
      break;
    case four_cc("fLaC"):
      read_flac(content(four_cc("dfLa")), track);
      break;
    case four_cc(".mp3"):
      track.codec = "mp3";
      track.codec_string = "mp4a.40.34";
      break;
    default:
      track.codec_string = text_of(format);
      break;
  }
  read_entry_fields(entry, track.audio);
}

}  // namespace media::mp4
