// From a stream that breaks to a receiver that is told: the built program, the origin, a receiver
// that misbehaves and a real Alertmanager.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <thread>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"
#include "tests/support/receiver/receiver.hpp"
#include "tests/support/servers/alertmanager.hpp"
#include "tests/support/servers/free_port.hpp"

namespace end_to_end {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;
using support::Receiver;
using testing::HasSubstr;

constexpr seconds patience{60};
constexpr seconds liveness{2};
constexpr const char* path = "/live/a.flv";

/// A reconnect gets no cached GOP, with which the stream would seem to play for a moment.
constexpr const char* stall = "stall_after=0&gop_cache=0";

/// What a receiver was told of one finding.
struct Told {
  std::string id;
  std::string rule;
  std::string status;
  std::string key;
  system_clock::time_point time;
};

std::vector<Told> told_in(const std::vector<support::ReceivedRequest>& requests) {
  std::vector<Told> all;
  for (const auto& request : requests) {
    const auto body = nlohmann::json::parse(request.body);
    for (const auto& alert : body.at("alerts")) {
      all.push_back(
          {alert.at("id"), alert.at("rule"), alert.at("status"), alert.at("key"), request.time});
    }
  }
  return all;
}

/// Waits until a stream's finding has been told so often; returns that telling.
Told await_told(const Receiver& receiver, const std::string& id, const std::string& status,
                std::size_t count = 1) {
  Told found;
  const bool is_told = receiver.await(
      [&](const auto& requests) {
        std::size_t seen = 0;
        for (const Told& told : told_in(requests)) {
          if (told.id != id || told.status != status || ++seen < count) continue;
          found = told;
          return true;
        }
        return false;
      },
      patience);
  if (!is_told) throw std::runtime_error(id + " was not told to be " + status);
  return found;
}

std::string webhook(const std::string& name, const std::string& url, const std::string& more = "") {
  return "    - {name: " + name + ", url: '" + url + "', severities: [critical]" +
         (more.empty() ? ", format: json" : ", " + more) + "}\n";
}

/// Findings that end as soon as the stream is well, unless `keep_firing` says otherwise; flapping
/// streams, as the tests make them, are not held back.
std::string config(const std::string& sinks, const std::string& streams,
                   const std::string& exporter = "", const std::string& keep_firing = "0s") {
  const std::string rule = ": {keep_firing: " + keep_firing + "}";
  return "exporter: {listen_addr: '127.0.0.1:0'" + exporter +
         "}\n"
         "defaults:\n  liveness_timeout: 2s\n"
         "  rules: {stream_down" +
         rule + ", stream_stalled" + rule + ", clock_stopped" + rule +
         ", flapping: off}\n"
         "sinks:\n  prometheus: {}\n  log: {format: json, interval: 0s}\n  webhook:\n" +
         sinks + "streams:\n  cup:\n" + streams;
}

std::string stream(const std::string& id, const std::string& url) {
  return "    - {id: " + id + ", url: '" + url + "'}\n";
}

double seconds_between(system_clock::time_point from, system_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

/// From the environment, for longer runs than a build wants.
long setting(const char* name, long otherwise) {
  const char* const given = std::getenv(name);
  return given == nullptr ? otherwise : std::strtol(given, nullptr, 10);
}

TEST(Alert, of_a_stall_reaches_the_receiver_in_time_and_is_resolved) {
  origin::Server origin;
  const Receiver receiver;
  Exporter exporter(
      Invocation{config(webhook("ops", receiver.url()), stream("a", origin.url(path)))});
  exporter.await_up("a", 1, patience);
  const auto begin_of_stall = system_clock::now();
  origin.set_fault(path, stall);
  const Told firing = await_told(receiver, "a", "firing");
  EXPECT_EQ(firing.rule, "stream_stalled");
  const double delay = seconds_between(begin_of_stall, firing.time);
  std::cout << "from the stall to the request: " << delay << " s, with a liveness_timeout of "
            << liveness.count() << " s\n";
  EXPECT_LE(delay, static_cast<double>(liveness.count()) + 2);

  origin.clear_fault(path);
  EXPECT_EQ(await_told(receiver, "a", "resolved").rule, "stream_stalled");
  exporter.await(
      [](const Exposition& now) {
        return now.value("video_exporter_webhook_deliveries_total",
                         {{"sink", "ops"}, {"result", "delivered"}}) >= 2.0;
      },
      patience);
}

TEST(Alert, is_received_shown_and_resolved_by_a_real_alertmanager) {
  origin::Server origin;
  const support::Alertmanager alertmanager;
  Exporter exporter(Invocation{
      config(webhook("am", alertmanager.url(), "format: alertmanager-api, resend_interval: 1s"),
             stream("a", origin.url(path)))});
  exporter.await_up("a", 1, patience);
  origin.set_fault(path, stall);
  const auto shown =
      alertmanager.await([](const auto& alerts) { return alerts.size() == 1; }, patience);
  EXPECT_EQ(shown[0].labels.at("alertname"), "stream_stalled");
  EXPECT_EQ(shown[0].labels.at("project"), "cup");
  EXPECT_EQ(shown[0].labels.at("id"), "a");
  EXPECT_EQ(shown[0].labels.at("severity"), "critical");
  EXPECT_THAT(shown[0].annotations.at("reproduce"), HasSubstr("video-exporter probe"));
  // An alert holds for four seconds here: later ends come of re-sends.
  std::set<std::string> ends{shown[0].ends_at};
  alertmanager.await(
      [&](const auto& alerts) {
        if (alerts.size() != 1 || alerts[0].labels != shown[0].labels) return false;
        ends.insert(alerts[0].ends_at);
        return ends.size() >= 6;
      },
      patience);
  origin.clear_fault(path);
  alertmanager.await([](const auto& alerts) { return alerts.empty(); }, patience);
}

TEST(Alert, waits_for_a_receiver_that_is_down_and_comes_in_order) {
  const seconds down(setting("VEX_DOWN_SECONDS", 12));
  origin::Server origin;
  Receiver receiver;
  const support::TemporaryFolder state;
  Exporter exporter(Invocation{config(webhook("ops", receiver.url()), stream("a", origin.url(path)),
                                      ", state_dir: '" + state.path().string() + "'")});
  exporter.await_up("a", 1, patience);
  receiver.go_down();
  const auto end = std::chrono::steady_clock::now() + down;
  std::size_t outages = 0;
  while (outages == 0 || std::chrono::steady_clock::now() < end) {
    ++outages;
    origin.set_fault(path, stall);
    exporter.await_state("a", false, outages, patience);
    origin.clear_fault(path);
    exporter.await_state("a", true, outages + 1, patience);
  }
  EXPECT_TRUE(receiver.requests().empty());
  receiver.go_up();
  // The pause between two tries has grown to a minute at most.
  ASSERT_TRUE(receiver.await(
      [&](const auto& requests) { return told_in(requests).size() >= 2 * outages; }, seconds(100)));
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < outages; ++i) expected.insert(expected.end(), {"firing", "resolved"});
  std::vector<std::string> statuses;
  std::set<std::string> keys;
  for (const Told& told : told_in(receiver.requests())) {
    statuses.push_back(told.status);
    keys.insert(told.key);
  }
  EXPECT_EQ(statuses, expected);
  EXPECT_EQ(keys.size(), 2 * outages);
  std::cout << "measured: down for " << down.count() << " s, then " << keys.size()
            << " alerts in order, " << statuses.size() - keys.size() << " repeated, in "
            << receiver.requests().size() << " requests\n";
}

/// The URL, a label, an option and the severity of its rule: it is the same stream all the while.
TEST(Alert, goes_on_through_a_change_of_its_stream) {
  origin::Server origin;
  const Receiver receiver;
  const std::string sinks = webhook("ops", receiver.url());
  Exporter exporter(Invocation{config(sinks, stream("a", origin.url(path)))});
  exporter.await_up("a", 1, patience);
  origin.set_fault(path, stall);
  const Told firing = await_told(receiver, "a", "firing");
  const std::string changed = "    - {id: a, url: '" + origin.url(path) +
                              "?video=h264', labels: {tier: gold}, window: 5s}\n";
  exporter.write("config.yml", config(sinks, changed));
  EXPECT_THAT(exporter.reload().body, HasSubstr("0 added, 1 changed, 0 removed"));
  // Still down: the reconnect of the changed stream has failed too.
  exporter.await(
      [](const Exposition& now) {
        return !now.series("video_stream_labels_info", {{"tier", "gold"}}).empty() &&
               now.value("video_stream_up", {{"id", "a"}}) == 0.0;
      },
      patience);
  EXPECT_EQ(
      exporter.metrics().value("video_stream_finding_active", {{"id", "a"}, {"rule", firing.rule}}),
      1.0);
  origin.clear_fault(path);
  await_told(receiver, "a", "resolved");
  std::vector<std::string> statuses;
  std::set<std::string> fingerprints;
  for (const auto& request : receiver.requests()) {
    const auto body = nlohmann::json::parse(request.body);
    for (const auto& alert : body.at("alerts")) {
      statuses.push_back(alert.at("status"));
      fingerprints.insert(alert.at("fingerprint"));
    }
  }
  EXPECT_THAT(statuses, testing::ElementsAre("firing", "resolved"));
  EXPECT_EQ(fingerprints.size(), 1U);
}

TEST(Template, is_read_anew_at_a_reload_when_its_file_has_changed) {
  origin::Server origin;
  const Receiver receiver;
  const std::string text = config(webhook("ops", receiver.url(), "template_file: own.mustache"),
                                  stream("a", origin.url(path)));
  const auto write = [](const Exporter& exporter, const std::string& mark) {
    exporter.write("own.mustache", "{\"own\": \"" + mark + "\"}");
  };
  // The file has to be there before the program is.
  Exporter exporter(
      Invocation{config(webhook("ops", receiver.url()), stream("a", origin.url(path)))});
  write(exporter, "first");
  exporter.write("config.yml", text);
  EXPECT_THAT(exporter.reload().body, HasSubstr("Sinks: 1 started, 1 stopped"));
  EXPECT_THAT(exporter.reload().body, HasSubstr("Sinks: 0 started, 0 stopped"));
  write(exporter, "second");
  EXPECT_THAT(exporter.reload().body, HasSubstr("Sinks: 1 started, 1 stopped"));
  exporter.await_up("a", 1, patience);
  origin.set_fault(path, stall);
  ASSERT_TRUE(receiver.await(1, patience));
  EXPECT_EQ(receiver.requests().at(0).body, "{\"own\": \"second\"}");
}

TEST(SlowReceiver, delays_neither_another_sink_nor_the_scrape) {
  origin::Server origin;
  Receiver slow;
  const Receiver fast;
  slow.reply_with({.delay = seconds(5)});
  Exporter exporter(
      Invocation{config(webhook("slow", slow.url()) + webhook("fast", fast.url()),
                        stream("a", origin.url(path)) + stream("b", origin.url("/live/b.flv")))});
  exporter.await_up("a", 1, patience);
  exporter.await_up("b", 1, patience);
  origin.set_fault(path, stall);
  ASSERT_TRUE(slow.await(1, patience));
  // The slow one is busy for five seconds from now on.
  const auto begin_of_stall = system_clock::now();
  origin.set_fault("/live/b.flv", stall);
  milliseconds longest{0};
  const auto begin = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() < begin + seconds(4)) {
    const auto before = std::chrono::steady_clock::now();
    (void)exporter.metrics();
    longest =
        std::max(longest, duration_cast<milliseconds>(std::chrono::steady_clock::now() - before));
    std::this_thread::sleep_for(milliseconds(50));
  }
  const double delay = seconds_between(begin_of_stall, await_told(fast, "b", "firing").time);
  std::cout << "beside a receiver that takes 5 s: " << delay << " s from the stall to the request, "
            << longest.count() << " ms for the longest scrape\n";
  EXPECT_LE(delay, static_cast<double>(liveness.count()) + 2);
  EXPECT_LT(longest, seconds(1));
}

TEST(Digest, names_all_of_a_thousand_streams_in_ten_requests_at_most) {
  constexpr std::size_t count = 1000;
  const Receiver receiver;
  const std::string dead = "http://127.0.0.1:" + std::to_string(support::free_port()) + "/live/";
  std::string streams;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = "s" + std::to_string(i);
    streams += stream(id, dead + id + ".flv");
  }
  // First checks are spread over a second, and a busy machine takes several for them.
  Exporter exporter(
      Invocation{config(webhook("ops", receiver.url(), "format: json, group_wait: 1s"), streams)});
  std::set<std::string> named;
  ASSERT_TRUE(receiver.await(
      [&](const auto& requests) {
        for (const Told& told : told_in(requests)) named.insert(told.id);
        return named.size() == count;
      },
      patience))
      << named.size() << " are named";
  const std::size_t requests = receiver.requests().size();
  std::cout << count << " streams that are down are told in " << requests << " requests\n";
  EXPECT_LE(requests, 10U);
}

/// Whatever moment the end comes at: an alert is told, and what is told twice has the same key.
TEST(KilledExporter, loses_no_alert_and_repeats_none_under_another_key) {
  const long rounds = setting("VEX_CRASH_ROUNDS", 5);
  origin::Server origin;
  const Receiver receiver;
  const support::TemporaryFolder state;
  const std::string text = config(webhook("ops", receiver.url()), stream("a", origin.url(path)),
                                  ", state_dir: '" + state.path().string() + "'", "4s");
  std::minstd_rand chance(std::random_device{}());
  std::uniform_int_distribution<long> moment(0, 900);
  auto exporter = std::make_unique<Exporter>(Invocation{text});
  for (long round = 1; round <= rounds; ++round) {
    exporter->await_up("a", 1, patience);
    origin.set_fault(path, stall);
    exporter->await_up("a", 0, patience);
    // Any moment from the finding's to that of its acknowledgement, and somewhat behind it.
    std::this_thread::sleep_for(milliseconds(moment(chance)));
    exporter->process().send_signal(SIGKILL);
    ASSERT_TRUE(exporter->process().await_exit(patience));
    exporter = std::make_unique<Exporter>(Invocation{text});
    const auto count_of = [&](const auto& requests, const char* status) {
      std::set<std::string> keys;
      for (const Told& told : told_in(requests)) {
        if (told.status == status) keys.insert(told.key);
      }
      return static_cast<long>(keys.size());
    };
    ASSERT_TRUE(receiver.await(
        [&](const auto& requests) { return count_of(requests, "firing") >= round; }, patience));
    origin.clear_fault(path);
    ASSERT_TRUE(receiver.await(
        [&](const auto& requests) { return count_of(requests, "resolved") >= round; }, patience));
  }
  std::vector<std::string> statuses;
  std::set<std::string> seen;
  std::size_t repeated = 0;
  for (const Told& told : told_in(receiver.requests())) {
    if (seen.insert(told.key).second) {
      statuses.push_back(told.status);
    } else {
      ++repeated;
    }
  }
  std::vector<std::string> expected;
  for (long i = 0; i < rounds; ++i) expected.insert(expected.end(), {"firing", "resolved"});
  EXPECT_EQ(statuses, expected);
  std::cout << "measured: " << rounds << " kills, " << seen.size() << " alerts, none lost, "
            << repeated << " repeated under their key\n";
}

/// The commands that look at a receiver's options and at the receiver itself.
class ReceiverCommands : public testing::Test {
 protected:
  support::Finished run(const std::string& command, const std::string& sink,
                        std::vector<std::string> more = {}) {
    const auto file = folder_.path() / "config.yml";
    std::ofstream(file) << "sinks:\n  webhook:\n" << sink << "streams: {}\n";
    std::vector<std::string> words{VIDEO_EXPORTER, command, "--config", file.string()};
    words.insert(words.end(), more.begin(), more.end());
    return support::run({words, {}, working_folder_});
  }

  support::TemporaryFolder folder_;
  std::filesystem::path working_folder_ = folder_.path();
  Receiver receiver_;
};

TEST_F(ReceiverCommands, test_webhook_prints_what_the_receiver_says) {
  receiver_.queue_reply({.status = 200, .body = "thanks\nindeed"});
  const auto taken = run("test-webhook", webhook("ops", receiver_.url()), {"ops"});
  EXPECT_EQ(taken.output, "ops: delivered: 200 Reply: \"thanks\\nindeed\"\n");
  EXPECT_EQ(taken.status, 0) << taken.error_output;
  EXPECT_EQ(told_in(receiver_.requests()).at(0).rule, "test");

  receiver_.queue_reply({.status = 403, .body = "no"});
  const auto refused = run("test-webhook", webhook("ops", receiver_.url()), {"ops"});
  EXPECT_EQ(refused.error_output, "ops: not delivered: 403 Reply: \"no\"\n");
  EXPECT_EQ(refused.status, 1);

  receiver_.go_down();
  const auto unreachable = run("test-webhook", webhook("ops", receiver_.url()), {"ops"});
  EXPECT_EQ(unreachable.error_output, "ops: not delivered: cannot connect: Connection refused\n");
  EXPECT_EQ(unreachable.status, 1);

  const auto unknown = run("test-webhook", webhook("ops", receiver_.url()), {"other"});
  EXPECT_EQ(unknown.error_output,
            "video-exporter test-webhook: there is no receiver 'other'; there are: ops\n");
  EXPECT_EQ(unknown.status, 2);
}

TEST_F(ReceiverCommands, check_refuses_a_template_with_its_line) {
  const auto body = folder_.path() / "own.mustache";
  std::ofstream(body) << "{\n  \"title\": \"{{title}}\",\n  \"n\": {{number}}\n}\n";
  const auto checked = run("check", webhook("ops", receiver_.url(), "template_file: own.mustache"));
  EXPECT_THAT(checked.error_output, HasSubstr("the sink ops: template_file " + body.string() +
                                              ": line 3: there is no \"number\""));
  EXPECT_EQ(checked.status, 1);
  std::ofstream(body) << "{\n  \"title\": \"{{title}}\",\n  \"n\": {{count}}\n}\n";
  EXPECT_EQ(run("check", webhook("ops", receiver_.url(), "template_file: own.mustache")).status, 0);
}

TEST_F(ReceiverCommands, find_files_from_the_folder_of_the_configuration) {
  std::filesystem::create_directory(folder_.path() / "elsewhere");
  std::ofstream(folder_.path() / "own.mustache") << "{\"own\": {{count}}}";
  working_folder_ = folder_.path() / "elsewhere";
  const auto taken =
      run("test-webhook", webhook("ops", receiver_.url(), "template_file: own.mustache"), {"ops"});
  EXPECT_EQ(taken.status, 0) << taken.error_output;
  EXPECT_EQ(receiver_.requests().at(0).body, "{\"own\": 1}");
  const auto missing =
      run("check", webhook("ops", receiver_.url(), "template_file: nowhere.mustache"));
  EXPECT_THAT(missing.error_output,
              HasSubstr(".template_file: the file \"nowhere.mustache\" cannot be read"));
  EXPECT_EQ(missing.status, 1);
}

}  // namespace
}  // namespace end_to_end
