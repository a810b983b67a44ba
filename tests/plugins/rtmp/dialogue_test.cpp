// From connect to play: what the probe says, and what it makes of the answers.
#include <gmock/gmock.h>

#include "tests/plugins/rtmp/server.hpp"

namespace rtmp {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using vex::Reason;

std::vector<std::string> names(const Server& server) {
  std::vector<std::string> names;
  for (const Command& command : server.commands) names.push_back(command.name);
  return names;
}

Server::Answer refuses(std::string code, std::string description) {
  return [=](Server& server, const Command& command) {
    server.send(status(reply("_error", command.transaction_id), "error", code, description));
  };
}

std::string app_of(const Server& server) {
  return std::string(server.command("connect").arguments[0].string_of("app").value_or(""));
}

vex::test::Settings with_credentials(const std::string& url = "rtmp://watcher:wonder@h/live/a") {
  return Bench::with_url(url);
}

const std::string need_auth = "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : ";
const std::string need_answer =
    "[ AccessManager.Reject ] : [ authmod=adobe ] : "
    "?reason=needauth&user=watcher&salt=c2FsdA==&challenge=Y2g=&opaque=b3A=";

TEST(RtmpDialogue, is_that_of_a_player) {
  Bench bench(Bench::with_url("rtmp://h/live/a?token=x"));
  Server& server = bench.add_server();
  bench.run();
  EXPECT_THAT(names(server), ElementsAre("connect", "FCSubscribe", "createStream", "play"));
  const auto& facts = server.command("connect").arguments[0];
  EXPECT_EQ(facts.string_of("app"), "live");
  EXPECT_EQ(facts.string_of("tcUrl"), "rtmp://h:1935/live");
  EXPECT_EQ(server.command("play").arguments[1].text, "a?token=x");
  // Set Buffer Length of stream 1 to 3 s.
  EXPECT_THAT(server.messages, ElementsAre(HasSubstr("00030000000100000bb8")));
}

TEST(RtmpDialogue, says_where_the_player_is_when_told_to) {
  auto settings = Bench::with_url("rtmp://h/live/a");
  settings.options = {{"page_url", "http://page/"}, {"swf_url", "http://player.swf"}};
  Bench bench(settings);
  Server& server = bench.add_server();
  bench.run();
  const auto& facts = server.command("connect").arguments[0];
  EXPECT_EQ(facts.string_of("pageUrl"), "http://page/");
  EXPECT_EQ(facts.string_of("swfUrl"), "http://player.swf");
}

TEST(RtmpDialogue, plays_on_the_stream_that_was_created) {
  Bench bench;
  Server& server = bench.add_server();
  server.answers["createStream"] = [](Server& self, const Command& command) {
    self.send(reply("_result", command.transaction_id).number(5).bytes());
  };
  bench.run();
  EXPECT_THAT(server.messages, ElementsAre(HasSubstr("00030000000500000bb8")));
}

TEST(RtmpDialogue, marks_the_phases) {
  Bench bench;
  bench.add_server();
  bench.run();
  const auto phases = bench.recording.of<vex::Phase>();
  ASSERT_EQ(phases.size(), 2U);
  EXPECT_EQ(phases[0].step, vex::Phase::handshake);
  EXPECT_EQ(phases[1].step, vex::Phase::request);
}

TEST(RtmpDialogue, takes_media_for_an_answer_to_play) {
  Bench bench;
  Server& server = bench.add_server();
  server.answers["play"] = [](Server& self, const Command&) {
    self.send(MessageType::audio, 0, "AF 00 1190");
  };
  EXPECT_EQ(bench.run().reason, Reason::closed);
  const auto phases = bench.recording.of<vex::Phase>();
  ASSERT_EQ(phases.size(), 2U);
  EXPECT_EQ(bench.recording.of<vex::Track>().size(), 1U);
}

TEST(RtmpDialogue, does_not_take_a_subscription_for_an_answer_to_play) {
  Bench bench;
  Server& server = bench.add_server();
  server.answers["FCSubscribe"] = [](Server& self, const Command&) {
    self.send(status(reply("onFCSubscribe", 0), "status", "NetStream.Play.Start"));
  };
  server.answers["play"] = [](Server& self, const Command&) { self.peer().falls_silent(); };
  EXPECT_EQ(bench.run().sentence, "no answer to play: no data in time");
}

struct Refusal {
  const char* command;
  Server::Answer answer;
  Reason reason;
  const char* sentence;
};

TEST(RtmpDialogue, may_be_refused_at_every_step) {
  const std::vector<Refusal> refusals{
      {"connect", refuses("NetConnection.Connect.Rejected", "forbidden"), Reason::auth,
       "connect was refused: \"NetConnection.Connect.Rejected\", \"forbidden\""},
      {"connect", refuses("NetConnection.Connect.InvalidApp", ""), Reason::not_found,
       "connect was refused: \"NetConnection.Connect.InvalidApp\""},
      {"connect",
       [](Server& self, const Command&) {
         self.send(on_status("NetConnection.Connect.Rejected", "error", "no such application"));
       },
       Reason::not_found,
       "connect was refused: \"NetConnection.Connect.Rejected\", \"no such application\""},
      {"connect",
       [](Server& self, const Command& command) {
         self.send(reply("_error", command.transaction_id).bytes());
       },
       Reason::http_status, "connect was refused"},
      {"createStream", refuses("NetConnection.Call.Failed", ""), Reason::http_status,
       "createStream was refused: \"NetConnection.Call.Failed\""},
      {"play",
       [](Server& self, const Command&) {
         self.send(on_status("NetStream.Play.StreamNotFound", "error", "no such stream"));
       },
       Reason::not_found,
       "play was refused: \"NetStream.Play.StreamNotFound\", \"no such stream\""},
      {"play", refuses("NetStream.Play.Failed", "token expired"), Reason::auth,
       "play was refused: \"NetStream.Play.Failed\", \"token expired\""},
      {"play", [](Server& self, const Command&) { self.send(reply("close", 0).bytes()); },
       Reason::closed, "the server asks the player to disconnect"},
      {"play", [](Server& self, const Command&) { self.peer().ends(); }, Reason::closed,
       "the server ended the connection instead of answering play; some refuse a stream or a token "
       "so"},
      {"connect", [](Server& self, const Command&) { self.peer().ends(); }, Reason::closed,
       "the server ended the connection instead of answering connect; some refuse an application "
       "so"},
      {"createStream",
       [](Server& self, const Command&) {
         self.peer().fails(Reason::closed, "Connection reset by peer");
       },
       Reason::closed,
       "the server ended the connection instead of answering createStream: Connection reset by "
       "peer"},
      {"createStream", [](Server& self, const Command&) { self.peer().ends(); }, Reason::closed,
       "the server ended the connection instead of answering createStream"},
      {"connect", [](Server& self, const Command&) { self.peer().falls_silent(); }, Reason::timeout,
       "no answer to connect: no data in time"},
      {"createStream", [](Server& self, const Command&) { self.peer().falls_silent(); },
       Reason::timeout, "no answer to createStream: no data in time"},
      {"play", [](Server& self, const Command&) { self.peer().falls_silent(); }, Reason::timeout,
       "no answer to play: no data in time"},
  };
  for (const Refusal& refusal : refusals) {
    Bench bench;
    bench.add_server().answers[refusal.command] = refusal.answer;
    const auto outcome = bench.run();
    EXPECT_EQ(outcome.reason, refusal.reason) << refusal.sentence;
    EXPECT_EQ(outcome.sentence, refusal.sentence);
    EXPECT_TRUE(bench.network.all_closed());
  }
}

TEST(RtmpDialogue, is_not_drawn_out_by_pings) {
  Bench bench;
  bench.add_server().answers["connect"] = [](Server& self, const Command&) {
    for (int i = 0; i < 20; ++i) {
      self.peer().pauses(std::chrono::seconds(1));
      self.send(MessageType::user_control, 0, "0006 00000001");
    }
  };
  EXPECT_EQ(bench.run().sentence, "no answer to connect: not within 10 s");
}

TEST(RtmpDialogue, understands_answers_in_the_wrapper_of_amf_3) {
  Bench bench;
  Server& server = bench.add_server();
  server.answers["play"] = [](Server& self, const Command&) {
    Payload payload = on_status("NetStream.Play.StreamNotFound", "error");
    payload.insert(payload.begin(), std::byte{0});
    self.send(MessageType::command_amf3, 0, payload);
  };
  EXPECT_EQ(bench.run().reason, Reason::not_found);
}

TEST(RtmpDialogue, answers_a_measurement_of_bandwidth) {
  Bench bench;
  Server& server = bench.add_server();
  server.answers["connect"] = [](Server& self, const Command& command) {
    self.send(reply("_onbwcheck", 17).bytes());
    self.send(status(reply("_result", command.transaction_id), "status",
                     "NetConnection.Connect.Success"));
  };
  bench.run();
  EXPECT_EQ(server.command("_result").transaction_id, 17);
}

TEST(RtmpAuthentication, takes_three_connections) {
  Bench bench(with_credentials());
  Server& first = bench.add_server();
  first.answers["connect"] = refuses("NetConnection.Connect.Rejected", need_auth);
  Server& second = bench.add_server();
  second.answers["connect"] = refuses("NetConnection.Connect.Rejected", need_answer);
  Server& third = bench.add_server();
  bench.run();
  EXPECT_EQ(app_of(first), "live");
  EXPECT_EQ(app_of(second), "live?authmod=adobe&user=watcher");
  EXPECT_THAT(app_of(third), StartsWith("live?authmod=adobe&user=watcher&challenge="));
  EXPECT_THAT(app_of(third), HasSubstr("&response="));
  EXPECT_EQ(third.commands.size(), 4U);
}

TEST(RtmpAuthentication, fails_with_wrong_credentials) {
  Bench bench(with_credentials());
  bench.add_server().answers["connect"] = refuses("NetConnection.Connect.Rejected", need_auth);
  bench.add_server().answers["connect"] = refuses("NetConnection.Connect.Rejected", need_answer);
  bench.add_server().answers["connect"] =
      refuses("NetConnection.Connect.Rejected", "[ authmod=adobe ] : ?reason=authfailed");
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::auth);
  EXPECT_EQ(outcome.sentence, "connect: the server refuses the credentials");
}

TEST(RtmpAuthentication, ends_with_a_server_that_asks_for_ever) {
  Bench bench(with_credentials());
  for (int i = 0; i < 5; ++i) {
    bench.add_server().answers["connect"] = refuses("NetConnection.Connect.Rejected", need_answer);
  }
  EXPECT_EQ(bench.run().reason, Reason::auth);
  EXPECT_EQ(bench.network.connections(), 3U);
}

TEST(RtmpAuthentication, needs_credentials) {
  Bench bench;
  bench.add_server().answers["connect"] = refuses("NetConnection.Connect.Rejected", need_auth);
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::auth);
  EXPECT_EQ(outcome.sentence, "the server asks for credentials, and there are none");
}

TEST(RtmpAuthentication, may_have_them_from_the_configuration) {
  auto settings = Bench::with_url("rtmp://h/live/a");
  settings.options = {{"username", "operator"}, {"password", "secret"}};
  Bench bench(settings);
  bench.add_server().answers["connect"] = refuses("NetConnection.Connect.Rejected", need_auth);
  Server& second = bench.add_server();
  bench.run();
  EXPECT_EQ(app_of(second), "live?authmod=adobe&user=operator");
}

Server::Answer redirects(std::string to) {
  return [=](Server& server, const Command& command) {
    media::amf0::Writer writer = reply("_error", command.transaction_id);
    writer.begin_object().key("level").string("error");
    writer.key("code").string("NetConnection.Connect.Rejected");
    writer.key("ex").begin_object().key("code").number(302).key("redirect").string(to);
    server.send(writer.end_object().end_object().bytes());
  };
}

TEST(RtmpRedirect, is_followed_with_the_stream) {
  Bench bench;
  bench.add_server().answers["connect"] = redirects("rtmp://other:1936/live");
  Server& second = bench.add_server();
  bench.run();
  EXPECT_EQ(second.peer().request().url, "other:1936");
  EXPECT_EQ(second.command("play").arguments[1].text, "a");
}

TEST(RtmpRedirect, takes_no_credentials_along) {
  Bench bench(with_credentials());
  bench.add_server().answers["connect"] = redirects("rtmp://other/live");
  bench.add_server().answers["connect"] = refuses("NetConnection.Connect.Rejected", need_auth);
  EXPECT_EQ(bench.run().sentence, "the server asks for credentials, and there are none");
}

TEST(RtmpRedirect, does_not_go_round_in_circles) {
  Bench bench;
  bench.add_server().answers["connect"] = redirects("rtmp://other/live/a");
  bench.add_server().answers["connect"] = redirects("rtmp://h/live/a");
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::redirect);
  EXPECT_EQ(outcome.sentence, "connect was redirected in a circle");
}

TEST(RtmpRedirect, is_followed_five_times) {
  Bench bench;
  for (int i = 0; i < 9; ++i) {
    bench.add_server().answers["connect"] = redirects("rtmp://h" + std::to_string(i) + "/live/a");
  }
  EXPECT_EQ(bench.run().sentence, "connect was redirected more than 5 times");
  EXPECT_EQ(bench.network.connections(), 6U);
}

TEST(RtmpRedirect, may_lead_nowhere) {
  Bench bench;
  bench.add_server().answers["connect"] = redirects("http://h/live");
  EXPECT_EQ(bench.run().sentence, "connect was redirected to an unusable place");
}

}  // namespace
}  // namespace rtmp
