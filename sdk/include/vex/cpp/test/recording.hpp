// vex/cpp/test/recording.hpp - events that outlive the call they came with. Part of vex/test.hpp.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "../event.hpp"

namespace vex::test {

using Event = std::variant<RunBegin, Phase, Format, Track, Packet, Window, Transport, Sample,
                           Finding, FindingChange, State, Health, RunEnd, Reception, ClockReference,
                           TransportStream, Playlist, Segment>;

/// Events in order. Texts, labels, evidence and payloads are copies that live as long as the
/// recording.
class Recording {
 public:
  void add(const vex_event& event) {
    visit(event, [this](auto value) {
      own(value);
      events_.push_back(value);
    });
  }

  [[nodiscard]] const std::vector<Event>& events() const { return events_; }

  /// Those of one type: `of<vex::Packet>()`.
  template <class Type>
  [[nodiscard]] std::vector<Type> of() const {
    std::vector<Type> found;
    for (const Event& event : events_) {
      if (const auto* match = std::get_if<Type>(&event)) found.push_back(*match);
    }
    return found;
  }

  void clear() { events_.clear(); }

 private:
  void keep(std::string_view& text) { text = texts_.emplace_back(text); }

  void keep(vex_str& text) {
    std::string_view kept = vex::text(text);
    keep(kept);
    text = {kept.data(), kept.size()};
  }

  void keep(Bytes& bytes) { bytes = bytes_.emplace_back(bytes.begin(), bytes.end()); }

  void keep(std::span<const vex_str>& labels) {
    auto& kept = labels_.emplace_back(labels.begin(), labels.end());
    for (vex_str& label : kept) keep(label);
    labels = kept;
  }

  void keep(std::span<const vex_pair>& pairs) {
    auto& kept = pairs_.emplace_back(pairs.begin(), pairs.end());
    for (vex_pair& pair : kept) keep(pair.key), keep(pair.value);
    pairs = kept;
  }

  void own(Format& e) { keep(e.protocol), keep(e.container); }
  void own(Track& e) { keep(e.codec), keep(e.profile), keep(e.level), keep(e.pixel_format); }
  void own(Packet& e) { keep(e.payload); }
  void own(Sample& e) { keep(e.labels); }
  void own(Finding& e) { keep(e.message), keep(e.evidence); }
  void own(FindingChange& e) { keep(e.message), keep(e.reproduce), keep(e.evidence); }
  void own(State& e) { keep(e.sentence); }
  void own(RunEnd& e) { keep(e.sentence); }
  void own(Playlist& e) { keep(e.name), keep(e.url), keep(e.sentence), keep(e.text); }
  void own(Segment& e) { keep(e.uri), keep(e.sentence), keep(e.codecs); }
  template <class Type>
  void own(Type&) {}  // holds no texts

  std::vector<Event> events_;
  std::deque<std::string> texts_;
  std::deque<std::vector<std::byte>> bytes_;
  std::deque<std::vector<vex_str>> labels_;
  std::deque<std::vector<vex_pair>> pairs_;
};

}  // namespace vex::test
