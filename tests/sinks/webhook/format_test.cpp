// Whole bodies of every format, as their receivers describe them.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sinks/webhook/composer.hpp"
#include "tests/sinks/webhook/alerts.hpp"

namespace sinks::webhook {
namespace {

constexpr vex::Nanos told_at = noon + std::chrono::seconds(10);

Request request_of(std::string_view format, const std::vector<Alert>& alerts,
                   const std::string& secret = "") {
  Manner manner;
  manner.target = "/hook?key=k";
  manner.content_type = "application/json";
  manner.secret = secret;
  manner.occasion.receiver = "ops";
  manner.occasion.external_url = "http://exporter:8080/";
  manner.occasion.firing_for = std::chrono::minutes(4);
  return Composer(format_named(format), manner, {}).compose(alerts, told_at);
}

/// Compared as JSON, whose white space means nothing.
void expect_body(std::string_view format, const std::vector<Alert>& alerts, const char* expected,
                 const std::string& secret = "") {
  const Json body = Json::parse(request_of(format, alerts, secret).body);
  EXPECT_EQ(body.dump(2), Json::parse(expected).dump(2)) << format;
}

TEST(Format, alertmanager_is_a_webhook_of_version_4) {
  expect_body("alertmanager", {stalled(), resolved()}, R"~({
    "version": "4",
    "groupKey": "{}:{receiver=\"ops\"}",
    "truncatedAlerts": 0,
    "status": "firing",
    "receiver": "ops",
    "groupLabels": {},
    "commonLabels": {"project": "cup"},
    "commonAnnotations": {},
    "externalURL": "http://exporter:8080/",
    "alerts": [
      {
        "status": "firing",
        "labels": {"alertname": "stream_stalled", "id": "final", "name": "cup_final", "project": "cup",
                   "severity": "critical", "team": "sports"},
        "annotations": {
          "summary": "[FIRING] stream_stalled (critical): cup/final",
          "description": "the peer said \"bye\"\nValue: 5.25 seconds, limit: 5 seconds\nStream: cup_final https://example.com/final.flv?token=***\nSince: 2026-01-31T12:00:00.000Z\nClause: RFC 8216 6.2.1\nEvidence: reason=stalled; bytes=0\nSee it with: video-exporter probe 'https://example.com/final.flv?token=***'",
          "message": "the peer said \"bye\"",
          "clause": "RFC 8216 6.2.1",
          "url": "https://example.com/final.flv?token=***",
          "reproduce": "video-exporter probe 'https://example.com/final.flv?token=***'",
          "key": "key-7"
        },
        "startsAt": "2026-01-31T12:00:00.000Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://exporter:8080/?q=cup%20final",
        "fingerprint": "e72d11ce80662700"
      },
      {
        "status": "resolved",
        "labels": {"alertname": "low_bitrate", "id": "b", "name": "b", "project": "cup", "severity": "warning"},
        "annotations": {
          "summary": "[RESOLVED] low_bitrate (warning): cup/b",
          "description": "Too little comes.\nStream: b\nSince: 2026-01-31T11:59:00.000Z\nResolved: 2026-01-31T12:00:00.000Z",
          "key": "key-8"
        },
        "startsAt": "2026-01-31T11:59:00.000Z",
        "endsAt": "2026-01-31T12:00:00.000Z",
        "generatorURL": "http://exporter:8080/?q=cup%20b",
        "fingerprint": "3241c6280e2df2a0"
      }
    ]
  })~");
}

TEST(Format, alertmanager_api_says_how_long_an_alert_holds) {
  expect_body("alertmanager-api", {resolved(), resolved()}, R"~([
    {
      "labels": {"alertname": "low_bitrate", "id": "b", "name": "b", "project": "cup", "severity": "warning"},
      "annotations": {
        "summary": "[RESOLVED] low_bitrate (warning): cup/b",
        "description": "Too little comes.\nStream: b\nSince: 2026-01-31T11:59:00.000Z\nResolved: 2026-01-31T12:00:00.000Z",
        "key": "key-8"
      },
      "startsAt": "2026-01-31T11:59:00.000Z",
      "endsAt": "2026-01-31T12:00:00.000Z",
      "generatorURL": "http://exporter:8080/?q=cup%20b"
    },
    {
      "labels": {"alertname": "low_bitrate", "id": "b", "name": "b", "project": "cup", "severity": "warning"},
      "annotations": {
        "summary": "[RESOLVED] low_bitrate (warning): cup/b",
        "description": "Too little comes.\nStream: b\nSince: 2026-01-31T11:59:00.000Z\nResolved: 2026-01-31T12:00:00.000Z",
        "key": "key-8"
      },
      "startsAt": "2026-01-31T11:59:00.000Z",
      "endsAt": "2026-01-31T12:00:00.000Z",
      "generatorURL": "http://exporter:8080/?q=cup%20b"
    }
  ])~");
  const Json firing = Json::parse(request_of("alertmanager-api", {stalled()}).body);
  EXPECT_EQ(firing.at(0).at("endsAt"), "2026-01-31T12:04:10.000Z");
}

TEST(Format, json_has_the_whole_event) {
  expect_body("json", {stalled(), resolved()}, R"~({
    "version": "1",
    "receiver": "ops",
    "status": "firing",
    "title": "[FIRING: 1] [RESOLVED: 1] 2 alerts",
    "text": "[FIRING] stream_stalled (critical): cup/final\nthe peer said \"bye\"\nValue: 5.25 seconds, limit: 5 seconds\nStream: cup_final https://example.com/final.flv?token=***\nSince: 2026-01-31T12:00:00.000Z\nClause: RFC 8216 6.2.1\nEvidence: reason=stalled; bytes=0\nSee it with: video-exporter probe 'https://example.com/final.flv?token=***'\n[RESOLVED] low_bitrate (warning): cup/b\nToo little comes.\nStream: b\nSince: 2026-01-31T11:59:00.000Z\nResolved: 2026-01-31T12:00:00.000Z",
    "external_url": "http://exporter:8080/",
    "alerts": [
      {
        "key": "key-7", "status": "firing", "rule": "stream_stalled", "severity": "critical",
        "help": "Nothing arrives any more.", "clause": "RFC 8216 6.2.1", "project": "cup", "id": "final",
        "name": "cup_final", "url": "https://example.com/final.flv?token=***", "labels": {"team": "sports"},
        "value": 5.25, "limit": 5.0, "unit": "seconds", "message": "the peer said \"bye\"",
        "evidence": {"reason": "stalled", "bytes": "0"},
        "reproduce": "video-exporter probe 'https://example.com/final.flv?token=***'",
        "since": "2026-01-31T12:00:00.000Z", "time": "2026-01-31T12:00:03.000Z",
        "fingerprint": "e72d11ce80662700", "link": "http://exporter:8080/?q=cup%20final"
      },
      {
        "key": "key-8", "status": "resolved", "rule": "low_bitrate", "severity": "warning",
        "help": "Too little comes.", "clause": "", "project": "cup", "id": "b", "name": "b", "url": "",
        "labels": {}, "value": null, "limit": null, "unit": "", "message": "", "evidence": {},
        "reproduce": "", "since": "2026-01-31T11:59:00.000Z", "time": "2026-01-31T12:00:00.000Z",
        "fingerprint": "3241c6280e2df2a0", "link": "http://exporter:8080/?q=cup%20b"
      }
    ]
  })~");
}

TEST(Format, slack_writes_plain_text_that_mentions_nobody) {
  expect_body("slack", {resolved()}, R"~({
    "text": "<http://exporter:8080/?q=cup%20b|[RESOLVED] low_bitrate (warning): cup/b>",
    "attachments": [{
      "color": "good",
      "fallback": "[RESOLVED] low_bitrate (warning): cup/b",
      "blocks": [{"type": "section", "text": {"type": "plain_text", "emoji": false,
        "text": "Too little comes.\nStream: b\nSince: 2026-01-31T11:59:00.000Z\nResolved: 2026-01-31T12:00:00.000Z"}}]
    }]
  })~");
}

TEST(Format, teams_gets_an_adaptive_card) {
  expect_body("teams", {resolved()}, R"~({
    "type": "message",
    "attachments": [{
      "contentType": "application/vnd.microsoft.card.adaptive",
      "contentUrl": null,
      "content": {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": [
          {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "weight": "Bolder", "size": "Medium",
            "color": "Good", "text": "[RESOLVED] low_bitrate (warning): cup/b",
            "selectAction": {"type": "Action.OpenUrl", "url": "http://exporter:8080/?q=cup%20b"}}]},
          {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Too little comes."}]},
          {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Stream: b"}]},
          {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Since: 2026-01-31T11:59:00.000Z"}]},
          {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Resolved: 2026-01-31T12:00:00.000Z"}]}
        ]
      }
    }]
  })~");
}

TEST(Format, discord_gets_an_embed) {
  expect_body("discord", {resolved()}, R"~({
    "username": "video-exporter",
    "allowed_mentions": {"parse": []},
    "embeds": [{
      "title": "[RESOLVED] low_bitrate (warning): cup/b",
      "url": "http://exporter:8080/?q=cup%20b",
      "description": "Too little comes.\nStream: b\nSince: 2026-01-31T11:59:00.000Z\nResolved: 2026-01-31T12:00:00.000Z",
      "color": 3066993,
      "timestamp": "2026-01-31T12:00:10.000Z"
    }]
  })~");
}

// WeCom takes so little that there is no room for a link.
TEST(Format, dingtalk_and_wecom_get_plain_text) {
  expect_body("dingtalk", {resolved()}, R"~({
    "msgtype": "text",
    "text": {"content": "[RESOLVED] low_bitrate (warning): cup/b\nToo little comes.\nStream: b\nSince: 2026-01-31T11:59:00.000Z\nResolved: 2026-01-31T12:00:00.000Z\nhttp://exporter:8080/?q=cup%20b"}
  })~");
  expect_body("wecom", {resolved()}, R"~({
    "msgtype": "text",
    "text": {"content": "[RESOLVED] low_bitrate (warning): cup/b\nToo little comes.\nStream: b\nSince: 2026-01-31T11:59:00.000Z\nResolved: 2026-01-31T12:00:00.000Z"}
  })~");
}

TEST(Format, slack_escapes_what_would_call_everyone) {
  Alert alert = resolved();
  alert.stream = "<!channel> & co";
  const Json body = Json::parse(request_of("slack", {alert}).body);
  EXPECT_EQ(body.at("text"),
            "<http://exporter:8080/?q=cup%20%3C%21channel%3E%20%26%20co|[RESOLVED] low_bitrate "
            "(warning): cup/&lt;!channel&gt; &amp; co>");
}

/// What is too long is refused by them, and the alert with it.
TEST(Format, chats_get_titles_and_links_that_they_take) {
  Alert alert = resolved();
  alert.project = std::string(300, 'p');
  alert.stream = std::string(900, 's');
  for (const char* name : {"slack", "teams", "discord", "dingtalk", "feishu", "wecom"}) {
    const std::string body = request_of(name, {alert}).body;
    EXPECT_EQ(body.find(std::string(240, 'p')), std::string::npos) << name;
    EXPECT_EQ(body.find("/?q="), std::string::npos) << name;
  }
  const Json discord = Json::parse(request_of("discord", {alert}).body);
  EXPECT_EQ(discord.at("embeds").at(0).at("title").get<std::string>().size(), 240U);
  const Json wecom = Json::parse(request_of("wecom", {alert}).body);
  EXPECT_LE(wecom.at("text").at("content").get<std::string>().size(), 2048U);
  const Json whole = Json::parse(request_of("json", {alert}).body);
  EXPECT_GT(whole.at("title").get<std::string>().size(), 1000U);
}

// openssl dgst -sha256 -hmac SEC0123456789abcdef, over "1769860810000\nSEC0123456789abcdef"
TEST(Format, dingtalk_has_its_signature_in_the_query) {
  EXPECT_EQ(request_of("dingtalk", {resolved()}, "SEC0123456789abcdef").target,
            "/hook?key=k&timestamp=1769860810000"
            "&sign=haU4GUm1QUzTAtGoZq4slJ7zPDcYlEPrxOD0yaDVlJg%3D");
}

// openssl dgst -sha256 -mac HMAC over nothing, with the key "1769860810\nfeishu-secret"
TEST(Format, feishu_has_its_signature_in_the_body) {
  expect_body("feishu", {resolved()}, R"~({
    "timestamp": "1769860810",
    "sign": "X90WyhAoFw6oxRgas2OkJTNBug74CYdRrvw4cszOXMA=",
    "msg_type": "post",
    "content": {"post": {"zh_cn": {
      "title": "[RESOLVED] low_bitrate (warning): cup/b",
      "content": [
        [{"tag": "text", "text": "Too little comes."}],
        [{"tag": "text", "text": "Stream: b"}],
        [{"tag": "text", "text": "Since: 2026-01-31T11:59:00.000Z"}],
        [{"tag": "text", "text": "Resolved: 2026-01-31T12:00:00.000Z"}],
        [{"tag": "a", "text": "http://exporter:8080/?q=cup%20b", "href": "http://exporter:8080/?q=cup%20b"}]
      ]
    }}}
  })~",
              "feishu-secret");
  EXPECT_FALSE(Json::parse(request_of("feishu", {resolved()}).body).contains("sign"));
}

TEST(Format, names_every_stream_of_a_thousand_within_ten_requests_and_the_bounds_of_all) {
  for (const char* name : {"alertmanager", "alertmanager-api", "json", "slack", "teams", "discord",
                           "dingtalk", "feishu", "wecom"}) {
    const Format& format = format_named(name);
    Manner manner;
    manner.content_type = "application/json";
    const Composer composer(format, manner, {});
    std::string bodies;
    const auto portions = composer.portions(many_down(1000));
    EXPECT_LE(portions.size(), 10U) << name;
    for (const auto& portion : portions) {
      const std::string body = composer.compose(portion, noon).body;
      EXPECT_LE(body.size(), format.longest_body) << name;
      bodies += body;
    }
    for (const Alert& alert : many_down(1000)) {
      ASSERT_NE(bodies.find(alert.stream), std::string::npos) << name << " " << alert.stream;
    }
  }
}

}  // namespace
}  // namespace sinks::webhook
