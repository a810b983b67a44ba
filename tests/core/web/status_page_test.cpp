#include "core/web/status_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/web/sample_snapshot.hpp"

namespace core::web {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr vex_event_health good{{}, VEX_YES, VEX_QUALITY_GOOD, VEX_YES, 0};

std::string page_of(SampleSource& source, Pairs query = {}, std::size_t rows_per_page = 2000) {
  return StatusPage(source, "1.0", rows_per_page)({.query = std::move(query)}).body;
}

TEST(StatusPage, shows_what_a_stream_is_like) {
  SampleSource source;
  source.add("cup", "a")
      .up()
      .health(good)
      .video("h264", 1920, 1080)
      .audio("aac")
      .value(sample::bitrate, 2'480'000)
      .value(sample::framerate, 25)
      .value(sample::gop_frames, 50, "last")
      .value(sample::gop_seconds, 2, "last");
  const std::string page = page_of(source);
  for (const char* const shown :
       {"2.48 Mbit/s", ">25.0<", "1920×1080", "h264 + aac", "50 fr · 2.0 s", ">good<"}) {
    EXPECT_THAT(page, HasSubstr(shown));
  }
}

TEST(StatusPage, says_why_a_stream_is_down_and_since_when) {
  SampleSource source;
  source.add("cup", "a").down(vex::Reason::stalled, "no bytes for 5 s").since(1'000'000'000);
  const std::string page = page_of(source);
  EXPECT_THAT(page, HasSubstr("<b>stalled</b> no bytes for 5 s"));
  EXPECT_THAT(page, HasSubstr("title=\"2026-03-01T12:00:01Z\""));
}

TEST(StatusPage, says_only_once_why_a_stream_is_down) {
  SampleSource source;
  source.add("cup", "a").down(vex::Reason::closed, "now").finding(sample::stream_down, "at first");
  EXPECT_THAT(page_of(source), Not(HasSubstr("at first")));
}

TEST(StatusPage, shows_no_figures_of_a_run_that_is_over) {
  SampleSource source;
  source.add("cup", "a").down(vex::Reason::closed, "").value(sample::bitrate, 2'480'000);
  EXPECT_THAT(page_of(source), Not(HasSubstr("Mbit/s")));
}

TEST(StatusPage, shows_active_findings) {
  SampleSource source;
  source.add("cup", "a").up().finding(sample::low_bitrate, "100 kbit/s");
  EXPECT_THAT(page_of(source), HasSubstr("<b>low_bitrate</b> 100 kbit/s"));
}

TEST(StatusPage, puts_broken_streams_first) {
  SampleSource source;
  source.add("p", "healthy").up().health(good);
  source.add("p", "unknown");
  source.add("p", "impaired").up().finding(sample::low_bitrate, "");
  source.add("p", "down").down(vex::Reason::resolve, "");
  const std::string page = page_of(source);
  const auto row = [&page](const char* id) { return page.find(std::string("p/") + id); };
  EXPECT_LT(row("down"), row("impaired"));
  EXPECT_LT(row("impaired"), row("unknown"));
  EXPECT_LT(row("unknown"), row("healthy"));
}

TEST(StatusPage, takes_a_stream_that_nobody_has_judged_yet_for_unknown) {
  SampleSource source;
  source.add("p", "a").up();
  EXPECT_THAT(page_of(source), HasSubstr("<b>1</b> unknown"));
}

TEST(StatusPage, counts_all_streams_whatever_is_searched_for) {
  SampleSource source;
  source.add("p", "a").up().health(good);
  source.add("p", "b").up().health(good);
  const std::string page = page_of(source, {{"q", "nothing like it"}});
  EXPECT_THAT(page, HasSubstr("<b>2</b> healthy"));
  EXPECT_THAT(page, HasSubstr("<p class=\"empty\">No stream matches."));
}

TEST(StatusPage, finds_streams_without_a_script) {
  SampleSource source;
  source.add("cup", "final").down(vex::Reason::stalled, "");
  source.add("cup", "semi").down(vex::Reason::closed, "");
  const std::string page = page_of(source, {{"q", "CUP stalled"}, {"state", "down"}});
  EXPECT_THAT(page, HasSubstr("data-key=\"cup/final\""));
  EXPECT_THAT(page, Not(HasSubstr("data-key=\"cup/semi\"")));
  EXPECT_THAT(page, HasSubstr("value=\"CUP stalled\""));
}

TEST(StatusPage, spreads_many_streams_over_pages) {
  SampleSource source;
  for (int i = 0; i < 5; ++i) source.add("p", "s" + std::to_string(i));
  const std::string page = page_of(source, {{"page", "2"}, {"q", "nothing"}}, 2);
  EXPECT_THAT(page, HasSubstr("data-search=\"server\""));
  EXPECT_THAT(page, Not(HasSubstr("href=\"?page=2")));
  const std::string all = page_of(source, {{"page", "3"}, {"q", "p_origin"}}, 2);
  EXPECT_THAT(all, HasSubstr("data-key=\"p/s4\""));
  EXPECT_THAT(all, Not(HasSubstr("data-key=\"p/s3\"")));
  EXPECT_THAT(all, HasSubstr("href=\"?page=1&amp;q=p_origin\""));
}

TEST(StatusPage, takes_odd_page_numbers_for_the_nearest_page) {
  SampleSource source;
  source.add("p", "a");
  for (const char* const number : {"0", "99", "-1", "x", ""}) {
    EXPECT_THAT(page_of(source, {{"page", number}}), HasSubstr("data-key=\"p/a\""));
  }
}

TEST(StatusPage, lets_nothing_from_elsewhere_become_markup) {
  SampleSource source;
  const std::string evil = "\"><script>alert(1)</script>'";
  source.add(evil, evil, evil)
      .label(evil, evil)
      .down(vex::Reason::protocol, evil)
      .finding(sample::low_bitrate, evil)
      .video(evil, 1, 1);
  EXPECT_THAT(page_of(source, {{"q", evil}, {"state", evil}}), Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page_of(source), Not(HasSubstr("\"><script")));
}

TEST(StatusPage, runs_its_own_script_and_no_other) {
  SampleSource source;
  const Response response = StatusPage(source, "1.0")({});
  const std::string policy = response.headers.at(0).second;
  const std::size_t nonce = policy.find("'nonce-") + 7;
  EXPECT_THAT(response.body, HasSubstr("<script nonce=\"" + policy.substr(nonce, 32) + "\">"));
}

TEST(StatusPage, warns_of_an_overloaded_exporter) {
  SampleSource source;
  EXPECT_THAT(page_of(source), Not(HasSubstr("overloaded")));
  source.set_overloaded();
  EXPECT_THAT(page_of(source), HasSubstr("overloaded"));
}

TEST(StatusPage, gives_its_snapshot_back) {
  SampleSource source;
  page_of(source);
  EXPECT_EQ(source.held(), 0);
}

}  // namespace
}  // namespace core::web
