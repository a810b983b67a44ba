// What the sinks were told, in words.
#pragma once

#include <string>
#include <vector>

#include "tests/core/pipeline/stream_fixture.hpp"

namespace core::pipeline {

class TransitionTest : public StreamTest {
 protected:
  /// "up", "down", "stream_down firing", "late resolved", in their order.
  [[nodiscard]] std::vector<std::string> told() const {
    std::vector<std::string> words;
    for (const RecordPtr& record : around_.records) {
      vex::visit(*record->abi().event,
                 vex::Overload{[&](const vex::State& state) {
                                 words.emplace_back(state.up == vex::Known::yes  ? "up"
                                                    : state.up == vex::Known::no ? "down"
                                                                                 : "unknown");
                               },
                               [&](const vex::FindingChange& change) {
                                 const bool fires = change.change == vex::FindingChange::firing;
                                 words.push_back(std::string(change.rule.id) +
                                                 (fires ? " firing" : " resolved"));
                               },
                               [](const auto&) {}});
    }
    return words;
  }

  /// Of the finding that was told last.
  [[nodiscard]] std::string last_message() const {
    std::string message;
    for (const RecordPtr& record : around_.records) {
      vex::visit(*record->abi().event,
                 vex::Overload{[&](const vex::FindingChange& change) { message = change.message; },
                               [](const auto&) {}});
    }
    return message;
  }

  void pass(vex_time seconds) {
    for (vex_time i = 0; i < seconds; ++i) {
      around_.time += a_second;
      stream_->tick(nullptr);
    }
  }

  void go_up() {
    begin();
    play(10);  // at its pace: not what a server had cached
  }
};

}  // namespace core::pipeline
