#include "plugins/ffmpeg/reasons.hpp"

#include <gmock/gmock.h>

#include <cerrno>
#include <vector>

#include "plugins/ffmpeg/libav.hpp"

namespace ffmpeg {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using vex::Reason;

struct Row {
  const char* name;
  int code;
  Stage stage;
  const char* part;  // that complained
  Reason reason;
};

TEST(FfmpegReason, follows_from_the_code_the_stage_and_the_part_that_complained) {
  const std::vector<Row> rows{
      {"refused", AVERROR(ECONNREFUSED), Stage::opening, "tcp", Reason::connect},
      {"no way to the host", AVERROR(EHOSTUNREACH), Stage::opening, "", Reason::connect},
      {"address in use", AVERROR(EADDRINUSE), Stage::opening, "udp", Reason::connect},
      {"no answer to SYN", AVERROR(ETIMEDOUT), Stage::opening, "tcp", Reason::connect_timeout},
      {"no answer to SRT", AVERROR(ETIMEDOUT), Stage::opening, "srt", Reason::connect_timeout},
      {"no response", AVERROR(ETIMEDOUT), Stage::opening, "http", Reason::timeout},
      {"silence", AVERROR(ETIMEDOUT), Stage::reading, "tcp", Reason::timeout},
      {"SRT refused", AVERROR(EIO), Stage::opening, "srt", Reason::connect},
      {"bad certificate", AVERROR(EIO), Stage::opening, "tls", Reason::tls},
      {"TLS of unknown kind", AVERROR_EXTERNAL, Stage::opening, "tls", Reason::tls},
      {"broken while read", AVERROR(EIO), Stage::reading, "http", Reason::closed},
      {"reset", AVERROR(ECONNRESET), Stage::reading, "", Reason::closed},
      {"unauthorized", AVERROR_HTTP_UNAUTHORIZED, Stage::opening, "http", Reason::auth},
      {"forbidden", AVERROR_HTTP_FORBIDDEN, Stage::opening, "http", Reason::auth},
      {"not found", AVERROR_HTTP_NOT_FOUND, Stage::opening, "http", Reason::not_found},
      {"no such file", AVERROR(ENOENT), Stage::opening, "", Reason::not_found},
      {"bad request", AVERROR_HTTP_BAD_REQUEST, Stage::opening, "http", Reason::http_status},
      {"other 4xx", AVERROR_HTTP_OTHER_4XX, Stage::opening, "http", Reason::http_status},
      {"server error", AVERROR_HTTP_SERVER_ERROR, Stage::opening, "http", Reason::http_status},
      {"no media", AVERROR_INVALIDDATA, Stage::opening, "", Reason::protocol},
      {"broken media", AVERROR_INVALIDDATA, Stage::reading, "mov", Reason::protocol},
      {"no such protocol", AVERROR_PROTOCOL_NOT_FOUND, Stage::opening, "", Reason::unsupported},
      {"not implemented", AVERROR_PATCHWELCOME, Stage::reading, "", Reason::unsupported},
      {"one block too large", AVERROR(ENOMEM), Stage::reading, "", Reason::too_large},
      {"no file descriptors", AVERROR(EMFILE), Stage::opening, "", Reason::internal},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(name_of(reason_of(row.code, row.stage, {row.part, ""})), name_of(row.reason))
        << row.name;
  }
}

TEST(FfmpegReason, is_told_in_ffmpeg_s_words) {
  const vex::Error error =
      error_of(AVERROR(ECONNREFUSED), Stage::opening, {"tcp", "Connection to h failed\x01"});
  EXPECT_THAT(error.what(), AllOf(HasSubstr("cannot be opened: Connection refused"),
                                  HasSubstr("tcp says \"Connection to h failed\\x01\"")));
}

}  // namespace
}  // namespace ffmpeg
