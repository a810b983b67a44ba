// The test kit itself: what it hands to plugins, and what it catches.
#include <gmock/gmock.h>

#include <vex/test.hpp>

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;

/// Counts, levels and judges: one of everything that an analyzer can emit.
class Meter final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"meter", "1.0.0", "Measures for a test"};
  static constexpr vex::Flag flag{"flag", "yes", "A flag"};
  static constexpr vex::Integer integer{"integer", "7", "An integer", {"1", "9"}};
  static constexpr vex::Number number{"number", "0.5", "A number"};
  static constexpr vex::Size size{"size", "64KiB", "A size"};
  static constexpr vex::Duration duration{"duration", "500ms", "A duration"};
  static constexpr vex::Text word{"word", "hello", "A text"};
  static constexpr vex::Choice choice{"choice", "on", "A choice", {"on", "off"}};
  static constexpr vex::List list{"list", "[a, b]", "A list"};
  static constexpr vex::Map map{"map", "{a: x, b: y}", "A map"};
  static constexpr auto options =
      vex::options(flag, integer, number, size, duration, word, choice, list, map);
  static constexpr vex::Counter packets{"packets", "", "Packets", {"track"}};
  static constexpr vex::Gauge level{"level", "hertz", "A level"};
  static constexpr vex::Gauge undeclared{"undeclared", "", "In no table"};
  static constexpr auto metrics = vex::metrics(packets, level);
  static constexpr vex::Rule slow{"slow", vex::Severity::warning, "Slow", "seconds", {"250ms"}};
  static constexpr auto rules = vex::rules(slow);
  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_PACKET, VEX_EVENT_TRACK, VEX_EVENT_METRIC, VEX_EVENT_FINDING_CHANGE);

  explicit Meter(const vex::Setup& setup)
      : Analyzer(setup),
        values_(setup[word] + " " + setup[choice]),
        numbers_{setup[number],
                 static_cast<double>(setup[integer]),
                 static_cast<double>(setup[size]),
                 vex::seconds(setup[duration]),
                 setup[flag] ? 1.0 : 0.0,
                 setup.limit(slow)},
        list_(setup[list]),
        map_(setup[map]) {}

  void on_track(const vex::Track& track) override {
    if (track.codec == "undeclared") emit(undeclared, 1);
    if (track.codec == "unlabelled") emit(packets, 1);
    if (track.codec == "settings") {
      log(VEX_LOG_INFO, values_);
      log(VEX_LOG_INFO, list_.at(1) + map_.at("b"));
      for (const double each : numbers_) log(VEX_LOG_DEBUG, std::to_string(each));
    }
  }
  void on_packet(const vex::Packet& packet) override {
    emit(packets, 1, {"video"});
    emit(level, packet.key ? 25 : vex::absent);
    emit(vex::Finding{.rule = slow, .broken = packet.key, .value = 2, .message = "late"});
    emit(vex::Health{.playable = vex::Known::yes});
  }
  void on_sample(const vex::Sample& sample) override { emit(level, sample.value); }
  void on_finding_change(const vex::FindingChange& change) override {
    log(VEX_LOG_WARNING, change.rule.id);
  }
  void on_window(const vex::Window&) override { throw std::logic_error("not wanted"); }
  void on_tick(vex::Nanos now) override { log(VEX_LOG_DEBUG, std::to_string(now.count())); }

 private:
  std::string values_;
  std::vector<double> numbers_;
  std::vector<std::string> list_;
  std::map<std::string, std::string> map_;
};

using MeterBench = vex::test::AnalyzerBench<Meter>;

std::vector<std::string> settings_seen(vex::test::Settings settings) {
  MeterBench bench(std::move(settings));
  bench.send(vex::Track{.codec = "settings"});
  std::vector<std::string> lines;
  for (const auto& line : bench.log) lines.push_back(line.text);
  return lines;
}

TEST(AnalyzerBench, creates_with_the_defaults_of_the_tables) {
  EXPECT_THAT(settings_seen({}), ElementsAre("hello on", "by", "0.500000", "7.000000",
                                             "65536.000000", "0.500000", "1.000000", "0.250000"));
}

TEST(AnalyzerBench, reads_settings_as_the_configuration_writes_them) {
  const vex::test::Texts options{{"flag", "no"},    {"integer", "9"},   {"number", "1e3"},
                                 {"size", "4MB"},   {"duration", "2m"}, {"word", "bye"},
                                 {"choice", "off"}, {"list", "[c, d]"}, {"map", "{b: z}"}};
  EXPECT_THAT(settings_seen({.options = options, .limits = {{"slow", "3s"}}}),
              ElementsAre("bye off", "dz", "1000.000000", "9.000000", "4000000.000000",
                          "120.000000", "0.000000", "3.000000"));
}

TEST(AnalyzerBench, switches_a_rule_off) {
  EXPECT_EQ(settings_seen({.limits = {{"slow", "off"}}}).back(), "nan");
}

struct BadSetting {
  const char* option;
  const char* value;
  const char* message;
};

class BadSettings : public testing::TestWithParam<BadSetting> {};

TEST_P(BadSettings, is_refused_with_a_sentence) {
  try {
    MeterBench bench({.options = {{GetParam().option, GetParam().value}}});
    FAIL() << "accepted";
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Bench, BadSettings,
    testing::Values(BadSetting{"flag", "maybe", "flag: \"maybe\" is not true or false"},
                    BadSetting{"integer", "10", "integer: \"10\" is not in range"},
                    BadSetting{"integer", "0", "integer: \"0\" is not in range"},
                    BadSetting{"integer", "3.5", "integer: \"3.5\" is not a whole number"},
                    BadSetting{"number", "", "number: \"\" is not a number"},
                    BadSetting{"size", "4XB", "size: \"4XB\" is not a size"},
                    BadSetting{"duration", "4 weeks", "duration: \"4 weeks\" is not a duration"},
                    BadSetting{"choice", "maybe", "choice: \"maybe\" is not one of its choices"},
                    BadSetting{"list", "a, b", "list: \"a, b\" is not a list"},
                    BadSetting{"map", "{a}", "map: \"a\" is not a key and its value"},
                    BadSetting{"unheard", "1", "the plugin has no option or rule unheard"}));

TEST(AnalyzerBench, adds_up_counters) {
  MeterBench bench;
  bench.send(vex::Packet{.key = true});
  bench.send(vex::Packet{.key = true});
  EXPECT_THAT(bench.series(),
              ElementsAre(Pair("level_hertz", 25), Pair("packets_total{track=video}", 2)));
}

TEST(AnalyzerBench, takes_a_gauge_away_at_nan) {
  MeterBench bench;
  bench.send(vex::Packet{.key = true});
  bench.send(vex::Packet{});
  EXPECT_EQ(bench.value("level_hertz"), std::nullopt);
}

TEST(AnalyzerBench, knows_the_last_level_of_a_rule) {
  MeterBench bench;
  EXPECT_FALSE(bench.finding("slow"));
  bench.send(vex::Packet{.key = true});
  EXPECT_TRUE(bench.is_broken("slow"));
  bench.send(vex::Packet{});
  EXPECT_FALSE(bench.is_broken("slow"));
}

TEST(AnalyzerBench, knows_the_last_judgement) {
  MeterBench bench;
  EXPECT_EQ(bench.health().playable, vex::Known::unknown);
  bench.send(vex::Packet{});
  EXPECT_EQ(bench.health().playable, vex::Known::yes);
}

TEST(AnalyzerBench, leaves_out_events_that_are_not_wanted) {
  MeterBench bench;
  bench.send(vex::Window{});
  EXPECT_THAT(bench.recording.events(), IsEmpty());
}

TEST(AnalyzerBench, passes_on_metrics_of_other_analyzers) {
  MeterBench bench;
  bench.send_sample("framerate", 50);
  EXPECT_THAT(bench.value("level_hertz"), Optional(50));
}

TEST(AnalyzerBench, passes_on_changes_of_findings) {
  MeterBench bench;
  bench.fire("stream_down", vex::Severity::critical);
  EXPECT_THAT(bench.log, ElementsAre(vex::test::LogLine{VEX_LOG_WARNING, "stream_down"}));
}

TEST(AnalyzerBench, lets_a_second_go_by_with_each_tick) {
  MeterBench bench;
  bench.send(vex::Packet{.time = 5s});
  bench.tick();
  EXPECT_EQ(bench.log.back().text, "6000000000");
}

TEST(AnalyzerBench, refuses_a_metric_outside_the_table) {
  MeterBench bench;
  EXPECT_THROW(bench.send(vex::Track{.codec = "undeclared"}), vex::Error);
}

TEST(AnalyzerBench, refuses_a_metric_without_its_labels) {
  MeterBench bench;
  EXPECT_THROW(bench.send(vex::Track{.codec = "unlabelled"}), vex::Error);
}

TEST(Recording, owns_the_texts_of_its_events) {
  vex::test::Recording recording;
  {
    const std::string codec = "a codec that is longer than any small string";
    const auto abi = vex::detail::to_abi(vex::Track{.codec = codec});
    recording.add(abi.head);
  }
  EXPECT_THAT(
      recording.of<vex::Track>(),
      ElementsAre(Field(&vex::Track::codec, "a codec that is longer than any small string")));
}

/// Reads lines of its peer, each a packet; what it was told goes to the log.
class LineProbe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"line", "1.0.0", "Reads lines"};
  static constexpr auto schemes = vex::words("tcp", "http");

  explicit LineProbe(const vex::Setup& setup) : Probe(setup) {}

  void run(const vex::Run& run) override {
    if (run.url.starts_with("http")) {
      const vex_pair header = vex::pair("Accept", "*/*");
      auto response = vex::http(host(), {.method = "GET", .headers = {&header, 1}});
      log(VEX_LOG_INFO, response.header("server").value_or("unknown"));
      read_from(response.body());
    } else {
      vex::Stream stream = vex::connect(host(), run.target.host, run.target.port);
      stream.write("hello\n");
      read_from(stream);
    }
  }

 private:
  void read_from(vex::Stream& stream) {
    emit(vex::Track{.id = 1, .codec = "line"});
    for (vex::Bytes got = stream.read(3s); !got.empty(); got = stream.read(3s)) {
      emit(vex::Packet{.time = now(), .track = 1, .size = got.size()});
    }
  }
};

using LineBench = vex::test::ProbeBench<LineProbe>;

std::vector<std::uint64_t> sizes(const LineBench& bench) {
  std::vector<std::uint64_t> all;
  for (const auto& packet : bench.recording.of<vex::Packet>()) all.push_back(packet.size);
  return all;
}

TEST(ProbeBench, makes_each_chunk_one_read) {
  LineBench bench;
  bench.network.add().sends("four").sends("seven..").ends();
  EXPECT_EQ(bench.run().status, VEX_OK);
  EXPECT_THAT(sizes(bench), ElementsAre(4, 7));
}

TEST(ProbeBench, cuts_bytes_into_pieces) {
  LineBench bench;
  bench.network.add().sends_in_pieces("seven..", 3);
  bench.run();
  EXPECT_THAT(sizes(bench), ElementsAre(3, 3, 1));
}

TEST(ProbeBench, records_what_was_written) {
  LineBench bench({.url = "tcp://example.com:443"});
  auto& peer = bench.network.add();
  EXPECT_EQ(bench.run().status, VEX_OK);
  EXPECT_EQ(peer.written(), "hello\n");
  EXPECT_EQ(peer.request().url, "example.com:443");
}

TEST(ProbeBench, records_the_request) {
  LineBench bench;
  auto& peer = bench.network.add();
  bench.run();
  EXPECT_EQ(peer.request().method, "GET");
  EXPECT_EQ(peer.request().header("Accept"), "*/*");
}

TEST(ProbeBench, answers_with_headers) {
  LineBench bench;
  bench.network.add().answers(200, {{"Server", "origin"}});
  bench.run();
  EXPECT_EQ(bench.log.front().text, "origin");
}

TEST(ProbeBench, turns_a_status_into_its_reason) {
  LineBench bench;
  bench.network.add().answers(404);
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::not_found);
  EXPECT_EQ(outcome.sentence, "HTTP status 404");
}

TEST(ProbeBench, refuses_a_connection) {
  LineBench bench;
  bench.network.add().refuses(vex::Reason::tls, "the certificate is of another name");
  EXPECT_EQ(bench.run().reason, vex::Reason::tls);
}

TEST(ProbeBench, times_out_on_silence) {
  LineBench bench;
  bench.network.add().sends("x").falls_silent();
  const vex::Nanos before = bench.clock.now();
  EXPECT_EQ(bench.run().status, VEX_E_TIMEOUT);
  EXPECT_EQ(bench.clock.now() - before, 3s);
}

TEST(ProbeBench, lets_time_pass_in_a_pause) {
  LineBench bench;
  bench.network.add().pauses(2s).sends("x");
  const vex::Nanos before = bench.clock.now();
  bench.run();
  EXPECT_EQ(bench.recording.of<vex::Packet>().at(0).time - before, 2s);
}

TEST(ProbeBench, fails_in_the_middle) {
  LineBench bench;
  bench.network.add().sends("x").fails(vex::Reason::closed, "reset by the peer");
  EXPECT_EQ(bench.run().sentence, "reset by the peer");
  EXPECT_TRUE(bench.network.all_closed());
}

TEST(ProbeBench, cancels_a_run) {
  LineBench bench;
  bench.network.add().sends("x").is_cancelled();
  EXPECT_EQ(bench.run().status, VEX_E_CANCELLED);
}

TEST(ProbeBench, lets_the_peer_react_to_what_is_written) {
  LineBench bench({.url = "tcp://example.com:443"});
  bench.network.add().when_written(
      [](std::string_view bytes, vex::test::Peer& peer) { peer.sends(bytes); });
  bench.run();
  EXPECT_THAT(sizes(bench), ElementsAre(6));
}

/// Opens a pair of sockets, punches a hole, and receives until nothing comes.
class Listener final : public vex::Probe {
 public:
  static constexpr vex::Info info{"listener", "1.0.0", "Listens for a test"};
  static constexpr auto services = vex::words(VEX_UDP);
  static constexpr auto schemes = vex::words("udp");

  explicit Listener(const vex::Setup& setup) : Probe(setup) {}

  void run(const vex::Run& /*run*/) override {
    const auto pair = vex::open_udp(host(), {.peer = "example.com"}, 2);
    const std::array sockets{pair[0].abi(), pair[1].abi()};
    pair[0].send(6970, std::as_bytes(std::span("hello", 5)));
    std::array<vex_datagram, 8> room{};
    while (true) {
      for (const vex_datagram& datagram : vex::receive(host(), sockets, room, 2s)) {
        log(VEX_LOG_INFO,
            std::to_string(datagram.socket) + " " +
                std::string(reinterpret_cast<const char*>(datagram.data.data), datagram.data.size));
      }
    }
  }
};

TEST(Datagrams, come_as_the_test_says) {
  vex::test::ProbeBench<Listener> bench;
  bench.datagrams.sends(0, "media").sends(1, "report").pauses(1s).sends(0, "more");
  EXPECT_EQ(bench.run().reason, vex::Reason::timeout);
  EXPECT_THAT(bench.log, ElementsAre(Field(&vex::test::LogLine::text, "0 media"),
                                     Field(&vex::test::LogLine::text, "1 report"),
                                     Field(&vex::test::LogLine::text, "0 more")));
}

TEST(Datagrams, let_time_pass) {
  vex::test::ProbeBench<Listener> bench;
  const vex::Nanos begin = bench.clock.now();
  bench.datagrams.pauses(1s).sends(0, "media");
  bench.run();
  EXPECT_EQ(bench.clock.now() - begin, 3s);
}

TEST(Datagrams, show_what_the_probe_sent) {
  vex::test::ProbeBench<Listener> bench;
  bench.run();
  EXPECT_THAT(bench.datagrams.sent(), ElementsAre(vex::test::Datagrams::Sent{0, 6970, "hello"}));
}

TEST(Datagrams, answer_what_the_probe_sends) {
  vex::test::ProbeBench<Listener> bench;
  bench.datagrams.when_sent(
      [](const auto& sent, vex::test::Datagrams& peer) { peer.sends(1, sent.bytes); });
  bench.run();
  EXPECT_THAT(bench.log, ElementsAre(Field(&vex::test::LogLine::text, "1 hello")));
}

TEST(Datagrams, are_cancelled_like_the_network) {
  vex::test::ProbeBench<Listener> bench;
  bench.datagrams.is_cancelled();
  EXPECT_EQ(bench.run().status, VEX_E_CANCELLED);
  EXPECT_EQ(bench.datagrams.open(), 0U);
}

/// Fetches with two children and waits for both.
class Parent final : public vex::Probe {
 public:
  static constexpr vex::Info info{"parent", "1.0.0", "Has children"};
  static constexpr auto schemes = vex::words("http");

  explicit Parent(const vex::Setup& setup) : Probe(setup) {}

  void run(const vex::Run&) override {
    vex::Tasks tasks(host());
    EXPECT_FALSE(tasks.join_any(5s));
    for (const char* url : {"a", "b"}) {
      tasks.spawn([this, url] {
        auto answer = vex::http(host(), {.url = url, .base = "http://h/list"});
        while (!answer.body().read().empty()) log(VEX_LOG_INFO, url);
      });
    }
    while (tasks.size() > 0) tasks.join_any(1s);
  }
};

TEST(ProbeBench, runs_children_when_their_parent_waits_for_them) {
  vex::test::ProbeBench<Parent> bench;
  const auto begin = bench.clock.now();
  bench.network.otherwise([](const vex::test::Request& asked, vex::test::Peer& peer) {
    EXPECT_EQ(asked.base, "http://h/list");
    peer.pauses(2s).sends("x").ends();
  });
  EXPECT_EQ(bench.run().status, VEX_OK);
  EXPECT_EQ(bench.clock.now() - begin, 9s);
  EXPECT_THAT(bench.log, ElementsAre(vex::test::LogLine{VEX_LOG_INFO, "a"},
                                     vex::test::LogLine{VEX_LOG_INFO, "b"}));
}

TEST(ProbeBench, hands_a_child_s_failure_to_its_parent) {
  vex::test::ProbeBench<Parent> bench;
  bench.network.otherwise([](const vex::test::Request&, vex::test::Peer& peer) {
    peer.fails(vex::Reason::closed, "gone");
  });
  EXPECT_EQ(bench.run().reason, vex::Reason::closed);
}

}  // namespace
