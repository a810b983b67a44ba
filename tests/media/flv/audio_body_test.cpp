#include "media/flv/audio_body.hpp"

#include <gtest/gtest.h>

#include "tests/media/bytes.hpp"

namespace media::flv {

void PrintTo(const AudioBody& body, std::ostream* out) {
  *out << "{" << static_cast<int>(body.content) << ", " << name_of(body.codec) << ", "
       << body.presentation_offset_ns << " ns, " << body.header_size << " bytes, "
       << body.sample_rate << " Hz, " << body.channels << "}";
}

namespace {

using media::test::bytes_of_hex;

struct Row {
  const char* name;
  const char* hex;
  AudioBody body;
};

const Row rows[] = {
    {"AAC", "AF 01 21", {Content::frame, Codec::aac, 0, 2, 0, 0}},
    {"AAC's sequence header", "AF 00 1190", {Content::configuration, Codec::aac, 0, 2, 0, 0}},
    {"AAC of an unknown packet type", "AF 02 21", {Content::other, Codec::aac, 0, 2, 0, 0}},
    {"AAC without payload", "AF 01", {Content::other, Codec::aac, 0, 2, 0, 0}},
    {"MP3", "2F FF", {Content::frame, Codec::mp3, 0, 1, 0, 0}},
    {"MP3 of 8 kHz", "EE FF", {Content::frame, Codec::mp3, 0, 1, 0, 0}},
    {"G.711 A-law, mono", "72 FF", {Content::frame, Codec::g711a, 0, 1, 8000, 1}},
    {"G.711 mu-law, stereo", "83 FF", {Content::frame, Codec::g711u, 0, 1, 8000, 2}},
    {"Speex", "B6 FF", {Content::frame, Codec::speex, 0, 1, 16000, 1}},
    {"Nellymoser of 16 kHz", "42 FF", {Content::frame, Codec::nellymoser, 0, 1, 16000, 1}},
    {"Nellymoser of 8 kHz", "53 FF", {Content::frame, Codec::nellymoser, 0, 1, 8000, 1}},
    {"Nellymoser", "6A FF", {Content::frame, Codec::nellymoser, 0, 1, 22050, 1}},
    {"PCM", "0F FF", {Content::frame, Codec::pcm, 0, 1, 44100, 2}},
    {"little endian PCM", "36 FF", {Content::frame, Codec::pcm, 0, 1, 11025, 1}},
    {"ADPCM", "12 FF", {Content::frame, Codec::adpcm, 0, 1, 5512, 1}},
    {"a reserved number", "CF FF", {Content::frame, Codec::unsupported, 0, 1, 0, 0}},

    {"Opus, sequence start", "90 4F707573 FC", {Content::configuration, Codec::opus, 0, 5, 0, 0}},
    {"Opus, coded frames", "91 4F707573 FC", {Content::frame, Codec::opus, 0, 5, 0, 0}},
    {"Opus, sequence end", "92 4F707573", {Content::end_of_sequence, Codec::opus, 0, 5, 0, 0}},
    {"Opus, channel map", "94 4F707573 FC", {Content::other, Codec::opus, 0, 5, 0, 0}},
    {"mp4a", "91 6D703461 FC", {Content::frame, Codec::aac, 0, 5, 0, 0}},
    {".mp3", "91 2E6D7033 FC", {Content::frame, Codec::mp3, 0, 5, 0, 0}},
    {"fLaC", "91 664C6143 FC", {Content::frame, Codec::flac, 0, 5, 0, 0}},
    {"ac-3", "91 61632D33 FC", {Content::frame, Codec::ac3, 0, 5, 0, 0}},
    {"ec-3", "91 65632D33 FC", {Content::frame, Codec::eac3, 0, 5, 0, 0}},
    {"an unknown FourCC", "91 77777777 FC", {Content::frame, Codec::unsupported, 0, 5, 0, 0}},
    {"multitrack", "95 01 4F707573 00", {Content::multitrack, Codec::unsupported, 0, 1, 0, 0}},
    {"nanoseconds", "97 02 0003E8 01 4F707573 FC", {Content::frame, Codec::opus, 1000, 10, 0, 0}},
};

TEST(FlvAudioBody, tells_what_is_in_it) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.hex);
    EXPECT_EQ(read_audio_body(bytes, bytes.size()), row.body) << row.name;
  }
}

TEST(FlvAudioBody, asks_for_more_or_tells_the_same_from_less) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.hex);
    test::for_every_prefix(bytes, [&](auto prefix) {
      const auto body = read_audio_body(prefix, bytes.size());
      EXPECT_TRUE(!body || *body == row.body) << row.name << " cut at " << prefix.size();
    });
  }
}

TEST(FlvAudioBody, is_nothing_when_it_is_too_short_for_its_headers) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.hex);
    for (std::size_t size = 0; size < row.body.header_size; ++size) {
      EXPECT_EQ(read_audio_body(std::span(bytes).first(size), size), AudioBody{})
          << row.name << " of " << size;
    }
  }
}

}  // namespace
}  // namespace media::flv
