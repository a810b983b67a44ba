// Transport streams as ffmpeg writes them, and ffprobe's word on every packet against ours.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/media/mpegts/recorder.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/process/process.hpp"
#include "tests/support/servers/temporary_folder.hpp"

namespace media::mpegts::test {
namespace {

struct Seen {
  std::int64_t pts = 0;  // of 90 kHz
  std::int64_t dts = 0;
  std::uint64_t size = 0;
  bool is_keyframe = false;

  bool operator==(const Seen&) const = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
  *out << seen.pts << " " << seen.dts << " " << seen.size << (seen.is_keyframe ? " key" : "");
}

std::string output_of(std::vector<std::string> words) {
  const auto finished = support::run({std::move(words), {}, {}}, std::chrono::seconds(60));
  if (finished.status != 0) throw std::runtime_error(finished.error_output);
  return finished.output;
}

std::string input(const char* clip) { return clips::path(clip).string(); }

class MpegtsOracle : public testing::Test {
 protected:
  void make(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"ffmpeg", "-nostdin", "-v", "error", "-y"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    words.insert(words.end(), {"-f", "mpegts", file});
    output_of(std::move(words));
    std::ifstream stream(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    const auto bytes = std::as_bytes(std::span(content));
    for (std::size_t from = 0; from < bytes.size(); from += 65536) {
      reader.push(bytes.subspan(from, std::min<std::size_t>(65536, bytes.size() - from)), {}, ours);
    }
    reader.finish(ours);
  }

  /// ffprobe's packets of a track. Where its parser moves bytes between packets, it is left out.
  [[nodiscard]] std::vector<Seen> by_ffprobe(const std::string& stream, bool has_parser = true) {
    std::vector<std::string> words{"ffprobe", "-v", "error"};
    if (!has_parser) words.insert(words.end(), {"-fflags", "+noparse+nofillin"});
    words.insert(words.end(), {"-select_streams", stream, "-show_entries",
                               "packet=pts,dts,size,flags", "-of", "csv=p=0", file});
    std::istringstream lines(output_of(std::move(words)));
    std::vector<Seen> packets;
    for (std::string line; std::getline(lines, line);) {
      std::vector<std::string> cells;
      std::istringstream cell_stream(line);
      for (std::string cell; std::getline(cell_stream, cell, ',');) cells.push_back(cell);
      if (cells.size() < 4) continue;  // side data has lines of its own
      packets.push_back({std::stoll(cells[0]),
                         cells[1] == "N/A" ? std::stoll(cells[0]) : std::stoll(cells[1]),
                         std::stoull(cells[2]), cells[3][0] == 'K'});
    }
    return packets;
  }

  [[nodiscard]] std::vector<Seen> by_us(TrackKind kind) const {
    const auto ticks = [](nanoseconds time) { return (time.count() * 9 + 99'999) / 100'000; };
    std::vector<Seen> packets;
    for (const Track& track : ours.tracks) {
      if (track.kind != kind) continue;
      for (const Frame& frame : ours.of(track.pid)) {
        // To ffprobe every packet of sound is a keyframe.
        packets.push_back({ticks(frame.pts), ticks(frame.dts), frame.size,
                           frame.is_keyframe || kind == TrackKind::audio});
      }
      break;
    }
    return packets;
  }

  void expect_nothing_wrong() const {
    Counters expected;
    expected.packets = reader.counters().packets;
    expected.pcr_over_40_ms = reader.counters().pcr_over_40_ms;  // ffmpeg's are 100 ms apart
    EXPECT_EQ(reader.counters(), expected);
  }

  const support::TemporaryFolder folder;
  const std::string file = (folder.path() / "stream.ts").string();
  Reader reader;
  Recorder ours;
};

TEST_F(MpegtsOracle, agrees_on_every_packet_of_h264_and_aac) {
  make({"-i", input("h264.mp4"), "-i", input("aac.mp4"), "-c", "copy"});
  EXPECT_EQ(by_us(TrackKind::video), by_ffprobe("v"));
  EXPECT_EQ(by_us(TrackKind::audio), by_ffprobe("a"));
  EXPECT_EQ(by_us(TrackKind::video).size(), 200U);
  expect_nothing_wrong();
}

TEST_F(MpegtsOracle, agrees_without_a_delay_of_the_multiplexer) {
  make({"-i", input("h264.mp4"), "-i", input("aac.mp4"), "-c", "copy", "-muxdelay", "0",
        "-muxpreload", "0"});
  EXPECT_EQ(by_us(TrackKind::video), by_ffprobe("v"));
  EXPECT_EQ(by_us(TrackKind::audio), by_ffprobe("a"));
}

TEST_F(MpegtsOracle, agrees_at_a_constant_rate_with_null_packets) {
  make({"-i", input("h264.mp4"), "-i", input("aac.mp4"), "-c", "copy", "-muxrate", "2000k"});
  EXPECT_EQ(by_us(TrackKind::video), by_ffprobe("v"));
  EXPECT_EQ(by_us(TrackKind::audio), by_ffprobe("a"));
  EXPECT_EQ(reader.counters().continuity_errors, 0U);
  EXPECT_EQ(reader.counters().pcr_over_40_ms, 0U);  // there every 20 ms
}

TEST_F(MpegtsOracle, agrees_on_packets_of_192_bytes) {
  make({"-i", input("h264.mp4"), "-c", "copy", "-mpegts_m2ts_mode", "1"});
  EXPECT_EQ(by_us(TrackKind::video), by_ffprobe("v"));
}

TEST_F(MpegtsOracle, agrees_on_hevc) {
  make({"-i", input("hevc.mp4"), "-c", "copy"});
  // ffprobe's parser gives the first byte of a unit's start code to the unit before.
  auto theirs = by_ffprobe("v", false);
  auto mine = by_us(TrackKind::video);
  const auto parsed = by_ffprobe("v");
  ASSERT_EQ(theirs.size(), parsed.size());
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    theirs[i].is_keyframe = parsed[i].is_keyframe;  // only the parser knows
  }
  EXPECT_EQ(mine, theirs);
  EXPECT_EQ(ours.tracks.back().video.profile, "Main");
  EXPECT_EQ(ours.tracks.back().video.width, 320U);
  expect_nothing_wrong();
}

TEST_F(MpegtsOracle, agrees_on_mp3) {
  make({"-i", input("mp3.mp4"), "-c", "copy"});
  EXPECT_EQ(by_us(TrackKind::audio), by_ffprobe("a"));
  EXPECT_EQ(ours.tracks.back().codec, "mp3");
}

TEST_F(MpegtsOracle, agrees_on_mp2) {
  make({"-i", input("aac.mp4"), "-c:a", "mp2", "-b:a", "128k"});
  EXPECT_EQ(by_us(TrackKind::audio), by_ffprobe("a"));
  EXPECT_EQ(ours.tracks.back().codec, "mp2");
}

TEST_F(MpegtsOracle, agrees_on_opus) {
  make({"-i", input("opus.mp4"), "-c", "copy"});
  EXPECT_EQ(by_us(TrackKind::audio), by_ffprobe("a"));
  EXPECT_EQ(ours.tracks.back().codec, "opus");
  EXPECT_EQ(ours.tracks.back().audio.channels, 2U);
}

TEST_F(MpegtsOracle, agrees_on_latm) {
  make({"-i", input("aac.mp4"), "-c", "copy", "-mpegts_flags", "latm"});
  EXPECT_EQ(by_us(TrackKind::audio), by_ffprobe("a"));
  EXPECT_EQ(ours.tracks.back().audio.sample_rate, 48'000U);
}

TEST_F(MpegtsOracle, names_ac3_and_gives_its_packets) {
  make({"-i", input("aac.mp4"), "-c:a", "ac3", "-b:a", "192k"});
  auto theirs = by_ffprobe("a", false);
  for (Seen& packet : theirs) packet.is_keyframe = true;  // only the parser knows
  EXPECT_EQ(by_us(TrackKind::audio), theirs);
  EXPECT_EQ(ours.tracks.back().codec, "ac3");
}

TEST_F(MpegtsOracle, agrees_across_the_wrap_of_time_stamps) {
  // 2^33 / 90,000 s are 95,443.7 s.
  make({"-i", input("h264.mp4"), "-c", "copy", "-output_ts_offset", "95440"});
  auto mine = by_us(TrackKind::video);
  ASSERT_EQ(mine.size(), 200U);
  for (std::size_t i = 1; i < mine.size(); ++i) EXPECT_EQ(mine[i].dts - mine[i - 1].dts, 3600);
  expect_nothing_wrong();
}

}  // namespace
}  // namespace media::mpegts::test
