// Real media, and ffprobe's word against ours. What FFmpeg 5.1 cannot read in FLV the live origin
// muxes, and ffprobe looks at the clip that it muxed.
#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "media/flv/reader.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/origin/clip.hpp"
#include "tests/support/origin/flv_muxer.hpp"

namespace media::flv {
namespace {

/// A packet, as both sides can tell it.
struct Seen {
  std::int64_t dts_us = 0;
  std::int64_t pts_us = 0;
  std::uint32_t size = 0;
  bool is_keyframe = false;

  bool operator==(const Seen&) const = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
  *out << seen.dts_us << " us, shown " << seen.pts_us << " us, " << seen.size << " bytes"
       << (seen.is_keyframe ? ", key" : "");
}

using Packets = std::vector<Seen>;

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  if (!pipe) throw std::runtime_error("cannot run " + command);
  std::string output;
  std::array<char, 4096> part{};
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe.get())) {
    output.append(part.data(), size);
  }
  return output;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  return cells;
}

std::string ffprobe(const std::string& file, const std::string& stream,
                    const std::string& entries) {
  return output_of(std::string(FFPROBE) + " -v error -select_streams " + stream +
                   " -show_entries " + entries + " -of csv=p=0 '" + clips::path(file).string() +
                   "'");
}

std::int64_t microseconds_of(const std::string& seconds) {
  return std::llround(std::stod(seconds) * 1e6);
}

/// FFmpeg calls every packet of audio a key.
Packets packets_by_ffprobe(const std::string& file, const std::string& stream) {
  Packets packets;
  std::istringstream lines(ffprobe(file, stream, "packet=pts_time,dts_time,size,flags"));
  for (std::string line; std::getline(lines, line);) {
    const auto cells = cells_of(line);
    if (cells.size() < 4) continue;  // side data has a line of its own
    packets.push_back({microseconds_of(cells.at(1)), microseconds_of(cells.at(0)),
                       static_cast<std::uint32_t>(std::stoul(cells.at(2))),
                       stream == "v" && cells.at(3)[0] == 'K'});
  }
  return packets;
}

/// With the first decoding time at 0, and as precise as FLV is.
Packets from_zero(Packets packets) {
  if (packets.empty()) return packets;
  const std::int64_t first = packets.front().dts_us;
  const auto rounded = [first](std::int64_t time_us) {
    return (time_us - first + 500) / 1000 * 1000;
  };
  for (Seen& packet : packets) {
    packet.dts_us = rounded(packet.dts_us);
    packet.pts_us = rounded(packet.pts_us);
  }
  return packets;
}

class Collector final : public Listener {
 public:
  void on_track(const Track& track) override {
    (track.kind == TrackKind::video ? video_track : audio_track) = track;
  }
  void on_packet(const Packet& packet) override {
    if (packet.is_configuration) return;
    const auto us = [](nanoseconds time) { return time / std::chrono::microseconds(1); };
    (packet.track == TrackKind::video ? video : audio)
        .push_back({us(packet.dts), us(packet.pts), packet.size, packet.is_keyframe});
  }

  Track video_track;
  Track audio_track;
  Packets video;
  Packets audio;
};

/// Reads as from a socket: in pieces that end anywhere.
Collector read(std::string_view bytes) {
  constexpr std::size_t piece_size = 1447;
  Reader reader;
  Collector collector;
  for (std::size_t at = 0; at < bytes.size(); at += piece_size) {
    const auto piece = bytes.substr(at, piece_size);
    const auto error = reader.push(std::as_bytes(std::span(piece)), collector);
    if (error) ADD_FAILURE() << "byte " << error->offset << ": " << error->sentence;
  }
  EXPECT_TRUE(reader.is_between_tags());
  return collector;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// All of a clip, its tags with their times.
std::string file_of(const origin::FlvStream& flv) {
  std::string bytes = flv.file_header + flv.metadata.bytes;
  for (const auto& tag : flv.sequence_headers) bytes += tag.bytes;
  for (origin::Tag tag : flv.media) {
    origin::put_timestamp(tag.bytes.data(), tag.time_ms);
    bytes += tag.bytes;
  }
  return bytes;
}

TEST(FlvOracle, agrees_with_ffprobe_on_every_packet_of_a_file_by_ffmpeg) {
  const Collector seen = read(content_of(clips::path("h264_aac.flv")));
  EXPECT_EQ(seen.video, packets_by_ffprobe("h264_aac.flv", "v"));
  EXPECT_EQ(seen.audio, packets_by_ffprobe("h264_aac.flv", "a"));
}

/// A clip and the form of its tags.
struct Muxed {
  const char* clip;
  bool is_enhanced;
};

void PrintTo(const Muxed& row, std::ostream* out) {
  *out << row.clip << (row.is_enhanced ? "_enhanced" : "");
}

std::string name_of_row(const testing::TestParamInfo<Muxed>& info) {
  return testing::PrintToString(info.param);
}

class FlvOracleVideo : public testing::TestWithParam<Muxed> {};

TEST_P(FlvOracleVideo, agrees_with_ffprobe_on_the_clip_that_was_muxed) {
  const std::string file = std::string(GetParam().clip) + ".mp4";
  const origin::FlvStream flv =
      origin::mux_flv(origin::join(origin::read_mp4(clips::path(file)), std::nullopt),
                      {.enhanced_video = GetParam().is_enhanced});
  const Collector seen = read(file_of(flv));

  EXPECT_EQ(from_zero(seen.video), from_zero(packets_by_ffprobe(file, "v")));
  const auto track =
      cells_of(ffprobe(file, "v", "stream=codec_name,profile,width,height,pix_fmt,r_frame_rate"));
  const VideoFacts& facts = seen.video_track.video;
  EXPECT_EQ(name_of(seen.video_track.codec), track.at(0));
  EXPECT_EQ(facts.profile, track.at(1));
  EXPECT_EQ(std::to_string(facts.width), track.at(2));
  EXPECT_EQ(std::to_string(facts.height), track.at(3));
  EXPECT_EQ(facts.pixel_format, track.at(4));
  EXPECT_DOUBLE_EQ(facts.framerate, std::stod(track.at(5)));
}

INSTANTIATE_TEST_SUITE_P(Clips, FlvOracleVideo,
                         testing::Values(Muxed{"h264", false}, Muxed{"h264", true},
                                         Muxed{"hevc", false}, Muxed{"hevc", true},
                                         Muxed{"av1", true}, Muxed{"vp9", true}),
                         name_of_row);

class FlvOracleAudio : public testing::TestWithParam<Muxed> {};

TEST_P(FlvOracleAudio, agrees_with_ffprobe_on_the_clip_that_was_muxed) {
  const std::string file = std::string(GetParam().clip) + ".mp4";
  const origin::FlvStream flv =
      origin::mux_flv(origin::join(std::nullopt, origin::read_mp4(clips::path(file))),
                      {.enhanced_audio = GetParam().is_enhanced});
  const Collector seen = read(file_of(flv));

  EXPECT_EQ(from_zero(seen.audio), from_zero(packets_by_ffprobe(file, "a")));
  const auto track = cells_of(ffprobe(file, "a", "stream=codec_name,sample_rate,channels"));
  EXPECT_EQ(name_of(seen.audio_track.codec), track.at(0));
  EXPECT_EQ(std::to_string(seen.audio_track.audio.sample_rate), track.at(1));
  EXPECT_EQ(seen.audio_track.audio.channels, std::stoul(track.at(2)));
}

INSTANTIATE_TEST_SUITE_P(Clips, FlvOracleAudio,
                         testing::Values(Muxed{"aac", false}, Muxed{"aac", true},
                                         Muxed{"mp3", false}, Muxed{"mp3", true},
                                         Muxed{"opus", true}),
                         name_of_row);

}  // namespace
}  // namespace media::flv
