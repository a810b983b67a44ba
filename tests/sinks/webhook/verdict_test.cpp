#include "sinks/webhook/verdict.hpp"

#include <gtest/gtest.h>

#include "tests/sinks/webhook/alerts.hpp"

namespace sinks::webhook {
namespace {

using std::chrono::seconds;

Verdict verdict_on(int status, const char* format = "json", std::string body = "",
                   std::string after = "") {
  return judge({status, "", std::move(after), std::move(body)}, format_named(format), noon);
}

TEST(Verdict, goes_by_the_status) {
  for (const int status : {200, 202, 204}) EXPECT_EQ(verdict_on(status).kind, Verdict::delivered);
  for (const int status : {301, 302, 307, 400, 401, 404, 408, 413}) {
    EXPECT_EQ(verdict_on(status).kind, Verdict::rejected) << status;
  }
  for (const int status : {429, 500, 502, 503, 504}) {
    EXPECT_EQ(verdict_on(status).kind, Verdict::retry) << status;
  }
}

TEST(Verdict, waits_as_long_as_the_receiver_asks_for) {
  EXPECT_EQ(verdict_on(429, "json", "", "7").delay, seconds(7));
  EXPECT_EQ(verdict_on(503, "json", "", "Sat, 31 Jan 2026 12:00:30 GMT").delay, seconds(30));
  EXPECT_EQ(verdict_on(503, "json", "", "Sat, 31 Jan 2026 11:00:00 GMT").delay, seconds(0));
  EXPECT_EQ(verdict_on(503, "json", "", "999999999").delay, std::chrono::hours(1));
  EXPECT_EQ(verdict_on(503, "json", "", "soon").delay, std::nullopt);
  EXPECT_EQ(verdict_on(500).delay, std::nullopt);
}

TEST(Verdict, quotes_what_was_answered_and_no_more_than_200_bytes) {
  EXPECT_EQ(verdict_on(400, "json", "no\nway\x1b").sentence, "400: \"no\\nway\\x1b\"");
  EXPECT_EQ(verdict_on(400, "json", std::string(300, 'x')).sentence,
            "400: \"" + std::string(200, 'x') + "...\"");
  EXPECT_EQ(verdict_on(302).sentence, "302; redirects are not followed");
}

TEST(Verdict, of_chats_goes_by_the_code_in_the_body) {
  struct Row {
    const char* format;
    const char* body;
    Verdict::Kind kind;
  };
  const Row rows[] = {
      {"dingtalk", R"({"errcode":0,"errmsg":"ok"})", Verdict::delivered},
      {"dingtalk", R"({"errcode":310000,"errmsg":"sign not match"})", Verdict::rejected},
      {"dingtalk", R"({"errcode":410100,"errmsg":"too fast"})", Verdict::retry},
      {"feishu", R"({"StatusCode":0,"StatusMessage":"success"})", Verdict::delivered},
      {"feishu", R"({"code":19021,"msg":"sign match fail"})", Verdict::rejected},
      {"feishu", R"({"code":11232,"msg":"frequency limited"})", Verdict::retry},
      {"wecom", R"({"errcode":0,"errmsg":"ok"})", Verdict::delivered},
      {"wecom", R"({"errcode":93000,"errmsg":"invalid webhook url"})", Verdict::rejected},
      {"wecom", R"({"errcode":45009,"errmsg":"api freq out of limit"})", Verdict::retry},
      {"wecom", R"({"errcode":-1,"errmsg":"system busy"})", Verdict::retry},
      {"wecom", "no JSON at all", Verdict::delivered},
      {"json", R"({"errcode":310000})", Verdict::delivered},
  };
  for (const Row& row : rows)
    EXPECT_EQ(verdict_on(200, row.format, row.body).kind, row.kind) << row.body;
}

}  // namespace
}  // namespace sinks::webhook
