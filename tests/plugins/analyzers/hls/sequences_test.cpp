// Playlists of real-world shape, one after the other, and exactly what is found in each of them. A
// file of sequences/ is read like this: lines with ";" say what it is, "expect: RULE xN" how often
// a rule breaks; "=== t=12.5 name=value ..." is a fetch at that second, and the lines behind it are
// its text.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <vex/test.hpp>

#include "plugins/analyzers/hls/hls.hpp"

namespace analyzers::hls {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// The name=value pairs of a "===" line.
class Attributes {
 public:
  explicit Attributes(const std::string& line) {
    std::istringstream stream(line);
    for (std::string word; stream >> word;) {
      const std::size_t equals = word.find('=');
      if (equals != std::string::npos) values_[word.substr(0, equals)] = word.substr(equals + 1);
    }
  }

  [[nodiscard]] bool has(const std::string& name) const { return values_.count(name) != 0; }
  [[nodiscard]] std::string text(const std::string& name, std::string preset) const {
    const auto found = values_.find(name);
    return found == values_.end() ? preset : found->second;
  }
  [[nodiscard]] double number(const std::string& name, double preset) const {
    return has(name) ? std::stod(values_.at(name)) : preset;
  }
  [[nodiscard]] vex::Nanos time(const std::string& name, double preset) const {
    return vex::Nanos(std::llround(number(name, preset) * 1e9));
  }
  template <class Integer>
  [[nodiscard]] Integer integer(const std::string& name, Integer preset) const {
    return has(name) ? static_cast<Integer>(std::stoull(values_.at(name))) : preset;
  }

 private:
  std::map<std::string, std::string> values_;
};

using Bench = vex::test::AnalyzerBench<Hls>;
using Counts = std::map<std::string, int>;

vex::Reason reason_of(std::uint32_t status) {
  if (status == 0) return vex::Reason::none;
  return status == 404 ? vex::Reason::not_found : vex::Reason::http_status;
}

vex::Role role_of(const std::string& word) {
  if (word == "audio") return vex::Role::audio;
  return word == "i_frames" ? vex::Role::i_frames : vex::Role::variant;
}

void send_segment(Bench& bench, const Attributes& attributes) {
  const std::string uri = "seg.ts";
  const auto status = attributes.integer<std::uint32_t>("status", 0);
  const vex::Nanos time = attributes.time("t", 0);
  const vex::Nanos download = attributes.time("download", 1);
  bench.send(vex::Segment{.time = time,
                          .rendition = attributes.integer<std::uint32_t>("rendition", 1),
                          .media_sequence = attributes.integer<std::uint64_t>("segment", 0),
                          .uri = uri,
                          .requested = time - download,
                          .download = download,
                          .reason = reason_of(status),
                          .http_status = status,
                          .bytes = 500'000,
                          .promised = attributes.time("duration", 6)});
}

void send_playlist(Bench& bench, const Attributes& attributes, const std::string& text) {
  const auto rendition = attributes.integer<std::uint32_t>("rendition", 1);
  const std::string name = attributes.text("name", "v0");
  const std::string url = "https://example.com/live/" + name + ".m3u8";
  const auto status = attributes.integer<std::uint32_t>("status", 0);
  const vex::Nanos time = attributes.time("t", 0);
  const vex::Role role = rendition == 0 ? vex::Role::none : role_of(attributes.text("role", ""));
  bench.send(
      vex::Playlist{.time = time,
                    .rendition = rendition,
                    .kind = rendition == 0 ? vex::Playlist::multivariant : vex::Playlist::media,
                    .role = role,
                    .entry = attributes.integer<std::uint32_t>("entry", vex::Playlist::no_entry),
                    .name = name,
                    .url = url,
                    .requested = time - 50ms,
                    .reason = reason_of(status),
                    .http_status = status,
                    .age_seconds = attributes.integer<std::int64_t>("age", -1),
                    .unchanged = attributes.has("unchanged"),
                    .text = std::as_bytes(std::span(text))});
}

/// How often each rule went from kept to broken.
Counts breaks_of(const Bench& bench) {
  Counts counts;
  std::map<std::string, bool> is_broken;
  for (const vex::Finding& finding : bench.recording.of<vex::Finding>()) {
    bool& state = is_broken[finding.rule.id];
    if (finding.broken && !state) ++counts[finding.rule.id];
    state = finding.broken;
  }
  return counts;
}

class HlsSequence : public testing::TestWithParam<std::string> {};

TEST_P(HlsSequence, has_exactly_the_findings_that_are_expected) {
  std::ifstream file(fs::path(SEQUENCES_FOLDER) / (GetParam() + ".txt"));
  ASSERT_TRUE(file);
  Bench bench;
  Counts expected;
  std::optional<Attributes> fetch;
  std::string text;
  const auto send = [&] {
    if (!fetch) return;
    if (fetch->has("segment")) {
      send_segment(bench, *fetch);
    } else {
      send_playlist(bench, *fetch, text);
    }
    text.clear();
  };
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("=== ")) {
      send();
      fetch.emplace(line);
    } else if (line.starts_with("expect: ")) {
      std::istringstream words(line.substr(8));
      std::string rule;
      std::string count;
      words >> rule >> count;
      expected[rule] = std::stoi(count.substr(1));
    } else if (!line.starts_with(';')) {
      text += line + "\n";
    }
  }
  send();
  EXPECT_EQ(breaks_of(bench), expected);
}

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(SEQUENCES_FOLDER)) {
    found.push_back(entry.path().stem().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

INSTANTIATE_TEST_SUITE_P(Files, HlsSequence, testing::ValuesIn(names()),
                         [](const auto& row) { return row.param; });

TEST(HlsSequences, are_at_least_twenty) { EXPECT_GE(names().size(), 20U); }

}  // namespace
}  // namespace analyzers::hls
