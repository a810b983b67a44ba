// The sink with an outbox worked by hand and a receiver on the loopback.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <vex/cpp/test/sink_bench.hpp>

#include "tests/support/receiver/receiver.hpp"

namespace sinks::webhook {
namespace {

using namespace std::chrono_literals;
using support::Receiver;
using support::Reply;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using vex::FindingChange;
using vex::test::SinkBench;
using vex::test::StreamState;

constexpr vex::Rule down{"stream_down", vex::Severity::critical, "The stream is down."};
constexpr vex::Rule slow{"slow_start", vex::Severity::warning, "It starts slowly.", "seconds"};

class Webhook : public testing::Test {
 protected:
  SinkBench& open(vex::test::Texts options = {}) {
    options.emplace("url", receiver_.url());
    options.emplace("format", "json");
    options.emplace("group_wait", "0s");
    options.emplace("rate_limit", "0");
    bench_.emplace(vex::test::load(WEBHOOK_PLUGIN),
                   vex::test::Settings{.options = std::move(options), .name = "ops"});
    bench_->open();
    return *bench_;
  }

  std::uint64_t fire(StreamState& stream, const vex::Rule& rule = down) {
    return add(stream, rule, FindingChange::firing);
  }
  std::uint64_t resolve(StreamState& stream, const vex::Rule& rule = down) {
    return add(stream, rule, FindingChange::resolved);
  }

  /// "final firing, final resolved" of a request's alerts.
  static std::string told(const support::ReceivedRequest& request) {
    std::string text;
    const auto body = nlohmann::json::parse(request.body);
    for (const auto& alert : body.at("alerts")) {
      text += (text.empty() ? "" : ", ") + alert.at("id").get<std::string>() + " " +
              alert.at("status").get<std::string>();
    }
    return text;
  }

  std::vector<std::string> all_told() const {
    std::vector<std::string> texts;
    for (const auto& request : receiver_.requests()) texts.push_back(told(request));
    return texts;
  }

  std::vector<std::string> log() const {
    std::vector<std::string> lines;
    for (const auto& line : bench_->log) lines.push_back(line.text);
    return lines;
  }

  std::string place() const { return "http://127.0.0.1:" + std::to_string(receiver_.port()); }

  Receiver receiver_;
  StreamState final_{"cup", "final"};
  StreamState other_{"league", "other"};
  std::optional<SinkBench> bench_;

 private:
  std::uint64_t add(StreamState& stream, const vex::Rule& rule, FindingChange::Change change) {
    return bench_->outbox.add(stream, FindingChange{.time = bench_->clock.now(),
                                                    .rule = rule,
                                                    .change = change,
                                                    .severity = vex::Severity{rule.severity},
                                                    .since = bench_->clock.now(),
                                                    .message = "gone"});
  }
};

TEST_F(Webhook, posts_what_is_due_and_acknowledges_it) {
  SinkBench& bench = open();
  const auto first = fire(final_);
  const auto second = resolve(final_);
  bench.tick();
  EXPECT_THAT(all_told(), ElementsAre("final firing, final resolved"));
  EXPECT_THAT(bench.outbox.acknowledged(), ElementsAre(first, second));
}

TEST_F(Webhook, waits_a_moment_for_others_to_tell_them_together) {
  SinkBench& bench = open({{"group_wait", "5s"}});
  fire(final_);
  bench.tick();
  EXPECT_THAT(all_told(), IsEmpty());
  fire(other_);
  for (int second = 0; second < 6; ++second) bench.tick();
  EXPECT_THAT(all_told(), ElementsAre("final firing, other firing"));
}

TEST_F(Webhook, tells_more_at_a_time_when_it_may_not_tell_more_often) {
  SinkBench& bench = open({{"rate_limit", "2"}});
  fire(final_);
  bench.tick();
  EXPECT_THAT(receiver_.requests(), SizeIs(1));
  fire(final_);
  bench.tick();
  fire(other_);
  bench.tick();
  EXPECT_THAT(receiver_.requests(), SizeIs(1));
  bench.tick(1min);
  EXPECT_EQ(all_told().back(), "final firing, other firing");
}

TEST_F(Webhook, acknowledges_what_the_filters_hold_back) {
  SinkBench& bench = open({{"projects", "[cup]"}, {"severities", "[critical]"}});
  const auto passed = fire(final_);
  const auto project = fire(other_);
  const auto severity = fire(final_, slow);
  bench.tick();
  EXPECT_THAT(all_told(), ElementsAre("final firing"));
  EXPECT_THAT(bench.outbox.acknowledged(),
              testing::UnorderedElementsAre(passed, project, severity));
}

TEST_F(Webhook, tries_again_with_the_same_body_and_key_and_in_order) {
  SinkBench& bench = open();
  receiver_.queue_reply({.status = 500});
  receiver_.queue_reply({.fault = Reply::close});
  fire(final_);
  bench.tick();
  resolve(final_);
  EXPECT_THAT(bench.outbox.acknowledged(), IsEmpty());
  for (int second = 0; second < 10; ++second) bench.tick();
  ASSERT_THAT(all_told(),
              ElementsAre("final firing", "final firing", "final firing", "final resolved"));
  const auto requests = receiver_.requests();
  EXPECT_EQ(requests[0].body, requests[2].body);
  EXPECT_EQ(requests[0].headers.at("idempotency-key"), requests[2].headers.at("idempotency-key"));
  EXPECT_THAT(bench.outbox.waiting(), IsEmpty());
}

TEST_F(Webhook, waits_as_long_as_the_receiver_asks_for) {
  SinkBench& bench = open();
  receiver_.queue_reply({.status = 429, .headers = {{"Retry-After", "30"}}});
  fire(final_);
  bench.tick(0s);
  for (int second = 0; second < 12; ++second) bench.tick(1s);  // each waits another second
  EXPECT_THAT(receiver_.requests(), SizeIs(1));
  bench.tick(10s);
  EXPECT_THAT(receiver_.requests(), SizeIs(2));
  EXPECT_THAT(bench.outbox.waiting(), IsEmpty());
}

TEST_F(Webhook, does_not_ask_again_at_once_even_when_it_may) {
  SinkBench& bench = open();
  receiver_.reply_with({.status = 429, .headers = {{"Retry-After", "0"}}});
  fire(final_);
  bench.tick(0s);  // waits another second
  bench.tick(0s);
  EXPECT_LE(receiver_.requests().size(), 3U);
}

TEST_F(Webhook, gives_up_what_is_refused_and_says_so) {
  SinkBench& bench = open();
  receiver_.queue_reply({.status = 404, .body = "nobody\nhere"});
  const auto refused = fire(final_);
  bench.tick();
  fire(other_);
  bench.tick();
  EXPECT_THAT(all_told(), ElementsAre("final firing", "other firing"));
  EXPECT_EQ(bench.outbox.acknowledged().front(), refused);
  EXPECT_THAT(log(), ElementsAre(place() + " refuses 1 alert, which is given up: 404 Reply: "
                                           "\"nobody\\nhere\""));
}

TEST_F(Webhook, lets_others_pass_a_request_that_the_receiver_always_fails_upon) {
  SinkBench& bench = open();
  for (int attempt = 0; attempt < 5; ++attempt) receiver_.queue_reply({.status = 500});
  const auto poison = fire(final_);
  bench.tick();
  const auto behind = resolve(final_);
  const auto passes = fire(other_);
  for (int second = 0; second < 60; ++second) bench.tick();
  EXPECT_EQ(all_told().at(5), "other firing");
  EXPECT_THAT(bench.outbox.acknowledged(), ElementsAre(passes));
  EXPECT_THAT(bench.outbox.waiting(), ElementsAre(poison, behind));
  bench.tick(5min);
  EXPECT_THAT(bench.outbox.acknowledged(), ElementsAre(passes, poison, behind));
}

TEST_F(Webhook, says_once_that_it_cannot_deliver_and_once_that_it_can_again) {
  SinkBench& bench = open();
  for (int attempt = 0; attempt < 3; ++attempt) receiver_.queue_reply({.status = 503});
  fire(final_);
  for (int second = 0; second < 20; ++second) bench.tick();
  EXPECT_THAT(log(), ElementsAre("cannot deliver 1 alert to " + place() +
                                     ", and goes on trying: 503 Reply: \"ok\"",
                                 place() + " takes alerts again"));
}

TEST_F(Webhook, gives_up_what_has_become_too_old) {
  SinkBench& bench = open({{"expire", "1m"}});
  receiver_.reply_with({.status = 503});
  const auto old = fire(final_);
  bench.tick();
  bench.tick(2min);
  EXPECT_THAT(bench.outbox.acknowledged(), ElementsAre(old));
  EXPECT_THAT(log().back(), "1 alert could not be delivered in time and is given up");
}

TEST_F(Webhook, does_not_show_the_secrets_of_its_url) {
  SinkBench& bench = open({{"url", receiver_.url("/services/T0/secret?token=secret")}});
  receiver_.queue_reply({.status = 503});
  receiver_.queue_reply({.status = 404, .body = "Cannot POST /services/T0/secret?token=secret"});
  fire(final_);
  for (int second = 0; second < 5; ++second) bench.tick();
  ASSERT_THAT(log(), SizeIs(2));
  EXPECT_THAT(log().back(), HasSubstr("404 Reply: \"Cannot POST ***\""));
  EXPECT_EQ(receiver_.requests().front().target, "/services/T0/secret?token=secret");
  for (const std::string& line : log()) EXPECT_THAT(line, Not(HasSubstr("secret")));
}

TEST_F(Webhook, sends_credentials_and_headers_of_the_users_own) {
  SinkBench& bench = open({{"username", "u"}, {"password", "p"}, {"headers", "{X-Team: sports}"}});
  fire(final_);
  bench.tick();
  const auto headers = receiver_.requests().at(0).headers;
  EXPECT_EQ(headers.at("authorization"), "Basic dTpw");
  EXPECT_EQ(headers.at("x-team"), "sports");
  EXPECT_EQ(headers.at("content-type"), "application/json");
}

TEST_F(Webhook, reminds_alertmanager_of_what_fires) {
  SinkBench& bench = open({{"format", "alertmanager-api"}, {"url", receiver_.url("")}});
  bench.show([](vex::test::SnapshotState& now) {
    now.stream("cup", "final").finding(down, FindingChange::firing);
    now.stream("cup", "other").finding(down, FindingChange::pending);
  });
  bench.tick(50s);
  EXPECT_THAT(receiver_.requests(), IsEmpty());
  bench.tick(10s);
  bench.tick(60s);
  ASSERT_THAT(receiver_.requests(), SizeIs(2));
  EXPECT_EQ(receiver_.requests().front().target, "/api/v2/alerts");
  const auto alerts = nlohmann::json::parse(receiver_.requests().back().body);
  ASSERT_THAT(alerts, SizeIs(1));
  EXPECT_EQ(alerts[0].at("labels").at("id"), "final");
  EXPECT_EQ(bench.snapshots_held(), 0);
}

TEST_F(Webhook, returns_when_it_is_to_be_closed) {
  SinkBench& bench = open();
  fire(final_);
  bench.outbox.close();
  bench.tick();
  EXPECT_THAT(receiver_.requests(), IsEmpty());
}

TEST(WebhookOptions, that_cannot_be_used_are_refused_in_words) {
  struct Row {
    vex::test::Texts options;
    const char* complaint;
  };
  const Row rows[] = {
      {{{"url", "ftp://h/"}}, "url must begin with http:// or https:// and name a host"},
      {{{"url", "http://"}}, "url must begin with http:// or https:// and name a host"},
      {{{"severities", "[bad]"}}, "severities: \"bad\" is not one of info, warning, critical"},
      {{{"template", "{{#alerts}}"}}, "template: line 1: Unclosed section \"alerts\""},
      {{{"template", "{}"}, {"template_file", "/x"}}, "give either template or template_file"},
      {{{"template_file", "/nonexistent"}},
       "template_file: /nonexistent cannot be read or is empty"},
      {{{"username", "u"}, {"bearer_token", "t"}},
       "give either username and password or bearer_token"},
      {{{"headers", "{bad name: x}"}}, "headers: \"bad name\" cannot be sent"},
      {{{"external_url", "exporter:8080"}}, "external_url must begin with http:// or https://"},
      {{{"proxy_url", "socks5://h:1080"}}, "proxy_url must begin with http:// and name a host"},
      {{{"url", "https://h/"}, {"key_file", "/x"}},
       "certificate_file and key_file belong together"},
  };
  for (const Row& row : rows) {
    vex::test::Texts options = row.options;
    options.emplace("url", "http://127.0.0.1:1/");
    try {
      const SinkBench bench(vex::test::load(WEBHOOK_PLUGIN), {.options = options});
      ADD_FAILURE() << "accepted: " << row.complaint;
    } catch (const vex::Error& error) {
      EXPECT_STREQ(error.what(), row.complaint);
    }
  }
}

}  // namespace
}  // namespace sinks::webhook
