#include "core/plugin/probe_choice.hpp"

#include <gtest/gtest.h>

#include "tests/core/plugin/descriptors.hpp"

namespace core::plugin {
namespace {

constexpr std::array<const char*, 3> http{"http", "https", nullptr};
constexpr std::array<const char*, 3> all{"http", "rtmp", nullptr};
constexpr std::array<const char*, 2> dot_flv{".flv", nullptr};
constexpr std::array<const char*, 2> dot_m3u8{".m3u8", nullptr};

constexpr vex_probe flv_api{http.data(), dot_flv.data(), 0, 0, run_nothing};
constexpr vex_probe hls_api{http.data(), dot_m3u8.data(), 0, 0, run_nothing};
constexpr vex_probe any_api{all.data(), no_words.data(), 0, 0, run_nothing};

const vex_plugin any = probe_plugin("any", any_api);
const vex_plugin flv = probe_plugin("flv", flv_api);
const vex_plugin hls = probe_plugin("hls", hls_api);
const vex_plugin other = probe_plugin("other", flv_api);

TEST(ProbeChoice, prefers_the_ending_to_the_scheme_alone) {
  EXPECT_EQ(choose_probe({&any, &flv, &hls}, "http", "/live/a.flv"), &flv);
  EXPECT_EQ(choose_probe({&any, &flv, &hls}, "http", "/live/a.m3u8"), &hls);
  EXPECT_EQ(choose_probe({&any, &flv, &hls}, "http", "/live/a"), &any);
  EXPECT_EQ(choose_probe({&any, &flv, &hls}, "rtmp", "/live/a.flv"), &any);
}

TEST(ProbeChoice, asks_a_fallback_when_nobody_else_claims_it) {
  constexpr vex_probe fallback_api{all.data(), no_words.data(), VEX_PROBE_FALLBACK, 0, run_nothing};
  const vex_plugin fallback = probe_plugin("fallback", fallback_api);
  EXPECT_EQ(choose_probe({&fallback, &flv, &any}, "rtmp", "/live/a"), &any);
  EXPECT_EQ(choose_probe({&fallback, &flv}, "http", "/live/a.flv"), &flv);
  EXPECT_EQ(choose_probe({&fallback, &flv}, "http", "/live/a.ts"), &fallback);
  EXPECT_EQ(choose_probe({&fallback, &flv}, "rtmp", "/live/a.flv"), &fallback);
}

TEST(ProbeChoice, minds_no_case) { EXPECT_EQ(choose_probe({&flv}, "HTTPS", "/live/A.FLV"), &flv); }

TEST(ProbeChoice, takes_the_first_of_two_that_claim_alike) {
  EXPECT_EQ(choose_probe({&flv, &other}, "http", "/a.flv"), &flv);
  EXPECT_EQ(choose_probe({&other, &flv}, "http", "/a.flv"), &other);
}

TEST(ProbeChoice, leaves_what_nobody_claims) {
  EXPECT_EQ(choose_probe({&flv, &hls}, "http", "/live/a"), nullptr);
  EXPECT_EQ(choose_probe({&flv, &hls}, "srt", "/a.flv"), nullptr);
  EXPECT_EQ(choose_probe({}, "http", "/a.flv"), nullptr);
}

TEST(ProbeChoice, names_what_can_be_read) {
  EXPECT_EQ(readable({&any, &flv}), "any: http, rtmp; flv: http, https (.flv)");
  EXPECT_EQ(readable({}), "nothing, for no probe is loaded");
}

}  // namespace
}  // namespace core::plugin
