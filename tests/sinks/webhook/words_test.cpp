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

std::size_t size_of(const std::vector<std::string>& lines) {
  std::size_t size = 0;
  for (const std::string& line : lines) size += line.size() + 1;
  return size;
}

TEST(Words, count_the_streams_of_many_for_which_there_is_no_room) {
  std::vector<Alert> alerts = many_down(100);
  alerts[1].stream = std::string(500, 'x');
  const Room room{220, "http://exporter:8080/api/v1/streams"};
  const auto lines = lines_of(alerts, Language::english, room);
  EXPECT_THAT(lines, ElementsAre("Not all names fit in here, 89 are left out. All: "
                                 "http://exporter:8080/api/v1/streams",
                                 "[FIRING] stream_stalled (critical): 100 streams",
                                 "cup/ s0000, s0002, s0003, s0004, s0005, s0006, s0007, s0008, "
                                 "s0009, s0010, s0011"));
  EXPECT_LE(size_of(lines), room.bytes);
  EXPECT_EQ(lines_of(alerts, Language::chinese, room).front(),
            "此处容不下全部名称，略去 90 个。全部见：http://exporter:8080/api/v1/streams");
}

TEST(Words, are_a_digest_also_for_a_few_of_which_there_is_too_much_to_say) {
  const std::vector<Alert> both{stalled(), resolved()};
  EXPECT_THAT(lines_of(both, Language::english, {300, ""}),
              ElementsAre("[FIRING] stream_stalled (critical): 1 streams", "cup/ final",
                          "[RESOLVED] low_bitrate (warning): 1 streams", "cup/ b"));
}

TEST(Words, let_no_text_of_a_peer_break_a_line) {
  Alert alert = stalled();
  alert.message = "a\nb\x1b[31m";
  EXPECT_EQ(lines_of(alert, Language::english).front(), "a\\nb\\x1b[31m");
}

}  // namespace
}  // namespace sinks::webhook
