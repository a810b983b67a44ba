#include "plugins/rtmp/status.hpp"

#include <gtest/gtest.h>

#include "tests/plugins/rtmp/server.hpp"

namespace rtmp {
namespace {

using vex::Reason;

struct Row {
  const char* code;
  const char* level;
  const char* description;
  Meaning meaning;
  Reason reason;
};

const std::vector<Row> rows{
    {"NetStream.Play.Start", "status", "", Meaning::playing, Reason::none},
    {"NetStream.Play.PublishNotify", "status", "", Meaning::playing, Reason::none},
    {"NetStream.Play.Reset", "status", "", Meaning::nothing, Reason::none},
    {"NetStream.Play.InsufficientBW", "warning", "", Meaning::nothing, Reason::none},
    {"NetStream.Play.StreamNotFound", "error", "", Meaning::failed, Reason::not_found},
    {"NetStream.Play.StreamNotFound", "status", "", Meaning::failed, Reason::not_found},
    {"NetStream.Play.Failed", "error", "", Meaning::failed, Reason::http_status},
    {"NetStream.Play.Failed", "error", "Stream not found: a", Meaning::failed, Reason::not_found},
    {"NetStream.Play.Failed", "error", "Access denied", Meaning::failed, Reason::auth},
    {"NetStream.Play.NoSupportedTrackFound", "error", "", Meaning::failed, Reason::unsupported},
    {"NetStream.Play.UnpublishNotify", "status", "", Meaning::ended, Reason::closed},
    {"NetStream.Play.Stop", "status", "", Meaning::ended, Reason::closed},
    {"NetConnection.Connect.Rejected", "error", "", Meaning::failed, Reason::auth},
    {"NetConnection.Connect.Rejected", "error", "Application (x) is not defined.", Meaning::failed,
     Reason::not_found},
    {"NetConnection.Connect.InvalidApp", "error", "", Meaning::failed, Reason::not_found},
    {"NetConnection.Connect.AppShutdown", "error", "", Meaning::ended, Reason::closed},
    {"NetConnection.Connect.Closed", "status", "", Meaning::ended, Reason::closed},
    {"Something.Else", "error", "invalid token", Meaning::failed, Reason::auth},
    {"Something.Else", "error", "", Meaning::failed, Reason::http_status},
    {"Something.Else", "status", "", Meaning::nothing, Reason::none},
};

media::rtmp::Command command_of(const Row& row) {
  return *media::rtmp::read_command(test::on_status(row.code, row.level, row.description), false);
}

TEST(RtmpStatus, has_a_meaning) {
  for (const Row& row : rows) {
    EXPECT_EQ(meaning_of(command_of(row)), row.meaning) << row.code << " " << row.description;
  }
}

TEST(RtmpStatus, of_an_end_or_failure_has_a_reason) {
  for (const Row& row : rows) {
    if (row.reason == Reason::none) continue;
    EXPECT_EQ(error_of(command_of(row), "play").reason(), row.reason)
        << row.code << " " << row.description;
  }
}

TEST(RtmpStatus, is_told_in_a_sentence) {
  EXPECT_STREQ(
      error_of(command_of({"NetStream.Play.Failed", "error", "no\nway", Meaning{}, {}}), "play")
          .what(),
      "play was refused: \"NetStream.Play.Failed\", \"no\\nway\"");
  EXPECT_STREQ(error_of(command_of(rows[10]), "play").what(),
               "the server ended the stream: \"NetStream.Play.UnpublishNotify\"");
}

}  // namespace
}  // namespace rtmp
