#include "sinks/webhook/composer.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "sinks/webhook/signature.hpp"
#include "tests/sinks/webhook/alerts.hpp"

namespace sinks::webhook {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Pair;
using testing::StartsWith;

Manner manner() {
  Manner manner;
  manner.target = "/";
  manner.content_type = "application/json";
  return manner;
}

Composer composer(const std::string& body = "", const Manner& wanted = manner()) {
  return {format_named("json"), wanted, {body, "template"}};
}

std::string complaint_about(const std::string& body) {
  try {
    (void)composer(body);
  } catch (const vex::Error& error) {
    return error.what();
  }
  return "none";
}

TEST(Composer, writes_a_body_of_the_users_own) {
  const Composer own =
      composer("{\"n\": {{count}}, \"who\": \"{{#alerts}}{{project}}/{{id}}{{/alerts}}\"}");
  EXPECT_EQ(own.compose(std::vector{stalled()}, noon).body, "{\"n\": 1, \"who\": \"cup/final\"}");
}

TEST(Composer, refuses_a_body_that_does_not_render_with_its_line) {
  EXPECT_EQ(complaint_about("{\n{{#alerts}}\n}"), "template: line 2: Unclosed section \"alerts\"");
  EXPECT_EQ(complaint_about("{\n\"a\": {{titel}}\n}"), "template: line 2: there is no \"titel\"");
  EXPECT_THAT(complaint_about("{\n\"a\": {{title}}\n}"),
              StartsWith("template: line 2 of what it renders to is not JSON"));
}

// The value is absent for some findings, which a template has to expect.
TEST(Composer, refuses_a_body_that_renders_only_while_everything_is_known) {
  EXPECT_THAT(complaint_about("{\"v\": {{#alerts}}{{#last}}{{value}}{{/last}}{{/alerts}}}"),
              HasSubstr("is not JSON"));
}

TEST(Composer, takes_any_text_where_no_json_is_promised) {
  Manner plain = manner();
  plain.content_type = "text/plain";
  EXPECT_EQ(composer("{{{title}}}!", plain).compose(std::vector{resolved()}, noon).body,
            "[RESOLVED] low_bitrate (warning): cup/b!");
}

TEST(Composer, signs_time_and_body) {
  Manner secretive = manner();
  secretive.secret = "top secret";
  const Request request = composer("{}", secretive).compose(std::vector{stalled()}, noon);
  EXPECT_THAT(request.headers,
              AllOf(Contains(Pair("X-Video-Exporter-Timestamp", "1769860800")),
                    Contains(Pair("X-Video-Exporter-Signature",
                                  "sha256=" + signature_of("top secret", "1769860800", "{}")))));
}

TEST(Composer, names_a_request_by_the_keys_of_its_alerts) {
  const auto headers_for = [](const std::vector<Alert>& alerts) {
    return composer().compose(alerts, noon).headers;
  };
  EXPECT_THAT(headers_for({stalled()}), Contains(Pair("Idempotency-Key", "key-7")));
  EXPECT_THAT(headers_for({stalled(), resolved()}),
              Contains(Pair("Idempotency-Key", sha256_hex("key-7\nkey-8\n"))));
}

TEST(Composer, sends_no_more_alerts_in_a_request_than_allowed) {
  Manner small = manner();
  small.most_alerts = 3;
  std::vector<std::size_t> sizes;
  std::string streams;
  for (const auto& portion : composer("", small).portions(many_down(7))) {
    sizes.push_back(portion.size());
    for (const Alert& alert : portion) streams += alert.stream.back();
  }
  EXPECT_THAT(sizes, testing::ElementsAre(2, 2, 3));
  EXPECT_EQ(streams, "0123456");
}

/// What became of a thousand streams that went down at once.
struct Storm {
  std::size_t requests = 0;
  std::size_t longest_body = 0;
  std::size_t named = 0;
  std::size_t left_out = 0;  // as the texts count them
};

Storm storm(const char* format, std::size_t id_size) {
  std::vector<Alert> alerts = many_down(1000);
  for (Alert& alert : alerts) alert.stream.insert(1, id_size - alert.stream.size(), 'x');
  Manner wanted = manner();
  wanted.occasion.external_url = "https://monitor.example.com/";
  const Composer composer(format_named(format), wanted, {});
  Storm storm;
  std::size_t first = 0;
  for (const auto& portion : composer.portions(alerts)) {
    ++storm.requests;
    const std::string body = composer.compose(portion, noon).body;
    storm.longest_body = std::max(storm.longest_body, body.size());
    for (std::size_t i = 0; i < portion.size(); ++i) {
      storm.named += body.find(alerts[first + i].stream) != std::string::npos ? 1 : 0;
    }
    first += portion.size();
    const std::size_t note = body.find("Not all names fit in here, ");
    if (note == std::string::npos) continue;
    storm.left_out += std::stoul(body.substr(note + 27));
    EXPECT_THAT(body, HasSubstr("All: https://monitor.example.com/api/v1/streams"));
  }
  return storm;
}

/// The longest ids of which a thousand fit, as docs/webhook.md says.
struct Chat {
  const char* format;
  std::size_t longest_id;
};

constexpr Chat chats[] = {{"slack", 900},    {"teams", 190},  {"discord", 36},
                          {"dingtalk", 147}, {"feishu", 147}, {"wecom", 15}};

TEST(Composer, names_a_thousand_streams_in_ten_requests_to_any_chat) {
  for (const auto& [format, longest_id] : chats) {
    const Storm seen = storm(format, longest_id);
    EXPECT_LE(seen.requests, 10U) << format;
    EXPECT_EQ(seen.named, 1000U) << format;
    EXPECT_EQ(seen.left_out, 0U) << format;
  }
}

// A configuration bounds no id. Those who have less room than all names need say what is missing.
TEST(Composer, counts_the_streams_whose_names_are_too_long_for_ten_requests) {
  for (const auto& [format, longest_id] : chats) {
    const Storm seen = storm(format, longest_id + 100);
    EXPECT_LE(seen.requests, 10U) << format;
    EXPECT_EQ(seen.named + seen.left_out, 1000U) << format;
    EXPECT_GT(seen.left_out, 0U) << format;
  }
  EXPECT_LT(storm("wecom", 250).longest_body, 2048U);
  EXPECT_GT(storm("wecom", 250).named, 50U);
  EXPECT_LT(storm("dingtalk", 60).longest_body, 20'000U);
  EXPECT_LT(storm("feishu", 900).longest_body, 20'000U);
  EXPECT_LT(storm("teams", 60).longest_body, 28'000U);
}

TEST(Composer, cuts_the_text_of_one_alert_that_is_too_long_for_the_receiver) {
  Alert alert = stalled();
  alert.message = std::string(4000, 'x');
  const Composer wecom(format_named("wecom"), manner(), {});
  const std::string body = wecom.compose(std::vector{alert}, noon).body;
  EXPECT_LT(body.size(), 2048U);
  EXPECT_THAT(body, HasSubstr("xxx..."));
}

}  // namespace
}  // namespace sinks::webhook
