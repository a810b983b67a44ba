// Events keep every field on their way over the boundary and back.
#include <gmock/gmock.h>

#include <vex/vex.hpp>

namespace {

using namespace std::chrono_literals;

constexpr vex::Gauge gauge{"level", "", "A level"};
constexpr vex::Rule rule{"broken", vex::Severity::warning, "Broken"};

template <class Event>
Event round_trip(const Event& event) {
  return vex::detail::from_abi(vex::detail::to_abi(event));
}

/// The type that `visit` takes the event for.
template <class Event>
bool arrives_as_itself(const Event& event) {
  const auto abi = vex::detail::to_abi(event);
  bool arrived = false;
  vex::visit(abi.head, vex::Overload{[&](const Event&) { arrived = true; }, [](const auto&) {}});
  return arrived && abi.head.size == sizeof abi;
}

TEST(Event, run_begin_goes_over_and_back) {
  const vex::RunBegin there{1s, 7, 3, vex::Mode::sampled};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.time, 1s);
  EXPECT_EQ(back.run, 7U);
  EXPECT_EQ(back.reconnects, 3U);
  EXPECT_EQ(back.mode, vex::Mode::sampled);
}

TEST(Event, phase_goes_over_and_back) {
  const vex::Phase there{1s, vex::Phase::tls, 30ms};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.time, 1s);
  EXPECT_EQ(back.step, vex::Phase::tls);
  EXPECT_EQ(back.duration, 30ms);
}

TEST(Event, format_goes_over_and_back) {
  const vex::Format there{"http-flv", "flv", vex::Known::no, 6s};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.protocol, "http-flv");
  EXPECT_EQ(back.container, "flv");
  EXPECT_EQ(back.live, vex::Known::no);
  EXPECT_EQ(back.segment_duration, 6s);
}

TEST(Event, format_of_an_older_plugin_comes_in_no_segments) {
  auto abi = vex::detail::to_abi(vex::Format{.segment_duration = 6s});
  abi.head.size = offsetof(vex_event_format, segment_duration);
  EXPECT_EQ(vex::detail::from_abi(abi).segment_duration, 0s);
}

TEST(Event, track_goes_over_and_back) {
  const vex::Track there{
      4, vex::Track::audio, "aac", "LC", "4.1", "yuv420p", 1920, 1080, 29.97, 48000, 2};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.id, 4U);
  EXPECT_EQ(back.kind, vex::Track::audio);
  EXPECT_EQ(back.codec, "aac");
  EXPECT_EQ(back.profile, "LC");
  EXPECT_EQ(back.level, "4.1");
  EXPECT_EQ(back.pixel_format, "yuv420p");
  EXPECT_EQ(back.width, 1920U);
  EXPECT_EQ(back.height, 1080U);
  EXPECT_EQ(back.nominal_framerate, 29.97);
  EXPECT_EQ(back.sample_rate, 48000U);
  EXPECT_EQ(back.channels, 2U);
}

TEST(Event, packet_goes_over_and_back) {
  const std::array payload{std::byte{1}, std::byte{2}};
  const vex::Packet there{1s, 4, true, false, true, -40ms, 0ms, 1234, payload};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.time, 1s);
  EXPECT_EQ(back.track, 4U);
  EXPECT_TRUE(back.key);
  EXPECT_FALSE(back.config);
  EXPECT_TRUE(back.burst);
  EXPECT_EQ(back.dts, -40ms);
  EXPECT_EQ(back.pts, 0ms);
  EXPECT_EQ(back.size, 1234U);
  EXPECT_EQ(back.payload.data(), payload.data());
  EXPECT_EQ(back.payload.size(), 2U);
}

TEST(Event, flags_of_a_packet_do_not_mix) {
  EXPECT_TRUE(round_trip(vex::Packet{.config = true}).config);
  EXPECT_FALSE(round_trip(vex::Packet{.config = true}).key);
  EXPECT_FALSE(round_trip(vex::Packet{.config = true}).burst);
}

TEST(Event, window_goes_over_and_back) {
  const vex::Window there{1s, vex::Window::sample, 2s, 12s, 3s, 14s};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.time, 1s);
  EXPECT_EQ(back.cause, vex::Window::sample);
  EXPECT_EQ(back.media_duration(), 10s);
  EXPECT_EQ(back.begin_time, 3s);
  EXPECT_EQ(back.end_time, 14s);
}

TEST(Event, transport_goes_over_and_back) {
  const vex::Transport there{1s, 5'000'000'000, 3, 12ms, 1'800'000'000};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.received_bytes, 5'000'000'000U);
  EXPECT_EQ(back.tcp_retransmits, 3U);
  EXPECT_EQ(back.rtt, 12ms);
  EXPECT_EQ(back.certificate_expiry_seconds, 1'800'000'000);
}

TEST(Event, round_trip_time_is_not_known_unless_said) {
  EXPECT_LT(round_trip(vex::Transport{}).rtt, 0ns);
}

TEST(Event, reception_goes_over_and_back) {
  const vex::Reception there{1s, 7, 3, 5'000'000'000, 12, 4, 2, 15ms};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.track, 7U);
  EXPECT_EQ(back.sender_reports, 3U);
  EXPECT_EQ(back.expected, 5'000'000'000U);
  EXPECT_EQ(back.lost, 12U);
  EXPECT_EQ(back.reordered, 4U);
  EXPECT_EQ(back.duplicated, 2U);
  EXPECT_EQ(back.jitter, 15ms);
}

TEST(Event, clock_reference_goes_over_and_back) {
  const vex::ClockReference there{1s, 7, vex::ClockReference::prft, 40s, 1'800'000'000s};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.track, 7U);
  EXPECT_EQ(back.source, vex::ClockReference::prft);
  EXPECT_EQ(back.media_time, 40s);
  EXPECT_EQ(back.unix_time, 1'800'000'000s);
}

TEST(Event, transport_stream_goes_over_and_back) {
  const vex::TransportStream there{1s, 100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.time, 1s);
  EXPECT_EQ(back.packets, 100U);
  EXPECT_EQ((std::array{back.sync_losses, back.sync_byte_errors, back.pat_errors,
                        back.continuity_errors, back.pmt_errors, back.pid_errors,
                        back.transport_errors, back.crc_errors, back.pcr_over_40_ms,
                        back.pcr_over_100_ms, back.pcr_discontinuities, back.pts_errors}),
            (std::array<std::uint64_t, 12>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
}

TEST(Event, errors_of_a_transport_stream_are_not_counted_unless_said) {
  EXPECT_EQ(round_trip(vex::TransportStream{}).pts_errors, VEX_NOT_COUNTED);
}

TEST(Event, playlist_goes_over_and_back) {
  const std::string text = "#EXTM3U\n";
  const vex::Playlist there{.time = 2s,
                            .rendition = 3,
                            .kind = vex::Playlist::media,
                            .role = vex::Role::audio,
                            .entry = 1,
                            .name = "audio-en",
                            .url = "http://a/b.m3u8",
                            .requested = 1s,
                            .reason = vex::Reason::http_status,
                            .http_status = 503,
                            .sentence = "why",
                            .age_seconds = 4,
                            .asked_media_sequence = 77,
                            .asked_part = 2,
                            .asked_skip = true,
                            .unchanged = true,
                            .text = std::as_bytes(std::span(text))};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.time, 2s);
  EXPECT_EQ(back.rendition, 3U);
  EXPECT_EQ(back.kind, vex::Playlist::media);
  EXPECT_EQ(back.role, vex::Role::audio);
  EXPECT_EQ(back.entry, 1U);
  EXPECT_EQ(back.name, "audio-en");
  EXPECT_EQ(back.url, "http://a/b.m3u8");
  EXPECT_EQ(back.requested, 1s);
  EXPECT_EQ(back.reason, vex::Reason::http_status);
  EXPECT_EQ(back.http_status, 503U);
  EXPECT_EQ(back.sentence, "why");
  EXPECT_EQ(back.age_seconds, 4);
  EXPECT_EQ(back.asked_media_sequence, 77);
  EXPECT_EQ(back.asked_part, 2);
  EXPECT_TRUE(back.asked_skip);
  EXPECT_TRUE(back.unchanged);
  EXPECT_EQ(back.text.data(), there.text.data());
  EXPECT_EQ(back.text.size(), there.text.size());
}

TEST(Event, segment_goes_over_and_back) {
  const vex::Segment there{.time = 2s,
                           .rendition = 3,
                           .kind = vex::Segment::part_of_segment,
                           .media_sequence = 5'000'000'000,
                           .discontinuity_sequence = 6,
                           .part = 1,
                           .hinted = true,
                           .encryption = vex::Segment::aes_128,
                           .uri = "s.ts?t=***",
                           .requested = 1s,
                           .response = 20ms,
                           .download = 300ms,
                           .reason = vex::Reason::not_found,
                           .http_status = 404,
                           .sentence = "why",
                           .age_seconds = 7,
                           .bytes = 1000,
                           .whole_bytes = 2000,
                           .whole = false,
                           .starts_with_tables = vex::Known::yes,
                           .starts_with_keyframe = vex::Known::no,
                           .frames = 50,
                           .promised = 6s,
                           .begin_dts = 10s,
                           .end_dts = 16s,
                           .begin_pts = 11s,
                           .end_pts = 17s,
                           .codecs = "avc1.64001f",
                           .width = 1280,
                           .height = 720,
                           .framerate = 25};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.time, 2s);
  EXPECT_EQ(back.rendition, 3U);
  EXPECT_EQ(back.kind, vex::Segment::part_of_segment);
  EXPECT_EQ(back.media_sequence, 5'000'000'000U);
  EXPECT_EQ(back.discontinuity_sequence, 6U);
  EXPECT_EQ(back.part, 1);
  EXPECT_TRUE(back.hinted);
  EXPECT_EQ(back.encryption, vex::Segment::aes_128);
  EXPECT_EQ(back.uri, "s.ts?t=***");
  EXPECT_EQ(back.requested, 1s);
  EXPECT_EQ(back.response, 20ms);
  EXPECT_EQ(back.download, 300ms);
  EXPECT_EQ(back.reason, vex::Reason::not_found);
  EXPECT_EQ(back.http_status, 404U);
  EXPECT_EQ(back.sentence, "why");
  EXPECT_EQ(back.age_seconds, 7);
  EXPECT_EQ(back.bytes, 1000U);
  EXPECT_EQ(back.whole_bytes, 2000);
  EXPECT_FALSE(back.whole);
  EXPECT_EQ(back.starts_with_tables, vex::Known::yes);
  EXPECT_EQ(back.starts_with_keyframe, vex::Known::no);
  EXPECT_EQ(back.frames, 50U);
  EXPECT_EQ(back.promised, 6s);
  EXPECT_EQ(back.begin_dts, 10s);
  EXPECT_EQ(back.end_dts, 16s);
  EXPECT_EQ(back.begin_pts, 11s);
  EXPECT_EQ(back.end_pts, 17s);
  EXPECT_EQ(back.codecs, "avc1.64001f");
  EXPECT_EQ(back.width, 1280U);
  EXPECT_EQ(back.height, 720U);
  EXPECT_EQ(back.framerate, 25);
}

TEST(Event, media_times_of_a_segment_are_not_known_unless_said) {
  const auto back = round_trip(vex::Segment{});
  EXPECT_FALSE(back.begin_dts || back.end_dts || back.begin_pts || back.end_pts);
}

TEST(Event, sample_goes_over_and_back) {
  const std::array labels{vex::detail::to_abi("video")};
  const vex::Sample there{gauge, 2.5, labels};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(&back.metric, static_cast<const vex_metric*>(&gauge));
  EXPECT_EQ(back.value, 2.5);
  ASSERT_EQ(back.labels.size(), 1U);
  EXPECT_EQ(vex::text(back.labels[0]), "video");
}

TEST(Event, finding_goes_over_and_back) {
  const std::array evidence{vex::pair("phase", "connect")};
  const vex::Finding there{rule, true, 3, 2, "too slow", evidence};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(&back.rule, static_cast<const vex_rule*>(&rule));
  EXPECT_TRUE(back.broken);
  EXPECT_EQ(back.value, 3);
  EXPECT_EQ(back.limit, 2);
  EXPECT_EQ(back.message, "too slow");
  EXPECT_EQ(vex::text(back.evidence[0].value), "connect");
  EXPECT_FALSE(round_trip(vex::Finding{.rule = rule}).broken);
}

TEST(Event, finding_change_goes_over_and_back) {
  const std::array evidence{vex::pair("phase", "connect")};
  const vex::FindingChange there{1s,
                                 rule,
                                 vex::FindingChange::resolved,
                                 vex::Severity::critical,
                                 2s,
                                 3,
                                 2,
                                 "too slow",
                                 "video-exporter probe",
                                 evidence};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(&back.rule, static_cast<const vex_rule*>(&rule));
  EXPECT_EQ(back.change, vex::FindingChange::resolved);
  EXPECT_EQ(back.severity, vex::Severity::critical);
  EXPECT_EQ(back.since, 2s);
  EXPECT_EQ(back.message, "too slow");
  EXPECT_EQ(back.reproduce, "video-exporter probe");
  EXPECT_EQ(back.evidence.size(), 1U);
}

TEST(Event, state_goes_over_and_back) {
  const vex::State there{1s, vex::Known::no, vex::Reason::stalled, "nothing arrives", 9s};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.up, vex::Known::no);
  EXPECT_EQ(back.reason, vex::Reason::stalled);
  EXPECT_EQ(back.sentence, "nothing arrives");
  EXPECT_EQ(back.since, 9s);
}

TEST(Event, health_goes_over_and_back) {
  const vex::Health there{vex::Known::yes, vex::Quality::fair, vex::Known::no};
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(round_trip(there), there);
}

TEST(Event, run_end_goes_over_and_back) {
  const vex::RunEnd there{1s, VEX_E_CLOSED, vex::Reason::closed, "the peer closed"};
  const auto back = round_trip(there);
  EXPECT_TRUE(arrives_as_itself(there));
  EXPECT_EQ(back.status, VEX_E_CLOSED);
  EXPECT_EQ(back.reason, vex::Reason::closed);
  EXPECT_EQ(back.sentence, "the peer closed");
}

TEST(Event, of_a_later_version_is_skipped) {
  const vex_event later{sizeof(vex_event), 60, 0};
  bool visited = false;
  vex::visit(later, [&](const auto&) { visited = true; });
  EXPECT_FALSE(visited);
}

}  // namespace
