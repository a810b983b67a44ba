// Fragmented MP4 as ffmpeg writes it, and ffprobe's word against ours.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <memory>
#include <span>
#include <sstream>
#include <stdexcept>

#include "tests/media/mp4/boxes.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/servers/temporary_folder.hpp"

namespace media::mp4 {
namespace {

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

std::int64_t microseconds_of(const std::string& seconds) {
  return std::llround(std::stod(seconds) * 1e6);
}

std::vector<Seen> packets_by_ffprobe(const std::string& file, const std::string& stream) {
  std::vector<Seen> packets;
  std::istringstream lines(output_of(std::string(FFPROBE) + " -v error -select_streams " + stream +
                                     " -show_entries packet=pts_time,dts_time,size,flags -of "
                                     "csv=p=0 '" +
                                     file + "'"));
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> cells;
    std::istringstream cell_stream(line);
    for (std::string cell; std::getline(cell_stream, cell, ',');) cells.push_back(cell);
    if (cells.size() < 4) continue;  // side data has a line of its own
    packets.push_back({microseconds_of(cells[1]), microseconds_of(cells[0]),
                       static_cast<std::uint32_t>(std::stoul(cells[2])), cells[3][0] == 'K'});
  }
  return packets;
}

std::vector<Seen> packets_of(const test::Seen& seen, TrackKind kind) {
  std::vector<Seen> packets;
  for (const Track& track : seen.tracks) {
    if (track.kind != kind) continue;
    for (const Sample& sample : seen.samples) {
      if (sample.track != track.id) continue;
      packets.push_back({(sample.dts.count() + 500) / 1000, (sample.pts.count() + 500) / 1000,
                         sample.size, sample.is_keyframe});
    }
  }
  return packets;
}

bool are_near(const std::vector<Seen>& ours, const std::vector<Seen>& theirs) {
  // ffprobe cuts times after six digits.
  return std::equal(
      ours.begin(), ours.end(), theirs.begin(), theirs.end(), [](const Seen& a, const Seen& b) {
        return std::abs(a.dts_us - b.dts_us) <= 1 && std::abs(a.pts_us - b.pts_us) <= 1 &&
               a.size == b.size && a.is_keyframe == b.is_keyframe;
      });
}

test::Seen read_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  test::Seen seen;
  Reader reader;
  std::array<char, 4099> part{};
  while (stream.read(part.data(), part.size()), stream.gcount() > 0) {
    const auto size = static_cast<std::size_t>(stream.gcount());
    const auto error = reader.push(std::as_bytes(std::span(part).first(size)), seen);
    if (error) throw std::runtime_error(error->sentence);
  }
  if (const auto error = reader.end_resource()) throw std::runtime_error(error->sentence);
  return seen;
}

struct Row {
  const char* name;
  const char* video;
  const char* audio;
  const char* flags;
  const char* video_codec;  // the beginning of what CODECS would say
  const char* audio_codec;
  // FFmpeg moves the presentation of tracks with negative composition offsets so that no packet is
  // shown before it is decoded; ISO/IEC 14496-12 8.6.1.3 does not.
  std::int64_t presentation_shift_us = 0;
};

class Mp4Oracle : public testing::TestWithParam<Row> {};

TEST_P(Mp4Oracle, agrees_on_every_packet) {
  const Row& row = GetParam();
  const support::TemporaryFolder folder;
  const std::string file = (folder.path() / "clip.mp4").string();
  output_of(std::string(FFMPEG) + " -nostdin -v error -y -i '" + clips::path(row.video).string() +
            "' -i '" + clips::path(row.audio).string() + "' -map 0:v -map 1:a -c copy " +
            row.flags + " -f mp4 '" + file + "'");
  const test::Seen seen = read_file(file);
  auto video = packets_by_ffprobe(file, "v");
  for (Seen& packet : video) packet.pts_us -= row.presentation_shift_us;
  ASSERT_EQ(video.size(), 200U);
  EXPECT_TRUE(are_near(packets_of(seen, TrackKind::video), video))
      << testing::PrintToString(packets_of(seen, TrackKind::video)) << "\n"
      << testing::PrintToString(video);
  const auto audio = packets_by_ffprobe(file, "a");
  EXPECT_TRUE(are_near(packets_of(seen, TrackKind::audio), audio))
      << testing::PrintToString(packets_of(seen, TrackKind::audio)) << "\n"
      << testing::PrintToString(audio);
  ASSERT_EQ(seen.tracks.size(), 2U);
  EXPECT_EQ(seen.tracks[0].codec_string.substr(0, std::string(row.video_codec).size()),
            row.video_codec);
  EXPECT_EQ(seen.tracks[1].codec_string, row.audio_codec);
  EXPECT_GT(seen.tracks[0].video.width, 0U);
  EXPECT_EQ(seen.tracks[1].audio.sample_rate, 48000U);
}

INSTANTIATE_TEST_SUITE_P(
    Clips, Mp4Oracle,
    testing::Values(Row{"h264", "h264.mp4", "aac.mp4",
                        "-movflags frag_keyframe+empty_moov+default_base_moof", "avc1.",
                        "mp4a.40.2"},
                    Row{"cmaf", "h264.mp4", "aac.mp4", "-movflags cmaf+frag_keyframe+delay_moov",
                        "avc1.", "mp4a.40.2", 40000},
                    Row{"absolute", "h264.mp4", "aac.mp4", "-movflags frag_keyframe+empty_moov",
                        "avc1.", "mp4a.40.2"},
                    Row{"dash", "tiny.mp4", "aac.mp4", "-movflags dash+frag_every_frame+delay_moov",
                        "avc1.", "mp4a.40.2"},
                    Row{"hevc", "hevc.mp4", "mp3.mp4",
                        "-movflags frag_keyframe+empty_moov+default_base_moof", "hvc1.", "mp4a.6B"},
                    Row{"av1", "av1.mp4", "opus.mp4",
                        "-movflags frag_keyframe+delay_moov+default_base_moof", "av01.0.", "opus"},
                    Row{"vp9", "vp9.mp4", "opus.mp4",
                        "-movflags frag_keyframe+empty_moov+default_base_moof", "vp09.", "opus"}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace media::mp4
