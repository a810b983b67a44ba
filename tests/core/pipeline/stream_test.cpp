#include "core/pipeline/stream.hpp"

#include "tests/core/pipeline/stream_fixture.hpp"

namespace core::pipeline {
namespace {

constexpr vex_time nothing_yet = 0;
constexpr TransportFigures silent{};

/// Counts the frames of the last complete window, as analyzers do.
class WindowSize final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"window_size", "1.0.0", "Counts the frames of a window"};
  static constexpr vex::Gauge size{"window_size", "", "Frames of the last window."};
  static constexpr auto metrics = vex::metrics(size);

  explicit WindowSize(const vex::Setup& setup) : Analyzer(setup) {}
  void on_packet(const vex::Packet& packet) override { frames_ += packet.burst ? 0 : 1; }
  void on_window(const vex::Window& window) override {
    if (window.cause == vex::Window::full) emit(size, frames_);
    frames_ = 0;
  }

 private:
  int frames_ = 0;
};

/// Finds every frame broken.
class Critic final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"critic", "1.0.0", "Finds fault"};
  static constexpr vex::Rule fault{"fault", vex::Severity::warning, "A fault"};
  static constexpr auto rules = vex::rules(fault);

  explicit Critic(const vex::Setup& setup) : Analyzer(setup) {}
  void on_packet(const vex::Packet&) override { emit(vex::Finding{.rule = fault, .broken = true}); }
};

TEST_F(StreamTest, is_unknown_before_the_first_run) {
  watch<>();
  EXPECT_EQ(snapshot().up, unsigned{VEX_UNKNOWN});
}

TEST_F(StreamTest, is_up_once_the_media_clock_runs) {
  watch<>();
  begin();
  play(1);
  EXPECT_EQ(snapshot().up, unsigned{VEX_UNKNOWN});
  play(1);
  EXPECT_EQ(snapshot().up, unsigned{VEX_YES});
}

TEST_F(StreamTest, is_down_with_reason_and_sentence_when_a_run_fails) {
  watch<>();
  begin();
  fail(vex::Reason::connect, "connection refused");
  EXPECT_EQ(snapshot().up, unsigned{VEX_NO});
  EXPECT_EQ(snapshot().reason, unsigned{VEX_REASON_CONNECT});
  EXPECT_EQ(vex::text(snapshot().sentence), "connection refused");
}

TEST_F(StreamTest, is_down_when_a_continuous_run_comes_to_its_end) {
  watch<>();
  begin();
  play(10);
  stream_->end_run({});
  EXPECT_EQ(snapshot().reason, unsigned{VEX_REASON_CLOSED});
}

TEST_F(StreamTest, stays_down_while_a_reconnect_has_brought_no_media) {
  watch<>();
  begin();
  fail(vex::Reason::connect, "connection refused");
  begin();
  EXPECT_EQ(snapshot().up, unsigned{VEX_NO});
}

TEST_F(StreamTest, is_up_again_when_the_reconnect_brings_media) {
  watch<>();
  begin();
  fail(vex::Reason::connect, "connection refused");
  begin();
  play(2);
  EXPECT_EQ(snapshot().up, unsigned{VEX_YES});
  EXPECT_EQ(snapshot().reason, 0U);
}

TEST_F(StreamTest, is_not_up_again_by_the_cached_gop_of_a_stream_that_stalled) {
  watch<>();
  begin();
  play(50);
  fail(vex::Reason::stalled, "nothing came for 5 s");
  begin();
  emit(vex::Track{.id = 1, .kind = vex::Track::video, .codec = "h264"});
  for (int i = 0; i < 50; ++i) {  // all at once
    emit(vex::Packet{.track = 1, .key = i == 0, .dts = vex::Nanos(i * a_frame), .size = 100});
  }
  EXPECT_EQ(snapshot().up, unsigned{VEX_NO});
}

TEST_F(StreamTest, is_up_again_when_a_stream_that_stalled_goes_on) {
  watch<>();
  begin();
  play(50);
  fail(vex::Reason::stalled, "nothing came for 5 s");
  begin();
  play(25);
  EXPECT_EQ(snapshot().up, unsigned{VEX_YES});
}

TEST_F(StreamTest, is_not_overdue_while_frames_come) {
  watch<>();
  begin();
  play(500);
  EXPECT_FALSE(stream_->overdue(nothing_yet));
}

TEST_F(StreamTest, is_stalled_when_nothing_comes_for_the_liveness_timeout) {
  watch<>();
  begin();
  play(50);
  const vex_time last_receive = around_.time;
  around_.time += 5 * a_second - 1;
  EXPECT_FALSE(stream_->overdue(last_receive));
  around_.time += 1;
  ASSERT_TRUE(stream_->overdue(last_receive));
  EXPECT_EQ(stream_->overdue(last_receive)->reason, vex::Reason::stalled);
}

TEST_F(StreamTest, is_stalled_when_bytes_come_without_media) {
  watch<>();
  begin();
  play(50);
  around_.time += 5 * a_second;
  const auto verdict = stream_->overdue(around_.time);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->reason, vex::Reason::stalled);
  EXPECT_EQ(verdict->sentence, "no media has arrived for 5 s, though other bytes have");
}

TEST_F(StreamTest, has_a_stopped_clock_when_media_comes_and_timestamps_stand) {
  watch<>();
  begin();
  play(50);
  around_.time += 5 * a_second;
  emit(vex::Packet{.track = 1});
  const auto verdict = stream_->overdue(around_.time);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->reason, vex::Reason::clock_stopped);
}

TEST_F(StreamTest, is_stalled_two_segments_late_where_media_comes_in_segments) {
  watch<>();
  begin();
  emit(vex::Format{
      .protocol = "hls", .container = "mpegts", .segment_duration = vex::Nanos(6 * a_second)});
  play(50);
  around_.time += 12 * a_second - 1;
  EXPECT_FALSE(stream_->overdue(around_.time));
  around_.time += 1;
  const auto verdict = stream_->overdue(around_.time);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->reason, vex::Reason::stalled);
  EXPECT_EQ(verdict->sentence, "no new segment for 12 s");
}

TEST_F(StreamTest, is_never_up_by_media_that_is_finite) {
  watch<>();
  begin();
  emit(vex::Format{.protocol = "hls", .live = vex::Known::no});
  play(50);
  EXPECT_EQ(snapshot().up, unsigned{VEX_UNKNOWN});
  stream_->end_run({});
  EXPECT_EQ(snapshot().up, unsigned{VEX_NO});
  EXPECT_EQ(snapshot().reason, unsigned{VEX_REASON_CLOSED});
}

TEST_F(StreamTest, stalls_for_the_reason_of_the_segments_that_could_not_be_had) {
  watch<>();
  begin();
  emit(vex::Format{.protocol = "hls", .segment_duration = vex::Nanos(2 * a_second)});
  play(50);
  emit(vex::Segment{.rendition = 1, .reason = vex::Reason::not_found, .sentence = "gone"});
  emit(vex::Segment{.rendition = 2});
  emit(vex::Playlist{.rendition = 1});
  around_.time += 5 * a_second;
  const auto verdict = stream_->overdue(around_.time);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->reason, vex::Reason::not_found);
  EXPECT_EQ(verdict->sentence, "no new segment for 5 s: gone");
  emit(vex::Segment{.rendition = 1});
  EXPECT_EQ(stream_->overdue(around_.time)->reason, vex::Reason::stalled);
}

TEST_F(StreamTest, has_no_media_when_none_follows_the_answer_in_time) {
  watch<>();
  begin();
  stream_->phase_over(VEX_PHASE_REQUEST);
  around_.time += 10 * a_second;
  const auto verdict = stream_->overdue(nothing_yet);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->reason, vex::Reason::no_media);
}

TEST_F(StreamTest, has_no_media_while_only_playlists_are_answered) {
  watch<>();
  begin();
  for (int i = 0; i < 9; ++i) {
    stream_->phase_over(VEX_PHASE_REQUEST);
    emit(vex::Segment{.rendition = 1, .reason = vex::Reason::not_found, .sentence = "gone"});
    around_.time += 2 * a_second;
    EXPECT_FALSE(stream_->overdue(around_.time));
  }
  stream_->phase_over(VEX_PHASE_REQUEST);
  around_.time += 2 * a_second;
  const auto verdict = stream_->overdue(around_.time);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->reason, vex::Reason::not_found);
  EXPECT_EQ(verdict->sentence, "no media within 20 s of the first answer: gone");
}

TEST_F(StreamTest, is_stalled_when_a_read_times_out_between_frames) {
  watch<>();
  begin();
  play(50);
  fail(vex::Reason::timeout, "nothing was received for 3 s");
  EXPECT_EQ(snapshot().reason, unsigned{VEX_REASON_STALLED});
}

TEST_F(StreamTest, has_no_media_when_a_read_times_out_before_the_first_frame) {
  watch<>();
  begin();
  stream_->phase_over(VEX_PHASE_REQUEST);
  fail(vex::Reason::timeout, "nothing was received for 3 s");
  EXPECT_EQ(snapshot().reason, unsigned{VEX_REASON_NO_MEDIA});
}

TEST_F(StreamTest, judges_no_stream_while_the_measurement_is_invalid) {
  watch<>();
  begin();
  play(50);
  around_.time += 60 * a_second;
  stream_->set_measurement_valid(false);
  EXPECT_FALSE(stream_->overdue(nothing_yet));
}

TEST_F(StreamTest, is_unknown_when_an_overloaded_exporter_sees_no_frames) {
  watch<>();
  begin();
  play(50);
  around_.time += 60 * a_second;
  stream_->set_measurement_valid(false);
  stream_->tick(&silent);
  EXPECT_EQ(snapshot().up, unsigned{VEX_UNKNOWN});
}

TEST_F(StreamTest, keeps_its_state_while_tries_of_a_check_are_left) {
  watch<>();
  begin(VEX_MODE_SAMPLED);
  fail(vex::Reason::connect, "connection refused", false);
  EXPECT_EQ(snapshot().up, unsigned{VEX_UNKNOWN});
}

TEST_F(StreamTest, is_up_after_a_complete_sample) {
  watch<>();
  begin(VEX_MODE_SAMPLED);
  play(300);
  stream_->end_run({});
  EXPECT_EQ(snapshot().up, unsigned{VEX_YES});
  EXPECT_EQ(snapshot().checks, 1U);
}

TEST_F(StreamTest, has_no_media_when_a_file_holds_none) {
  watch<>();
  begin(VEX_MODE_OFFLINE);
  stream_->end_run({});
  EXPECT_EQ(snapshot().reason, unsigned{VEX_REASON_NO_MEDIA});
}

TEST_F(StreamTest, completes_a_sample_of_ten_seconds_with_two_keyframes) {
  watch<>();
  begin(VEX_MODE_SAMPLED);
  play(250);
  EXPECT_FALSE(stream_->sample_complete());
  play(30);
  EXPECT_TRUE(stream_->sample_complete());
}

TEST_F(StreamTest, measures_each_phase_from_the_end_of_the_one_before) {
  watch<>();
  begin();
  around_.time += a_second;
  stream_->phase_over(VEX_PHASE_CONNECT);
  around_.time += 2 * a_second;
  stream_->phase_over(VEX_PHASE_REQUEST);
  EXPECT_EQ(value("phase", "connect"), 1.0);
  EXPECT_EQ(value("phase", "request"), 2.0);
}

TEST_F(StreamTest, counts_the_first_byte_of_a_dialogue_into_the_dialogue) {
  watch<>();
  begin();
  stream_->phase_over(VEX_PHASE_CONNECT);
  around_.time += a_second;
  stream_->phase_over(VEX_PHASE_FIRST_BYTE);
  around_.time += 2 * a_second;
  stream_->phase_over(VEX_PHASE_HANDSHAKE);
  EXPECT_EQ(value("phase", "first_byte"), 1.0);
  EXPECT_EQ(value("phase", "handshake"), 3.0);
}

TEST_F(StreamTest, forgets_the_phases_of_the_run_before) {
  watch<>();
  begin();
  stream_->phase_over(VEX_PHASE_CONNECT);
  fail(vex::Reason::closed, "gone");
  begin();
  EXPECT_EQ(value("phase", "connect"), std::nullopt);
}

TEST_F(StreamTest, counts_received_bytes_over_all_runs) {
  watch<>();
  begin();
  const TransportFigures first{.received_bytes = 1000};
  stream_->tick(&first);
  fail(vex::Reason::closed, "gone");
  begin();
  const TransportFigures second{.received_bytes = 300};
  stream_->tick(&second);
  EXPECT_EQ(value("received"), 1300.0);
}

TEST_F(StreamTest, knows_no_round_trip_of_a_connection_that_is_gone) {
  watch<>();
  begin();
  const TransportFigures transport{.received_bytes = 1000, .rtt = 2'000'000};
  stream_->tick(&transport);
  EXPECT_EQ(value("tcp_rtt"), 0.002);
  fail(vex::Reason::closed, "gone");
  EXPECT_EQ(value("tcp_rtt"), std::nullopt);
}

TEST_F(StreamTest, counts_no_bytes_where_it_is_not_known_what_is_received) {
  watch<>();
  begin();
  stream_->tick(&silent);
  EXPECT_EQ(value("received"), std::nullopt);
}

TEST_F(StreamTest, counts_reconnects_by_the_reason_before) {
  watch<>();
  begin();
  fail(vex::Reason::closed, "gone");
  begin();
  EXPECT_EQ(value("reconnects", "closed"), 1.0);
}

TEST_F(StreamTest, tells_what_it_is_by_the_info_metric) {
  watch<>();
  begin();
  emit(vex::Format{"http-flv", "flv"});
  emit(vex::Track{.id = 1, .kind = vex::Track::video, .codec = "h264", .profile = "High"});
  const vex_stream_snapshot& now = snapshot();
  ASSERT_GE(now.series_count, 1U);
  for (std::size_t i = 0; i < now.series_count; ++i) {
    if (std::string_view(now.series[i].metric->name).empty()) {
      EXPECT_EQ(vex::text(now.series[i].labels[2]), "http-flv");
      EXPECT_EQ(vex::text(now.series[i].labels[4]), "h264");
      EXPECT_EQ(vex::text(now.series[i].labels[5]), "High");
    }
  }
}

TEST_F(StreamTest, shows_the_tracks_in_the_snapshot) {
  watch<>();
  begin();
  emit(vex::Track{.id = 1, .kind = vex::Track::video, .codec = "h264", .width = 640});
  emit(vex::Track{.id = 2, .kind = vex::Track::audio, .codec = "aac"});
  emit(vex::Track{.id = 1, .kind = vex::Track::video, .codec = "h264", .width = 1280});
  ASSERT_EQ(snapshot().track_count, 2U);
  EXPECT_EQ(snapshot().tracks[0]->width, 1280U);
  EXPECT_EQ(vex::text(snapshot().tracks[1]->codec), "aac");
}

TEST_F(StreamTest, refuses_more_tracks_than_a_stream_can_have) {
  watch<>();
  begin();
  for (std::uint32_t id = 1; id <= 32; ++id) emit(vex::Track{.id = id});
  EXPECT_THROW(emit(vex::Track{.id = 33}), vex::Error);
}

TEST_F(StreamTest, refuses_a_metric_that_the_probe_has_not_declared) {
  static constexpr vex::Gauge smuggled{"smuggled", "", "Not in the table"};
  watch<>();
  begin();
  EXPECT_THROW(emit(vex::Sample{smuggled, 1}), vex::Error);
}

TEST_F(StreamTest, refuses_a_wrong_number_of_labels) {
  watch<>();
  begin();
  const vex_str label{"x", 1};
  EXPECT_THROW(emit(vex::Sample{ScriptedProbe::level, 1, {&label, 1}}), vex::Error);
}

TEST_F(StreamTest, drops_the_levels_of_a_run_that_failed) {
  watch<>();
  begin();
  emit(vex::Sample{ScriptedProbe::level, 5});
  EXPECT_EQ(value("level"), 5.0);
  fail(vex::Reason::closed, "gone");
  EXPECT_EQ(value("level"), std::nullopt);
}

TEST_F(StreamTest, tells_the_sinks_of_each_change_of_state_once) {
  watch<>();
  begin();
  fail(vex::Reason::connect, "refused");
  begin();
  fail(vex::Reason::connect_timeout, "no answer");
  std::size_t states = 0;
  for (const RecordPtr& record : around_.records) {
    states += record->abi().event->type == VEX_EVENT_STATE ? 1U : 0U;
  }
  EXPECT_EQ(states, 1U);
}

TEST_F(StreamTest, finds_a_down_stream_once_whatever_the_reconnects_meet) {
  watch<>();
  begin();
  play(10);
  fail(vex::Reason::stalled, "nothing has arrived for 5 s");
  begin();
  fail(vex::Reason::connect, "refused");
  ASSERT_EQ(snapshot().finding_count, 1U);
  EXPECT_STREQ(snapshot().findings[0].change->rule->id, "stream_stalled");
}

TEST_F(StreamTest, resolves_the_finding_ten_seconds_after_it_is_up_again) {
  watch<>();
  begin();
  fail(vex::Reason::connect, "refused");
  begin();
  play(10);
  EXPECT_EQ(snapshot().finding_count, 1U);
  around_.time += 10 * a_second;
  stream_->tick(nullptr);
  EXPECT_EQ(snapshot().finding_count, 0U);
}

TEST_F(StreamTest, finds_a_stream_that_went_down_while_nobody_could_judge) {
  watch<>();
  stream_->set_measurement_valid(false);
  begin();
  fail(vex::Reason::connect, "refused");
  EXPECT_EQ(snapshot().finding_count, 0U);
  stream_->set_measurement_valid(true);
  ASSERT_EQ(snapshot().finding_count, 1U);
  EXPECT_STREQ(snapshot().findings[0].change->rule->id, "stream_down");
}

TEST_F(StreamTest, keeps_an_outage_that_nobody_can_judge_any_more) {
  watch<>();
  begin();
  fail(vex::Reason::connect, "refused");
  stream_->set_measurement_valid(false);
  begin();
  fail(vex::Reason::timeout, "late");
  EXPECT_EQ(snapshot().up, unsigned{VEX_UNKNOWN});
  stream_->set_measurement_valid(true);
  around_.time += 60 * a_second;
  stream_->tick(&silent);
  ASSERT_EQ(snapshot().finding_count, 1U) << "it was resolved, though the stream was never up";
  begin();
  fail(vex::Reason::connect, "refused");
  EXPECT_EQ(value("findings", "stream_down"), 1.0) << "it is the same outage";
}

TEST_F(StreamTest, shows_a_finding_as_soon_as_it_is_told) {
  watch<Critic>();
  begin();
  play(1);
  EXPECT_EQ(snapshot().finding_count, 1U);
}

TEST_F(StreamTest, finds_a_certificate_that_expires_within_two_weeks) {
  watch<>();
  begin();
  const std::int64_t today = around_.unix_now() / a_second;
  TransportFigures transport{.received_bytes = 0};
  transport.certificate_expiry_seconds = today + 15 * 86400;
  stream_->tick(&transport);
  EXPECT_EQ(snapshot().finding_count, 0U);
  transport.certificate_expiry_seconds = today + 13 * 86400;
  stream_->tick(&transport);
  ASSERT_EQ(snapshot().finding_count, 1U);
  EXPECT_STREQ(snapshot().findings[0].change->rule->id, "tls_expiring");
  EXPECT_EQ(vex::text(snapshot().findings[0].change->message),
            "the certificate expires in 13 days");
}

TEST_F(StreamTest, shows_which_findings_are_active) {
  watch<>();
  begin();
  fail(vex::Reason::connect, "refused");
  EXPECT_EQ(value("finding_active", "stream_down"), 1.0);
  EXPECT_EQ(value("findings", "stream_down"), 1.0);
}

/// Breaks a rule in runs that have more than ten frames; a fresh instance says nothing of others.
class Crowd final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"crowd", "1.0.0", "Finds more than ten frames"};
  static constexpr vex::Rule crowded{"crowded", vex::Severity::warning, "More than ten frames."};
  static constexpr auto rules = vex::rules(crowded);

  explicit Crowd(const vex::Setup& setup) : Analyzer(setup) {}
  void on_packet(const vex::Packet&) override {
    if (++frames_ > 10) emit(vex::Finding{.rule = crowded, .broken = true});
  }

 private:
  int frames_ = 0;
};

TEST_F(StreamTest, holds_the_findings_of_a_sample_until_the_next) {
  watch<Crowd>();
  begin(VEX_MODE_SAMPLED);
  play(20);
  stream_->end_run({});
  around_.time += 30 * a_second;
  stream_->tick(nullptr);
  EXPECT_EQ(snapshot().finding_count, 1U);
  begin(VEX_MODE_SAMPLED);
  play(5);
  stream_->end_run({});
  stream_->tick(nullptr);
  EXPECT_EQ(snapshot().finding_count, 0U);
}

TEST_F(StreamTest, drops_the_findings_of_a_run_that_failed) {
  watch<Crowd>();
  begin(VEX_MODE_SAMPLED);
  play(20);
  fail(vex::Reason::closed, "closed by the peer");
  stream_->tick(nullptr);
  for (std::size_t i = 0; i < snapshot().finding_count; ++i) {
    EXPECT_STRNE(snapshot().findings[i].change->rule->id, "crowded");
  }
}

TEST_F(StreamTest, keeps_frames_before_the_first_keyframe_out_of_the_first_window) {
  watch<WindowSize>();
  begin();
  play(20);  // no burst from here on, the next keyframe five frames away
  play(5 + 251);
  EXPECT_EQ(value("window_size"), 250.0);
}

}  // namespace
}  // namespace core::pipeline
