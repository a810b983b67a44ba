#include "sinks/webhook/words.hpp"

#include <gmock/gmock.h>

#include "tests/sinks/webhook/alerts.hpp"

namespace sinks::webhook {
namespace {

using testing::ElementsAre;

TEST(Words, tell_all_of_one_alert_in_english) {
  EXPECT_EQ(title_of(stalled(), Language::english),
            "[FIRING] stream_stalled (critical): cup/final");
  EXPECT_THAT(lines_of(stalled(), Language::english),
              ElementsAre("the peer said \"bye\"", "Value: 5.25 seconds, limit: 5 seconds",
                          "Stream: cup_final https://example.com/final.flv?token=***",
                          "Since: 2026-01-31T12:00:00.000Z", "Clause: RFC 8216 6.2.1",
                          "Evidence: reason=stalled; bytes=0",
                          "See it with: video-exporter probe "
                          "'https://example.com/final.flv?token=***'"));
}

TEST(Words, tell_all_of_one_alert_in_chinese) {
  EXPECT_EQ(title_of(stalled(), Language::chinese), "[告警] stream_stalled (critical): cup/final");
  EXPECT_THAT(lines_of(stalled(), Language::chinese),
              ElementsAre("the peer said \"bye\"", "值: 5.25 seconds，限值: 5 seconds",
                          "流: cup_final https://example.com/final.flv?token=***",
                          "开始于: 2026-01-31T12:00:00.000Z", "依据: RFC 8216 6.2.1",
                          "证据: reason=stalled; bytes=0",
                          "复现命令: video-exporter probe "
                          "'https://example.com/final.flv?token=***'"));
}

TEST(Words, count_several_alerts) {
  const std::vector<Alert> both{stalled(), resolved()};
  EXPECT_EQ(title_of(both, Language::english), "[FIRING: 1] [RESOLVED: 1] 2 alerts");
  EXPECT_EQ(title_of(both, Language::chinese), "[告警: 1] [恢复: 1] 2 条告警");
}

TEST(Words, name_every_stream_of_many_by_rule_and_project) {
  std::vector<Alert> alerts = many_down(3);
  alerts.insert(alerts.end(), {resolved(), resolved(), resolved()});
  alerts[1].project = "league";
  EXPECT_THAT(
      lines_of(alerts, Language::english),
      ElementsAre("[FIRING] stream_stalled (critical): 3 streams", "cup/ s0000, s0002",
                  "league/ s0001", "[RESOLVED] low_bitrate (warning): 3 streams", "cup/ b, b, b"));
}

TEST(Words, let_no_text_of_a_peer_break_a_line) {
  Alert alert = stalled();
  alert.message = "a\nb\x1b[31m";
  EXPECT_EQ(lines_of(alert, Language::english).front(), "a\\nb\\x1b[31m");
}

}  // namespace
}  // namespace sinks::webhook
