// Half an hour of each kind of healthy stream, and not one finding.
#include <gmock/gmock.h>

#include <cmath>
#include <cstdio>
#include <vex/test.hpp>

#include "plugins/analyzers/hls/hls.hpp"

namespace analyzers::hls {
namespace {

using namespace std::chrono_literals;
using Bench = vex::test::AnalyzerBench<Hls>;

constexpr vex::Nanos half_an_hour = 30min;
constexpr vex::Nanos utc_at_zero = std::chrono::seconds(1'700'000'000);

struct Kind {
  const char* name;
  vex::Nanos duration;  // of a segment; 0.04 s more or less in turn
  int window;
  bool has_dates;
  bool is_event;
  int break_every;  // a discontinuity and a short segment before it; 0: never
  int version;
  const char* extension;
};

/// An origin whose playlists and segments are what they promise to be.
class Origin {
 public:
  explicit Origin(const Kind& kind) : kind_(kind) {
    vex::Nanos begin = -kind.window * kind.duration;
    for (int i = 0; begin < half_an_hour + 1min; ++i) {
      const bool is_last_before_break = kind.break_every != 0 && (i + 1) % kind.break_every == 0;
      const vex::Nanos length =
          is_last_before_break ? kind.duration / 2 : kind.duration + (i % 2 == 0 ? 40ms : -40ms);
      segments_.push_back(
          {begin, length, kind.break_every != 0 && i > 0 && i % kind.break_every == 0});
      begin += length;
    }
  }

  struct Segment {
    vex::Nanos begin;
    vex::Nanos duration;
    bool has_discontinuity;
  };

  /// The segments that are complete at that time.
  [[nodiscard]] int count_at(vex::Nanos time) const {
    int count = 0;
    for (const Segment& segment : segments_) {
      if (segment.begin + segment.duration > time) break;
      ++count;
    }
    return count;
  }

  [[nodiscard]] const Segment& segment(int i) const {
    return segments_.at(static_cast<std::size_t>(i));
  }

  [[nodiscard]] std::uint64_t discontinuities_before(int i) const {
    std::uint64_t count = 0;
    for (int k = 0; k < i; ++k) count += segment(k).has_discontinuity ? 1 : 0;
    return count;
  }

  [[nodiscard]] std::string playlist_at(vex::Nanos time, const std::string& folder) const {
    const int end = count_at(time);
    const int first = kind_.is_event ? 0 : std::max(0, end - kind_.window);
    std::string text = "#EXTM3U\n#EXT-X-VERSION:" + std::to_string(kind_.version) +
                       "\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:" +
                       std::to_string(std::llround(vex::seconds(kind_.duration) + 0.4)) +
                       "\n#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first) + "\n";
    if (kind_.is_event) text += "#EXT-X-PLAYLIST-TYPE:EVENT\n";
    if (kind_.break_every != 0) {
      text +=
          "#EXT-X-DISCONTINUITY-SEQUENCE:" + std::to_string(discontinuities_before(first)) + "\n";
    }
    if (kind_.version >= 6) text += "#EXT-X-MAP:URI=\"" + folder + "/init.mp4\"\n";
    for (int i = first; i < end; ++i) text += lines_of(i, folder);
    return text;
  }

 private:
  [[nodiscard]] std::string lines_of(int i, const std::string& folder) const {
    const Segment& one = segment(i);
    std::string text;
    if (one.has_discontinuity) text += "#EXT-X-DISCONTINUITY\n";
    if (kind_.has_dates) text += "#EXT-X-PROGRAM-DATE-TIME:" + date_of(one.begin) + "\n";
    std::array<char, 64> inf{};
    std::snprintf(inf.data(), inf.size(), "#EXTINF:%.5f,\n", vex::seconds(one.duration));
    return text + inf.data() + folder + "/" + std::to_string(i) + kind_.extension + "\n";
  }

  static std::string date_of(vex::Nanos time) {
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(utc_at_zero + time).count();
    const std::time_t seconds = milliseconds / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text.data() + size, text.size() - size, ".%03dZ",
                  static_cast<int>(milliseconds % 1000));
    return text.data();
  }

  Kind kind_;
  std::vector<Segment> segments_;
};

/// Watches renditions of an origin as a player would: reloads after a target duration, or half of
/// one when nothing was new (RFC 8216 6.3.4), and fetches every new segment of the first
/// renditions.
class Watcher {
 public:
  Watcher(const Kind& kind, int renditions, std::uint32_t fetched_renditions = 1)
      : origin_(kind), duration_(kind.duration), fetched_renditions_(fetched_renditions) {
    for (int i = 0; i < renditions; ++i) renditions_.push_back({static_cast<std::uint32_t>(i + 1)});
    if (renditions == 1) return;
    std::string text = "#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n";
    for (int i = 0; i < renditions; ++i) {
      text += "#EXT-X-STREAM-INF:BANDWIDTH=2000000,CODECS=\"avc1.64001f\"\nv" + std::to_string(i) +
              ".m3u8\n";
    }
    bench.send(vex::Playlist{.time = 1ms,
                             .kind = vex::Playlist::multivariant,
                             .name = "multivariant",
                             .url = "https://example.com/master.m3u8",
                             .text = std::as_bytes(std::span(text))});
  }

  void run() {
    while (now_ < half_an_hour) {
      now_ += 250ms;
      for (Rendition& rendition : renditions_) {
        if (now_ >= rendition.next_poll) poll(rendition);
      }
      bench.clock.set(now_);
    }
  }

  Bench bench;

 private:
  struct Rendition {
    std::uint32_t id;
    vex::Nanos next_poll{};
    std::string last_text{};
    int fetched = -1;
  };

  void poll(Rendition& rendition) {
    const std::string name = "v" + std::to_string(rendition.id - 1);
    const std::string url = "https://example.com/" + name + ".m3u8";
    std::string text = origin_.playlist_at(now_, name);
    const bool is_unchanged = text == rendition.last_text;
    const vex::Nanos arrival = now_ + 80ms;
    bench.send(vex::Playlist{.time = arrival,
                             .rendition = rendition.id,
                             .kind = vex::Playlist::media,
                             .role = vex::Role::variant,
                             .entry = rendition.id - 1,
                             .name = name,
                             .url = url,
                             .requested = now_,
                             .age_seconds = 0,
                             .unchanged = is_unchanged,
                             .text = is_unchanged ? vex::Bytes{} : std::as_bytes(std::span(text))});
    rendition.next_poll = now_ + (is_unchanged ? duration_ / 2 : duration_);
    rendition.last_text = std::move(text);
    if (rendition.id <= fetched_renditions_) fetch_segments(rendition, arrival);
  }

  void fetch_segments(Rendition& rendition, vex::Nanos arrival) {
    const int end = origin_.count_at(now_);
    if (rendition.fetched < 0) rendition.fetched = end - 1;
    for (; rendition.fetched < end; ++rendition.fetched) {
      const auto& segment = origin_.segment(rendition.fetched);
      const std::string uri = std::to_string(rendition.fetched);
      bench.send(vex::Segment{
          .time = arrival + segment.duration / 4,
          .rendition = rendition.id,
          .media_sequence = static_cast<std::uint64_t>(rendition.fetched),
          .discontinuity_sequence = origin_.discontinuities_before(rendition.fetched + 1),
          .uri = uri,
          .requested = arrival,
          .response = 20ms,
          .download = segment.duration / 4,
          .bytes = static_cast<std::uint64_t>(vex::seconds(segment.duration) * 200'000),
          .starts_with_tables = vex::Known::yes,
          .starts_with_keyframe = vex::Known::yes,
          .frames = 150,
          .promised = segment.duration,
          .begin_dts = segment.begin + 1h,
          .end_dts = segment.begin + segment.duration + 1h,
          .begin_pts = segment.begin + 1h + 80ms,
          .codecs = "avc1.64001F"});
    }
  }

  Origin origin_;
  vex::Nanos duration_;
  std::uint32_t fetched_renditions_;
  std::vector<Rendition> renditions_;
  vex::Nanos now_{};
};

void expect_no_finding(const Bench& bench) {
  for (const vex::Finding& finding : bench.recording.of<vex::Finding>()) {
    if (!finding.broken) continue;
    std::string evidence;
    for (const vex_pair& pair : finding.evidence) {
      evidence +=
          std::string(vex::text(pair.key)) + ": " + std::string(vex::text(pair.value)) + "\n";
    }
    FAIL() << finding.rule.id << ": " << finding.message << ", " << finding.value << "\n"
           << evidence;
  }
}

class HealthyHls : public testing::TestWithParam<Kind> {};

TEST_P(HealthyHls, has_no_finding_in_half_an_hour) {
  Watcher watcher(GetParam(), 1);
  watcher.run();
  expect_no_finding(watcher.bench);
  EXPECT_THAT(watcher.bench.value("hls_segments_total{result=ok}"),
              testing::Optional(testing::Gt(100)));
}

TEST_P(HealthyHls, has_no_finding_in_four_variants) {
  Watcher watcher(GetParam(), 4);
  watcher.run();
  expect_no_finding(watcher.bench);
  EXPECT_THAT(watcher.bench.value("hls_variants"), testing::Optional(4));
  EXPECT_THAT(watcher.bench.value("hls_variant_bitrate_ratio{variant=v0}"),
              testing::Optional(testing::Lt(1)));
}

TEST_P(HealthyHls, has_no_finding_when_the_media_of_all_variants_is_fetched) {
  Watcher watcher(GetParam(), 3, 3);
  watcher.run();
  expect_no_finding(watcher.bench);
}

INSTANTIATE_TEST_SUITE_P(Kinds, HealthyHls,
                         testing::Values(Kind{"ts", 6s, 5, false, false, 0, 3, ".ts"},
                                         Kind{"ts_dated", 10s, 3, true, false, 0, 3, ".ts"},
                                         Kind{"cmaf_short", 2s, 6, true, false, 0, 7, ".m4s"},
                                         Kind{"ad_breaks", 6s, 5, true, false, 7, 6, ".m4s"},
                                         Kind{"ad_breaks_without_dates", 4s, 8, false, false, 5, 3,
                                              ".ts"},
                                         Kind{"event", 6s, 5, true, true, 0, 6, ".m4s"}),
                         [](const auto& row) { return row.param.name; });

constexpr vex::Nanos part_length = 500ms;

/// Version `step` of a low latency playlist: segments of 2 s in four parts, one more part with each
/// step. A delta update leaves `skipped` segments out.
std::string low_latency(int step, int skipped) {
  const int whole = step / 4;
  const int first = std::max(0, whole - 8);
  std::string text =
      "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:2\n#EXT-X-PART-INF:PART-TARGET=0.5\n"
      "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.5,CAN-SKIP-UNTIL=12\n"
      "#EXT-X-MEDIA-SEQUENCE:" +
      std::to_string(first) + "\n";
  const auto part = [](int segment, int index) {
    return "\"s" + std::to_string(segment) + "." + std::to_string(index) + ".m4s\"\n";
  };
  if (skipped > 0) {
    text += "#EXT-X-SKIP:SKIPPED-SEGMENTS=" + std::to_string(skipped) + "\n";
  } else {
    text += "#EXT-X-MAP:URI=\"init.mp4\"\n";
  }
  for (int i = first + skipped; i <= whole; ++i) {
    const int parts = i < whole ? 4 : step % 4;
    for (int k = 0; k < parts && i + 2 > whole; ++k) {
      text += "#EXT-X-PART:DURATION=0.5,URI=" + part(i, k);
    }
    if (i < whole) text += "#EXTINF:2.0,\ns" + std::to_string(i) + ".m4s\n";
  }
  return text + "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=" + part(whole, step % 4);
}

TEST(HealthyLowLatencyHls, has_no_finding_in_half_an_hour) {
  Bench bench;
  constexpr int begin = 40;
  for (int step = begin; vex::Nanos(part_length * step) < half_an_hour; ++step) {
    const int whole = step / 4;
    const std::string text = low_latency(step, step > begin && step % 3 != 0 ? 5 : 0);
    const vex::Nanos time = part_length * step + 20ms;
    const bool completes = step % 4 == 0;
    bench.send(vex::Playlist{.time = time,
                             .rendition = 1,
                             .kind = vex::Playlist::media,
                             .role = vex::Role::variant,
                             .name = "v0",
                             .url = "https://example.com/v0.m3u8",
                             .requested = time - part_length,
                             .asked_media_sequence = completes ? whole - 1 : whole,
                             .asked_part = completes ? 3 : step % 4 - 1,
                             .asked_skip = true,
                             .text = std::as_bytes(std::span(text))});
  }
  expect_no_finding(bench);
  EXPECT_THAT(bench.value("hls_media_sequence"), testing::Optional(testing::Gt(800)));
}

}  // namespace
}  // namespace analyzers::hls
