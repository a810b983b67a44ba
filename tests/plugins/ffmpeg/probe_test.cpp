#include "plugins/ffmpeg/probe.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <vex/test.hpp>

#include "tests/plugins/ffmpeg/loopback.hpp"
#include "tests/plugins/ffmpeg/silent_resolver.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/oracle/oracle.hpp"
#include "tests/support/process/process.hpp"
#include "tests/support/servers/free_port.hpp"
#include "tests/support/servers/kernel_sockets.hpp"
#include "tests/support/servers/nginx.hpp"
#include "tests/support/servers/temporary_folder.hpp"
#include "tests/support/servers/unanswering_port.hpp"

namespace ffmpeg {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::Not;
using vex::Reason;

using Bench = vex::test::ProbeBench<Probe>;

vex::test::Settings watching(const std::string& url, vex::test::Texts options = {}) {
  vex::test::Settings settings;
  settings.options = std::move(options);
  static std::set<std::string> schemes;  // what the target borrows
  settings.target.scheme = *schemes.insert(url.substr(0, url.find(':'))).first;
  settings.url = url;
  return settings;
}

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

std::string transport_stream_of(const char* clip) {
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "a.ts";
  support::run({{"ffmpeg", "-v", "error", "-i", clips::path(clip), "-c", "copy", file}, {}, {}});
  return content_of(file);
}

/// A transport stream of H.264 and AAC, 8 seconds long.
const std::string& transport_stream() {
  static const std::string bytes = transport_stream_of("h264_aac.flv");
  return bytes;
}

std::string live_answer(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n" + body;
}

const vex::Track* track_of(const std::vector<vex::Track>& tracks, vex::Track::Kind kind) {
  const auto found = std::find_if(tracks.rbegin(), tracks.rend(),
                                  [&](const vex::Track& track) { return track.kind == kind; });
  return found == tracks.rend() ? nullptr : &*found;
}

/// What the probe told of a whole stream, against what ffprobe says of the file.
void expect_as_by_oracle(const Bench& bench, const support::OracleOpinion& oracle) {
  const auto tracks = bench.recording.of<vex::Track>();
  const auto packets = bench.recording.of<vex::Packet>();
  for (const support::OracleTrack& judged : oracle.tracks) {
    SCOPED_TRACE(judged.kind);
    const bool is_video = judged.kind == "video";
    const auto* track = track_of(tracks, is_video ? vex::Track::video : vex::Track::audio);
    ASSERT_NE(track, nullptr);
    EXPECT_EQ(track->codec, judged.codec);
    if (is_video) {
      EXPECT_EQ(track->profile, judged.profile);
      EXPECT_EQ(track->width, static_cast<unsigned>(judged.width));
      EXPECT_EQ(track->height, static_cast<unsigned>(judged.height));
      EXPECT_NEAR(track->nominal_framerate, judged.frame_rate, 0.01);
      EXPECT_EQ(track->pixel_format, "yuv420p");
    } else {
      EXPECT_EQ(track->sample_rate, static_cast<unsigned>(judged.sample_rate));
      EXPECT_EQ(track->channels, static_cast<unsigned>(judged.channels));
    }
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
    std::uint64_t keys = 0;
    for (const vex::Packet& packet : packets) {
      if (packet.track != track->id) continue;
      ++count;
      bytes += packet.size;
      if (packet.key) ++keys;
    }
    EXPECT_EQ(count, judged.packets);
    EXPECT_EQ(bytes, judged.bytes);
    if (is_video) {
      EXPECT_EQ(keys, judged.keyframes);
    }
  }
}

TEST(FfmpegProbe, tells_of_files_what_ffprobe_does) {
  for (const char* file : {"h264.mp4", "hevc.mp4", "av1.mp4", "vp9.mp4", "aac.mp4", "mp3.mp4",
                           "opus.mp4", "h264_aac.flv"}) {
    SCOPED_TRACE(file);
    Bench bench(watching("file://" + clips::path(file).string()));
    const auto outcome = bench.run();
    EXPECT_EQ(outcome.status, VEX_OK) << outcome.sentence;
    expect_as_by_oracle(bench, support::ask_oracle(clips::path(file).string()));
    EXPECT_EQ(bench.recording.of<vex::Format>().at(0).live, vex::Known::no);
  }
}

TEST(FfmpegProbe, tells_of_a_transport_stream_what_ffprobe_does) {
  const support::TemporaryFolder folder;
  std::ofstream(folder.path() / "a.ts", std::ios::binary) << transport_stream();
  const support::Nginx nginx(folder.path());
  Bench bench(watching(nginx.url("/a.ts")));
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.status, VEX_OK) << outcome.sentence;
  expect_as_by_oracle(bench, support::ask_oracle((folder.path() / "a.ts").string()));
  const auto format = bench.recording.of<vex::Format>().at(0);
  EXPECT_EQ(format.protocol, "http");
  EXPECT_EQ(format.container, "mpegts");
  EXPECT_EQ(format.live, vex::Known::no);
  EXPECT_EQ(bench.received, transport_stream().size());
}

TEST(FfmpegProbe, dates_every_frame_of_a_pes_packet_with_several) {
  test::Peer peer(live_answer(transport_stream()), test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.ts")));
  bench.run();
  const auto tracks = bench.recording.of<vex::Track>();
  const auto* audio = track_of(tracks, vex::Track::audio);
  ASSERT_NE(audio, nullptr);
  std::optional<vex::Nanos> last;
  for (const vex::Packet& packet : bench.recording.of<vex::Packet>()) {
    if (packet.track != audio->id) continue;
    if (last) {
      EXPECT_NEAR(vex::seconds(packet.dts - *last), 1024.0 / 48000, 0.001);
    }
    last = packet.dts;
  }
}

TEST(FfmpegProbe, marks_the_phases_that_it_can_tell_apart) {
  test::Peer peer(live_answer(transport_stream()), test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.ts")));
  bench.run();
  std::vector<vex::Phase::Step> steps;
  for (const vex::Phase& phase : bench.recording.of<vex::Phase>()) steps.push_back(phase.step);
  EXPECT_THAT(steps, testing::ElementsAre(vex::Phase::request, vex::Phase::first_byte));
}

TEST(FfmpegProbe, takes_the_end_of_a_live_stream_for_what_it_is) {
  test::Peer peer(live_answer(transport_stream()), test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.ts")));
  EXPECT_EQ(bench.run().reason, Reason::closed);
  EXPECT_EQ(bench.recording.of<vex::Format>().at(0).live, vex::Known::yes);
  EXPECT_GT(bench.recording.of<vex::Packet>().size(), 100U);
}

TEST(FfmpegProbe, hands_out_payload_as_deep_as_it_is_wanted) {
  auto settings = watching("file://" + clips::path("h264.mp4").string());
  settings.payload = VEX_PAYLOAD_PREFIX;
  Bench bench(settings);
  bench.run();
  const auto packet = bench.recording.of<vex::Packet>().at(0);
  EXPECT_GT(packet.size, 64U);
  EXPECT_EQ(packet.payload.size(), 64U);
}

/// A transport packet that continues an access unit of the video, whose PID FFmpeg makes 0x100.
std::size_t inside_of_a_picture(const std::string& stream) {
  for (std::size_t at = std::size_t{188} * 1000; at < stream.size(); at += 188) {
    const auto flags_and_pid = static_cast<unsigned char>(stream[at + 1]);
    if (flags_and_pid == 0x01 && stream[at + 2] == 0x00) return at;
  }
  throw std::runtime_error("no picture takes two packets");
}

TEST(FfmpegProbe, counts_packets_that_lack_data) {
  std::string cut = transport_stream();
  cut.erase(inside_of_a_picture(cut), 188);
  test::Peer peer(live_answer(cut), test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.ts")));
  bench.run();
  double corrupt = 0;
  for (const vex::Sample& sample : bench.recording.of<vex::Sample>()) corrupt += sample.value;
  EXPECT_EQ(corrupt, 1);
}

TEST(FfmpegProbe, counts_what_a_transport_stream_does_wrong) {
  constexpr std::size_t begin = 188 * std::size_t{1000};
  constexpr std::size_t length = 188 * std::size_t{20};
  std::string cut = transport_stream();
  std::map<unsigned, unsigned> lost;  // packets with payload, by PID
  for (std::size_t at = begin; at < begin + length; at += 188) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(cut[at + i]); };
    if ((byte(3) & 0x10U) != 0) ++lost[(byte(1) & 0x1FU) << 8U | byte(2)];
  }
  cut.erase(begin, length);
  const support::TemporaryFolder folder;
  std::ofstream(folder.path() / "a.ts", std::ios::binary) << cut;
  const support::Nginx nginx(folder.path());
  Bench bench(watching(nginx.url("/a.ts")));
  EXPECT_EQ(bench.run().status, VEX_OK);
  const auto totals = bench.recording.of<vex::TransportStream>();
  ASSERT_FALSE(totals.empty());
  EXPECT_EQ(totals.back().packets, cut.size() / 188);
  EXPECT_EQ(totals.back().continuity_errors,
            std::count_if(lost.begin(), lost.end(),
                          [](const auto& entry) { return entry.second % 16 != 0; }));
  EXPECT_EQ(totals.back().sync_losses, 0U);
}

TEST(FfmpegProbe, tells_of_a_track_that_changes_in_the_middle) {
  test::Peer peer(live_answer(transport_stream_of("low.mp4") + transport_stream_of("hd.mp4")),
                  test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.ts")));
  bench.run();
  const auto size_by_oracle = [](const char* clip) {
    const auto video = support::ask_oracle(clips::path(clip).string()).track("video");
    return std::pair(static_cast<unsigned>(video.width), static_cast<unsigned>(video.height));
  };
  std::vector<std::pair<unsigned, unsigned>> sizes;
  for (const vex::Track& track : bench.recording.of<vex::Track>()) {
    const std::pair size(track.width, track.height);
    if (track.width > 0 && (sizes.empty() || sizes.back() != size)) sizes.push_back(size);
  }
  EXPECT_THAT(sizes, testing::ElementsAre(size_by_oracle("low.mp4"), size_by_oracle("hd.mp4")));
}

TEST(FfmpegProbe, looks_no_further_for_a_format_than_it_may) {
  const std::string late = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" +
                           std::string(100'000, 'a') + transport_stream();
  const auto watch = [&](vex::test::Texts options) {
    test::Peer peer(late, test::Peer::Then::ends);
    Bench bench(watching(peer.url("http", "/live"), std::move(options)));
    return bench.run().reason;
  };
  EXPECT_EQ(watch({{"probe_size", "64KiB"}}), Reason::protocol);
  EXPECT_EQ(watch({}), Reason::closed);  // after all of it was watched
}

struct Refusal {
  const char* name;
  std::string answer;
  Reason reason;
};

TEST(FfmpegProbe, says_why_it_cannot_watch) {
  std::string noise(200'000, '\0');
  std::minstd_rand random(7);
  for (char& byte : noise) byte = static_cast<char>(random() >> 8U);
  const std::vector<Refusal> rows{
      {"not found", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", Reason::not_found},
      {"unauthorized", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", Reason::auth},
      {"forbidden", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", Reason::auth},
      {"gone", "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", Reason::http_status},
      {"unavailable", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", Reason::http_status},
      {"text", live_answer(std::string(100'000, 'a') + "\n"), Reason::protocol},
      {"noise", live_answer(noise), Reason::protocol},
      {"nothing", live_answer(""), Reason::closed},
      {"a page", live_answer("<html><body>Not here</body></html>"), Reason::protocol},
  };
  for (const Refusal& row : rows) {
    test::Peer peer(row.answer, test::Peer::Then::ends);
    Bench bench(watching(peer.url("http", "/a.ts")));
    const auto outcome = bench.run();
    EXPECT_EQ(name_of(outcome.reason), name_of(row.reason)) << row.name << ": " << outcome.sentence;
  }
}

TEST(FfmpegProbe, says_that_nobody_listens) {
  Bench bench(watching("http://127.0.0.1:" + std::to_string(support::free_port()) + "/a.ts"));
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::connect);
  EXPECT_THAT(outcome.sentence, HasSubstr("Connection refused"));
}

TEST(FfmpegProbe, says_that_a_name_has_no_address) {
  Bench bench(watching("http://nowhere.invalid/a.ts"));
  EXPECT_EQ(bench.run().reason, Reason::resolve);
}

TEST(FfmpegProbe, says_that_a_file_is_missing) {
  Bench bench(watching("file:///nowhere/a.mkv"));
  EXPECT_EQ(bench.run().reason, Reason::not_found);
}

TEST(FfmpegProbe, opens_no_file_for_a_playlist_from_the_network) {
  const std::string playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8,\nfile://" +
                               clips::path("h264.mp4").string() + "\n#EXT-X-ENDLIST\n";
  test::Peer peer(live_answer(playlist), test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.m3u8")));
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::refused_target) << outcome.sentence;
  EXPECT_TRUE(bench.recording.of<vex::Packet>().empty());
}

TEST(FfmpegProbe, opens_no_connection_for_a_playlist_of_files_unless_it_is_told_to) {
  test::Peer peer(live_answer(transport_stream()), test::Peer::Then::ends);
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "a.m3u8";
  std::ofstream(file) << "#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8,\n"
                      << peer.url("http", "/a.ts") << "\n#EXT-X-ENDLIST\n";
  Bench careful(watching("file://" + file.string()));
  EXPECT_EQ(careful.run().reason, Reason::refused_target);
  Bench open(watching("file://" + file.string(), {{"protocols", "[file, http, tcp]"}}));
  EXPECT_EQ(open.run().status, VEX_OK);
  EXPECT_FALSE(open.recording.of<vex::Packet>().empty());
}

TEST(FfmpegProbe, sends_headers_and_credentials_to_the_stream_s_own_host) {
  test::Peer peer({"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"a\"\r\n"
                   "Connection: close\r\nContent-Length: 0\r\n\r\n",
                   live_answer("")},
                  test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.ts")));
  const vex_pair header = vex::pair("Referer", "http://example.com/");
  bench.io_settings.headers = &header;
  bench.io_settings.header_count = 1;
  bench.io_settings.username = vex::detail::to_abi(std::string_view("user"));
  bench.io_settings.password = vex::detail::to_abi(std::string_view("p@ss"));
  bench.run();
  peer.await_sent();
  EXPECT_THAT(peer.request(), HasSubstr("Referer: http://example.com/\r\n"));
  EXPECT_THAT(peer.request(), HasSubstr("Authorization: Basic dXNlcjpwQHNz\r\n"));
}

std::string redirect_to(const std::string& url) {
  return "HTTP/1.1 302 Found\r\nLocation: " + url +
         "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
}

/// Runs with a header that is a secret.
void run_with_header(Bench& bench) {
  const vex_pair header = vex::pair("X-Token", "s3cr3t");
  bench.io_settings.headers = &header;
  bench.io_settings.header_count = 1;
  bench.run();
}

TEST(FfmpegProbe, takes_no_header_along_to_another_host) {
  test::Peer other(live_answer(transport_stream()), test::Peer::Then::ends);
  test::Peer own(redirect_to(other.url("http", "/b.ts")), test::Peer::Then::ends);
  Bench bench(watching(own.url("http", "/a.ts")));
  run_with_header(bench);
  other.await_sent();
  EXPECT_THAT(own.request(), HasSubstr("X-Token: s3cr3t\r\n"));
  EXPECT_THAT(other.request(), HasSubstr("GET /b.ts "));
  EXPECT_THAT(other.request(), Not(HasSubstr("s3cr3t")));
  EXPECT_GT(bench.recording.of<vex::Packet>().size(), 100U);
}

TEST(FfmpegProbe, takes_headers_and_credentials_along_on_its_own_host) {
  test::Peer peer({redirect_to("b/c.ts?d=e"),
                   "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"a\"\r\n"
                   "Connection: close\r\nContent-Length: 0\r\n\r\n",
                   live_answer(transport_stream())},
                  test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.ts").insert(7, "user:pass@")));
  run_with_header(bench);
  peer.await_sent();
  EXPECT_THAT(peer.request(), HasSubstr("GET /b/c.ts?d=e "));
  EXPECT_THAT(peer.request(), HasSubstr("X-Token: s3cr3t\r\n"));
  EXPECT_THAT(peer.request(), HasSubstr("Authorization: Basic dXNlcjpwYXNz\r\n"));
  EXPECT_GT(bench.recording.of<vex::Packet>().size(), 100U);
}

TEST(FfmpegProbe, takes_no_header_along_to_the_segments_of_another_host) {
  test::Peer other(live_answer(transport_stream()), test::Peer::Then::ends);
  test::Peer own(live_answer("#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8,\n" +
                             other.url("http", "/b.ts") + "\n#EXT-X-ENDLIST\n"),
                 test::Peer::Then::ends);
  Bench bench(watching(own.url("http", "/a.m3u8")));
  run_with_header(bench);
  other.await_sent();
  EXPECT_THAT(own.request(), HasSubstr("X-Token: s3cr3t\r\n"));
  EXPECT_THAT(other.request(), HasSubstr("GET /b.ts "));
  EXPECT_THAT(other.request(), Not(HasSubstr("s3cr3t")));
}

TEST(FfmpegProbe, takes_headers_along_to_the_segments_of_its_own_host) {
  test::Peer own({live_answer("#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8,\n/b.ts\n"
                              "#EXT-X-ENDLIST\n"),
                  live_answer(transport_stream())},
                 test::Peer::Then::ends);
  Bench bench(watching(own.url("http", "/a.m3u8")));
  run_with_header(bench);
  own.await_sent();
  EXPECT_THAT(own.request(), HasSubstr("GET /b.ts "));
  EXPECT_THAT(own.request(), HasSubstr("X-Token: s3cr3t\r\n"));
}

constexpr const char* manifest =
    R"(<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"
 profiles="urn:mpeg:dash:profile:isoff-live:2011" mediaPresentationDuration="PT8S"
 minBufferTime="PT2S"><Period><AdaptationSet contentType="video" mimeType="video/mp4">
<Representation id="0" bandwidth="1000" codecs="avc1.64001e" width="64" height="64">
<BaseURL>)";
constexpr const char* rest_of_manifest =
    R"(</BaseURL><SegmentTemplate duration="8" startNumber="1" initialization="init.mp4"
 media="b.m4s"/></Representation></AdaptationSet></Period></MPD>)";

TEST(FfmpegProbe, takes_no_header_along_to_what_a_manifest_names) {
  test::Peer other("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", test::Peer::Then::ends);
  const std::string body = manifest + other.url("http", "/") + rest_of_manifest;
  test::Peer own("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
                     "\r\nConnection: close\r\n\r\n" + body,
                 test::Peer::Then::ends);
  Bench bench(watching(own.url("http", "/a.mpd")));
  run_with_header(bench);
  other.await_sent();
  EXPECT_THAT(own.request(), HasSubstr("X-Token: s3cr3t\r\n"));
  EXPECT_THAT(other.request(), HasSubstr("GET /init.mp4 "));
  EXPECT_THAT(other.request(), Not(HasSubstr("s3cr3t")));
}

TEST(FfmpegProbe, says_that_segments_of_dash_are_asked_for_without_headers) {
  const support::TemporaryFolder folder;
  const std::string written = (folder.path() / "a.mpd").string();
  support::run({{"ffmpeg", "-v", "error", "-i", clips::path("h264_aac.flv"), "-c", "copy", written},
                {},
                {}});
  const support::Nginx nginx(folder.path());
  Bench bench(watching(nginx.url("/a.mpd")));
  run_with_header(bench);
  EXPECT_GT(bench.recording.of<vex::Packet>().size(), 100U);
  EXPECT_THAT(bench.log,
              Contains(Field(&vex::test::LogLine::text, HasSubstr("only with the first request"))));
}

TEST(FfmpegProbe, follows_no_more_than_five_redirects) {
  test::Peer peer(std::vector<std::string>(6, redirect_to("/a.ts?again")), test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.ts")));
  EXPECT_EQ(bench.run().reason, Reason::redirect);
}

TEST(FfmpegProbe, follows_a_redirect_to_no_file) {
  test::Peer peer(redirect_to("file:///etc/passwd"), test::Peer::Then::ends);
  Bench bench(watching(peer.url("http", "/a.ts")));
  EXPECT_EQ(bench.run().reason, Reason::refused_target);
}

TEST(FfmpegProbe, tells_of_options_that_ffmpeg_does_not_know) {
  Bench bench(watching("file://" + clips::path("h264.mp4").string(),
                       {{"options", "{bogus: 1, ignore_editlist: 1}"}}));
  EXPECT_EQ(bench.run().status, VEX_OK);
  EXPECT_THAT(bench.log, Contains(Field(&vex::test::LogLine::text, HasSubstr("\"bogus\""))));
  EXPECT_THAT(bench.log,
              Not(Contains(Field(&vex::test::LogLine::text, HasSubstr("ignore_editlist")))));
}

TEST(FfmpegProbe, refuses_a_format_that_ffmpeg_does_not_know) {
  EXPECT_THROW(Bench(watching("file:///a", {{"format", "gramophone"}})), vex::Error);
}

/// A run on a thread of its own, as the exporter gives it one.
class Running {
 public:
  explicit Running(Bench& bench)
      : bench_(bench), outcome_(std::async(std::launch::async, [&bench] { return bench.run(); })) {}

  vex::test::Outcome outcome() { return outcome_.get(); }

  /// Lets time pass until the run ends by itself, whatever it has begun to wait for by now.
  vex::test::Outcome outcome_after(seconds step) {
    do {
      bench_.clock.advance(step);
    } while (outcome_.wait_for(milliseconds(100)) != std::future_status::ready);
    return outcome_.get();
  }

  /// Cancels the run; how long it took to end.
  milliseconds cancel() {
    const auto begin = steady_clock::now();
    bench_.is_cancelled = true;
    EXPECT_EQ(outcome_.get().status, VEX_E_CANCELLED);
    return std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
  }

 private:
  Bench& bench_;
  std::future<vex::test::Outcome> outcome_;
};

constexpr milliseconds bound{500};

TEST(FfmpegProbe, is_cancelled_in_time_while_it_connects) {
  const support::UnansweringPort peer;
  Bench bench(watching("http://127.0.0.1:" + std::to_string(peer.port()) + "/a.ts"));
  Running run(bench);
  support::await_syn_to(peer.port());
  EXPECT_LT(run.cancel(), bound);
}

TEST(FfmpegProbe, is_cancelled_in_time_while_it_looks_for_an_address) {
  test::SilentResolver resolver;
  Bench bench(watching("http://" + resolver.host() + "/a.ts"));
  Running run(bench);
  resolver.await_lookup();
  EXPECT_LT(run.cancel(), bound);
}

TEST(FfmpegProbe, gives_up_looking_for_an_address) {
  test::SilentResolver resolver;
  Bench bench(watching("http://" + resolver.host() + "/a.ts"));
  Running run(bench);
  resolver.await_lookup();
  bench.clock.advance(seconds(11));
  EXPECT_EQ(run.outcome().reason, Reason::resolve);
}

TEST(FfmpegProbe, is_cancelled_in_time_while_it_calls_by_srt) {
  const test::SilentDatagrams peer;
  Bench bench(watching("srt://127.0.0.1:" + std::to_string(peer.port())));
  Running run(bench);
  peer.await_datagram();
  EXPECT_LT(run.cancel(), bound);
}

TEST(FfmpegProbe, is_cancelled_in_time_while_it_waits_for_a_response) {
  test::Peer peer("", test::Peer::Then::is_silent);
  Bench bench(watching(peer.url("http", "/a.ts")));
  Running run(bench);
  peer.await_sent();
  EXPECT_LT(run.cancel(), bound);
}

TEST(FfmpegProbe, is_cancelled_in_time_while_it_waits_for_media) {
  test::Peer peer(live_answer(transport_stream().substr(0, 188 * std::size_t{30})),
                  test::Peer::Then::is_silent);
  Bench bench(watching(peer.url("http", "/a.ts")));
  Running run(bench);
  peer.await_sent();
  EXPECT_LT(run.cancel(), bound);
}

TEST(FfmpegProbe, is_cancelled_in_time_in_the_middle_of_media) {
  test::Peer peer(live_answer(transport_stream()), test::Peer::Then::is_silent);
  Bench bench(watching(peer.url("http", "/a.ts")));
  Running run(bench);
  peer.await_sent();
  EXPECT_LT(run.cancel(), bound);
}

TEST(FfmpegProbe, is_cancelled_in_time_while_no_datagram_comes) {
  const std::uint16_t port = support::free_port();
  Bench bench(watching("udp://127.0.0.1:" + std::to_string(port)));
  Running run(bench);
  support::await_udp_bound(port);
  EXPECT_LT(run.cancel(), bound);
}

TEST(FfmpegProbe, is_cancelled_in_time_while_it_waits_for_a_caller_of_srt) {
  const std::uint16_t port = support::free_port();
  Bench bench(watching("srt://127.0.0.1:" + std::to_string(port) + "?mode=listener"));
  Running run(bench);
  support::await_udp_bound(port);
  EXPECT_LT(run.cancel(), bound);
}

TEST(FfmpegProbe, gives_up_waiting_for_a_response) {
  test::Peer peer("", test::Peer::Then::is_silent);
  Bench bench(watching(peer.url("http", "/a.ts")));
  Running run(bench);
  peer.await_sent();
  bench.clock.advance(seconds(31));
  const auto outcome = run.outcome();
  EXPECT_EQ(outcome.reason, Reason::timeout);
  EXPECT_THAT(outcome.sentence, HasSubstr("could not be opened within 30 s"));
}

TEST(FfmpegProbe, gives_up_waiting_for_datagrams) {
  const std::uint16_t port = support::free_port();
  Bench bench(watching("udp://127.0.0.1:" + std::to_string(port)));
  // The socket is there before the stream is open: time that passes in between is not to matter.
  bench.io_settings.connect_timeout = std::chrono::nanoseconds(std::chrono::minutes(30)).count();
  Running run(bench);
  support::await_udp_bound(port);
  EXPECT_EQ(run.outcome_after(seconds(11)).reason, Reason::no_media);
}

}  // namespace
}  // namespace ffmpeg
