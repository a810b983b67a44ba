// Streams that the probe ffmpeg alone reads, from senders that no one here wrote; ffprobe's opinion
// of the clip that they send is the judge.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/oracle/oracle.hpp"
#include "tests/support/origin/server.hpp"
#include "tests/support/process/polling.hpp"
#include "tests/support/servers/free_port.hpp"
#include "tests/support/servers/kernel_sockets.hpp"
#include "tests/support/servers/nginx.hpp"
#include "tests/support/servers/program.hpp"
#include "tests/support/servers/unanswering_port.hpp"

namespace end_to_end {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds patience{90};
constexpr const char* settings = "defaults: {window: 4s, liveness_timeout: 5s, timeout: 5s}";
constexpr const char* clip = "h264_aac.flv";

std::string stream(const std::string& id, const std::string& url, const std::string& more = "") {
  return "    - {id: " + id + ", url: '" + url + "'" + more + "}\n";
}

std::string on_loopback(const std::string& scheme, std::uint16_t port,
                        const std::string& rest = "") {
  return scheme + "://127.0.0.1:" + std::to_string(port) + rest;
}

/// ffmpeg, which sends the clip and what else is named in a loop and in real time.
std::unique_ptr<support::Process> send(const std::vector<std::string>& output,
                                       const std::vector<std::string>& more_clips = {}) {
  std::vector<std::string> words{"ffmpeg", "-nostdin", "-v", "error"};
  const auto add = [&](const std::string& input) {
    words.insert(words.end(), {"-re", "-stream_loop", "-1", "-i", clips::path(input)});
  };
  add(clip);
  for (const std::string& input : more_clips) add(input);
  words.insert(words.end(), {"-c", "copy"});
  words.insert(words.end(), output.begin(), output.end());
  return std::make_unique<support::Process>(support::Command{std::move(words), {}, {}});
}

std::unique_ptr<support::Process> send_datagrams(std::uint16_t port) {
  return send({"-f", "mpegts", on_loopback("udp", port, "?pkt_size=1316")});
}

std::unique_ptr<support::Process> serve_http(std::uint16_t port) {
  return send({"-f", "mpegts", "-listen", "1", on_loopback("http", port, "/live.ts")});
}

/// srt-live-transmit, which hands datagrams on to who calls it by SRT. It takes calls by now.
std::unique_ptr<support::Process> relay_to_srt(std::uint16_t from, std::uint16_t to,
                                               const std::string& more = "") {
  auto relay = std::make_unique<support::Process>(
      support::Command{{support::program("srt-live-transmit", SRT_LIVE_TRANSMIT, "srt-tools"),
                        on_loopback("udp", from), on_loopback("srt", to, "?mode=listener" + more)},
                       {},
                       {}});
  support::await_udp_bound(to);
  return relay;
}

/// A group that stays on this machine.
std::string group(std::uint16_t port, const std::string& more) {
  return "udp://239.255.7.9:" + std::to_string(port) + "?localaddr=127.0.0.1" + more;
}

/// A live DASH stream of two videos and an audio, the clip among them, in a folder that nginx
/// serves.
class Dash {
 public:
  Dash()
      : sender_(send({"-map", "1:v", "-map", "0:v", "-map", "0:a", "-adaptation_sets",
                      "id=0,streams=v id=1,streams=a", "-f", "dash", "-seg_duration", "2",
                      "-window_size", "5", manifest()},
                     {"low.mp4"})),
        nginx_(folder_.path()) {
    const bool is_there =
        support::becomes_true([&] { return std::filesystem::exists(manifest()); }, patience);
    if (!is_there) throw std::runtime_error("no live.mpd");
  }

  std::string url() const { return nginx_.url("/live.mpd"); }

 private:
  std::filesystem::path manifest() const { return folder_.path() / "live.mpd"; }

  support::TemporaryFolder folder_;
  std::unique_ptr<support::Process> sender_;
  support::Nginx nginx_;
};

void expect_as_by_oracle(const Exposition& now, const std::string& id) {
  static const support::OracleOpinion oracle = support::ask_oracle(clips::path(clip).string());
  SCOPED_TRACE(id);
  const Exposition::Labels labels{{"id", id}};
  const auto& video = oracle.track("video");
  const auto& audio = oracle.track("audio");
  const auto info = now.series("video_stream_info", labels);
  ASSERT_EQ(info.size(), 1U);
  EXPECT_EQ(info[0].labels.at("video_codec"), video.codec);
  EXPECT_EQ(info[0].labels.at("video_profile"), video.profile);
  EXPECT_EQ(info[0].labels.at("audio_codec"), audio.codec);
  EXPECT_EQ(now.value("video_stream_width_pixels", labels), video.width);
  EXPECT_EQ(now.value("video_stream_height_pixels", labels), video.height);
  EXPECT_EQ(now.value("video_stream_audio_sample_rate_hertz", labels), audio.sample_rate);
  EXPECT_NEAR(now.value("video_stream_framerate", labels).value_or(0), video.frame_rate, 0.5);
  EXPECT_EQ(now.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}}),
            static_cast<double>(video.gop_packets.at(0)));
}

TEST(FfmpegProbe, watches_what_no_other_probe_claims_as_ffprobe_sees_it) {
  const std::uint16_t udp = support::free_port();
  const std::uint16_t http = support::free_port();
  const std::uint16_t to_relay = support::free_port();
  const std::uint16_t srt = support::free_port();
  const std::uint16_t multicast = support::free_port();
  const std::uint16_t rtp = support::free_port();
  const std::uint16_t tcp = support::free_port();
  const auto datagrams = send_datagrams(udp);
  const auto to_group = send({"-f", "mpegts", group(multicast, "&pkt_size=1316&ttl=0")});
  const auto by_rtp = send({"-f", "rtp_mpegts", on_loopback("rtp", rtp)});
  const auto response = serve_http(http);
  const auto by_tcp = send({"-f", "mpegts", on_loopback("tcp", tcp, "?listen=1")});
  const auto relay = relay_to_srt(to_relay, srt);
  const auto to_srt = send_datagrams(to_relay);
  const Dash dash;
  const origin::Server origin;
  const Exporter exporter("  cup:\n" + stream("udp", on_loopback("udp", udp)) +
                              stream("http", on_loopback("http", http, "/live.ts")) +
                              stream("srt", on_loopback("srt", srt)) + stream("dash", dash.url()) +
                              stream("multicast", group(multicast, "&sources=127.0.0.1")) +
                              stream("rtp", on_loopback("rtp", rtp)) +
                              stream("tcp", on_loopback("tcp", tcp)) +
                              stream("flv", origin.url("/live/a.flv"), ", probe: ffmpeg"),
                          settings);
  const std::vector<std::string> ids{"udp",       "http", "srt", "dash",
                                     "multicast", "rtp",  "tcp", "flv"};
  const Exposition now = exporter.await(
      [&](const Exposition& seen) {
        return std::all_of(ids.begin(), ids.end(), [&](const std::string& id) {
          return seen.value("video_stream_up", {{"id", id}}) == 1.0 &&
                 seen.value("video_stream_framerate", {{"id", id}}) &&
                 seen.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}});
        });
      },
      patience);
  for (const std::string& id : ids) {
    expect_as_by_oracle(now, id);
    const auto received = now.value("video_stream_received_bytes_total", {{"id", id}});
    if (id == "dash" || id == "rtp") {
      EXPECT_EQ(received, std::nullopt);
    } else {
      EXPECT_GT(received.value_or(0), 100'000) << id;
    }
  }
  const auto container = [&](const char* id) {
    return now.series("video_stream_info", {{"id", id}}).at(0).labels.at("container");
  };
  EXPECT_EQ(container("udp"), "mpegts");
  EXPECT_EQ(container("srt"), "mpegts");
  EXPECT_EQ(container("multicast"), "mpegts");
  EXPECT_EQ(container("rtp"), "rtp");
  EXPECT_EQ(container("tcp"), "mpegts");
  EXPECT_EQ(container("dash"), "dash");
  EXPECT_EQ(container("flv"), "flv");
  // Media in segments has no pace of its own.
  EXPECT_TRUE(now.value("video_stream_media_clock_ratio", {{"id", "udp"}}));
  EXPECT_FALSE(now.value("video_stream_media_clock_ratio", {{"id", "dash"}}));
  EXPECT_TRUE(now.series("video_stream_arrival_jitter_seconds", {{"id", "dash"}}).empty());
}

TEST(FfmpegProbe, watches_the_rtp_that_a_session_description_tells_of) {
  const support::TemporaryFolder folder;
  const std::string description = (folder.path() / "live.sdp").string();
  const auto sender = send({"-map", "0:v", "-sdp_file", description, "-f", "rtp",
                            on_loopback("rtp", support::free_port())});
  const Exporter exporter("  cup:\n" + stream("sdp", "file://" + description,
                                              ", probes: {ffmpeg: {protocols: [file, rtp, udp]}}"),
                          settings);
  const Exposition now = exporter.await(
      [](const Exposition& seen) {
        return seen.value("video_stream_up", {{"id", "sdp"}}) == 1.0 &&
               seen.value("video_stream_framerate", {{"id", "sdp"}}) &&
               seen.value("video_stream_gop_frames", {{"id", "sdp"}, {"stat", "last"}});
      },
      patience);
  const auto info = now.series("video_stream_info", {{"id", "sdp"}});
  ASSERT_EQ(info.size(), 1U);
  EXPECT_EQ(info[0].labels.at("container"), "sdp");
  EXPECT_EQ(info[0].labels.at("video_codec"), "h264");
  EXPECT_EQ(now.value("video_stream_width_pixels", {{"id", "sdp"}}), 640.0);
  EXPECT_NEAR(now.value("video_stream_framerate", {{"id", "sdp"}}).value_or(0), 25, 0.5);
  EXPECT_EQ(now.value("video_stream_gop_frames", {{"id", "sdp"}, {"stat", "last"}}), 50.0);
}

TEST(FfmpegProbe, hears_the_senders_that_it_joined_a_group_for) {
  const std::uint16_t port = support::free_port();
  const auto sender = send({"-f", "mpegts", group(port, "&pkt_size=1316&ttl=0")});
  Exporter exporter("  cup:\n" + stream("any", group(port, "")) +
                        stream("this", group(port, "&sources=127.0.0.1")) +
                        stream("other", group(port, "&sources=127.0.0.2")) +
                        stream("blocked", group(port, "&block=127.0.0.1")),
                    settings);
  for (const char* id : {"any", "this"}) exporter.await_state(id, true, 1, patience);
  for (const char* id : {"other", "blocked"}) {
    EXPECT_EQ(exporter.await_state(id, false, 1, patience).reason, "no_media") << id;
  }
}

TEST(FfmpegProbe, trusts_the_authority_that_the_configuration_names) {
  using origin::Certificate;
  origin::Options options;
  options.with_tls = true;
  const origin::Server origin(options);
  const auto url = [&](Certificate certificate) {
    return origin.url("/live/a.flv", origin::Scheme::https, certificate);
  };
  const std::string named = ", tls: {ca_file: '" + origin.ca_file().string() + "'}";
  Exporter exporter("  cup:\n" + stream("trusted", url(Certificate::good), named) +
                        stream("not_named", url(Certificate::good)) +
                        stream("insecure", url(Certificate::good), ", tls: {insecure: true}") +
                        stream("unknown_issuer", url(Certificate::unknown_issuer), named) +
                        stream("expired", url(Certificate::expired), named) +
                        stream("wrong_name", url(Certificate::wrong_name), named),
                    std::string("defaults: {probe: ffmpeg, timeout: 5s}"));
  for (const char* id : {"trusted", "insecure"}) exporter.await_state(id, true, 1, patience);
  for (const char* id : {"not_named", "unknown_issuer", "expired", "wrong_name"}) {
    EXPECT_EQ(exporter.await_state(id, false, 1, patience).reason, "tls") << id;
  }
}

TEST(FfmpegProbe, tells_a_caller_of_srt_that_is_refused_from_one_that_gets_no_answer) {
  const std::uint16_t from = support::free_port();
  const std::uint16_t port = support::free_port();
  const auto sender = send_datagrams(from);
  const auto relay = relay_to_srt(from, port, "&passphrase=a-secret-of-srt");
  Exporter exporter("  cup:\n" +
                        stream("wrong", on_loopback("srt", port, "?passphrase=another-secret")) +
                        stream("nobody", on_loopback("srt", support::free_port())),
                    "defaults: {timeout: 3s}");
  EXPECT_EQ(exporter.await_state("wrong", false, 1, patience).reason, "connect");
  EXPECT_EQ(exporter.await_state("nobody", false, 1, patience).reason, "connect_timeout");
  const Exporter right("  cup:\n" +
                       stream("right", on_loopback("srt", port, "?passphrase=a-secret-of-srt")));
  right.await_up("right", 1, patience);
  EXPECT_THAT(exporter.process().output() + exporter.process().error_output(),
              testing::Not(testing::HasSubstr("another-secret")));
}

TEST(FfmpegProbe, says_why_a_stream_is_down) {
  const origin::Server origin;
  const support::UnansweringPort unanswering;
  Exporter exporter(
      "  cup:\n" + stream("refused", on_loopback("http", support::free_port(), "/a.ts")) +
          stream("unanswered", on_loopback("tcp", unanswering.port())) +
          stream("silent", on_loopback("udp", support::free_port())) +
          stream("missing", origin.url("/live/a.flv?status=404"), ", probe: ffmpeg") +
          stream("closed", origin.url("/live/a.flv?end_after=1"), ", probe: ffmpeg") +
          stream("stalled", origin.url("/live/a.flv?stall_after=1"), ", probe: ffmpeg"),
      settings);
  const auto reason = [&](const char* id) {
    return exporter.await_state(id, false, 1, patience).reason;
  };
  EXPECT_EQ(reason("refused"), "connect");
  EXPECT_EQ(reason("unanswered"), "connect_timeout");
  EXPECT_EQ(reason("silent"), "no_media");
  EXPECT_EQ(reason("missing"), "not_found");
  EXPECT_EQ(reason("closed"), "closed");
  EXPECT_EQ(reason("stalled"), "stalled");
}

TEST(FfmpegProbe, finds_a_stream_again_that_was_gone) {
  const std::uint16_t port = support::free_port();
  auto sender = send_datagrams(port);
  Exporter exporter("  cup:\n" + stream("udp", on_loopback("udp", port)), settings);
  exporter.await_state("udp", true, 1, patience);
  sender.reset();
  EXPECT_EQ(exporter.await_state("udp", false, 1, patience).reason, "stalled");
  sender = send_datagrams(port);
  exporter.await_state("udp", true, 2, patience);
}

TEST(FfmpegProbe, takes_turns_where_there_are_fewer_threads_than_streams) {
  origin::Server origin;
  const auto path = [](const std::string& id) { return "/live/" + id + ".flv"; };
  Exporter exporter(
      "  cup:\n" + stream("a", origin.url(path("a"))) + stream("b", origin.url(path("b"))),
      "engine: {blocking_threads: 1}\n"
      "defaults: {mode: sampled, check_interval: 1h, sample_duration: 1h, probe: ffmpeg}");
  // A sample of an hour holds its thread for as long as the stream plays.
  const std::string line = exporter.process().await_line_with("waiting for a thread", patience);
  const std::string second = nlohmann::json::parse(line).at("id");
  const std::string first = second == "a" ? "b" : "a";
  ASSERT_TRUE(origin.await_open(path(first), 1, patience));
  EXPECT_EQ(origin.figures(path(second)).requests, 0U);
  origin.set_fault(path(first), "end_after=0");
  EXPECT_TRUE(origin.await_open(path(second), 1, patience));
}

TEST(FfmpegProbe, ends_at_once_with_the_program_whatever_its_streams_wait_for) {
  const support::UnansweringPort unanswering;
  const std::uint16_t udp = support::free_port();
  Exporter exporter("  cup:\n" + stream("tcp", on_loopback("http", unanswering.port(), "/a.ts")) +
                        stream("udp", on_loopback("udp", udp)),
                    "defaults: {timeout: 1h}");
  exporter.await(
      [](const Exposition& now) {
        return now.value("video_exporter_runs_in_progress").value_or(0) == 2;
      },
      patience);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(exporter.process().stop(patience), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(4));
}

}  // namespace
}  // namespace end_to_end
