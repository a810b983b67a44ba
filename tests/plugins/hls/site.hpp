// A site of files for the probe under test, which may change while it is watched.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <vex/test.hpp>

#include "plugins/hls/probe.hpp"

namespace hls::test {

class Site {
 public:
  using Answer = std::function<void(const vex::test::Request&, vex::test::Peer&)>;

  explicit Site(vex::test::Settings settings = {}) : bench(with_url(std::move(settings))) {
    bench.network.otherwise(
        [this](const vex::test::Request& asked, vex::test::Peer& peer) { answer(asked, peer); });
  }

  /// A file that stays as it is. The stream's own URL is "live.m3u8".
  Site& file(const std::string& name, const std::string& text) {
    return at(name, [text](const vex::test::Request&, vex::test::Peer& peer) {
      peer.sends(text).ends();
    });
  }

  Site& at(const std::string& name, Answer answer) {
    answers_[name] = std::move(answer);
    return *this;
  }

  /// What the stream's own URL answers, one text after the other; then the run is cancelled.
  Site& playlists(std::vector<std::string> texts) {
    auto next = std::make_shared<std::size_t>(0);
    return at("live.m3u8", [next, texts](const vex::test::Request&, vex::test::Peer& peer) {
      if (*next == texts.size()) {
        peer.is_cancelled();
      } else {
        peer.sends(texts[(*next)++]).ends();
      }
    });
  }

  vex::test::Outcome run() { return bench.run(); }

  template <class Event>
  std::vector<Event> told() const {
    return bench.recording.of<Event>();
  }

  vex::test::ProbeBench<Probe> bench;
  std::vector<vex::test::Request> requests{};

 private:
  static vex::test::Settings with_url(vex::test::Settings settings) {
    settings.url = "http://h/live.m3u8?token=secret";
    return settings;
  }

  /// The test kit resolves no URL: files are known by their names.
  void answer(const vex::test::Request& asked, vex::test::Peer& peer) {
    requests.push_back(asked);
    std::string name = asked.url.substr(0, asked.url.find('?'));
    name = name.substr(name.rfind('/') + 1);
    const auto found = answers_.find(name.empty() ? "live.m3u8" : name);
    if (found == answers_.end()) {
      peer.answers(404).ends();
    } else {
      found->second(asked, peer);
    }
  }

  std::map<std::string, Answer> answers_{};
};

}  // namespace hls::test
