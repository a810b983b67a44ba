// Outboxes over a folder of the test's own, one process after the other.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <vex/vex.hpp>

#include "core/outbox/outbox.hpp"
#include "core/plugin/registry.hpp"

namespace core::outbox {

inline constexpr std::uint64_t wants_all = ~std::uint64_t{0};
inline constexpr vex_time second = 1'000'000'000;

/// An analyzer that declares a rule, so that stored findings have a row to point at.
class Judge final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"judge", "1.0.0", "Declares a rule"};
  static constexpr vex::Rule late{"late",   vex::Severity::warning, "It is late", "seconds", {"5s"},
                                  "RFC 0 1"};
  static constexpr auto rules = vex::rules(late);

  explicit Judge(const vex::Setup& setup) : Analyzer(setup) {}
};

/// A clock by hand; what is published from within goes back into the outbox, as in the program.
class Around final : public pipeline::Surroundings {
 public:
  [[nodiscard]] vex_time now() const noexcept override { return time.load(); }
  [[nodiscard]] std::int64_t unix_now() const noexcept override { return epoch + time.load(); }
  void log(std::uint32_t, const vex_target*, std::string_view, std::string_view line) override {
    const std::lock_guard lock(mutex);
    lines.emplace_back(line);
    changed.notify_all();
  }
  void publish(const pipeline::TargetPtr& target, const vex_record& record) override {
    const std::lock_guard lock(mutex);
    published.push_back(std::make_shared<const pipeline::Record>(target, record));
    changed.notify_all();
  }
  void count_events(std::uint64_t) noexcept override {}

  [[nodiscard]] bool has_line_with(std::string_view text) {
    const std::lock_guard lock(mutex);
    for (const std::string& line : lines) {
      if (line.find(text) != std::string::npos) return true;
    }
    return false;
  }

  template <class Condition>
  [[nodiscard]] bool await(Condition condition) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(60), condition);
  }

  std::int64_t epoch = 1'700'000'000 * second;  // the UNIX time at the clock's 0
  std::atomic<vex_time> time{1000 * second};
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> lines;
  std::vector<pipeline::RecordPtr> published;
};

class OutboxTest : public testing::Test {
 protected:
  OutboxTest() {
    std::string name = testing::TempDir() + "outbox-XXXXXX";
    folder = mkdtemp(name.data());
    options.directory = folder / "state";
    registry.add(vex::detail::plugins<Judge>.rows);
    begin();
  }
  ~OutboxTest() override {
    outbox.reset();
    std::filesystem::remove_all(folder);
  }

  /// A process that reads what the one before has left.
  void begin() {
    outbox.emplace(options, registry, around);
    lane = &outbox->lane("ops", wants_all);
    lane->open();
    outbox->keep_only({"ops"});
    outbox->start();
  }
  void restart() {
    outbox.reset();
    around.time = 2000 * second;  // another boot
    around.epoch -= 500 * second;
    begin();
  }

  static pipeline::TargetPtr target(const std::string& id) {
    return std::make_shared<const pipeline::Target>(
        pipeline::TargetTexts{"cup",
                              id,
                              "cup_" + id,
                              "http://origin/a.flv?key=***",
                              "http",
                              "origin",
                              80,
                              {{"team", "sports"}}});
  }

  void publish(const std::string& id, const auto& event, const vex_plugin* origin = nullptr) {
    const auto abi = vex::detail::to_abi(event);
    outbox->publish(std::make_shared<const pipeline::Record>(
        target(id),
        vex_record{sizeof(vex_record), 0, nullptr, origin, &abi.head, around.unix_now()}));
  }
  void say_up(const std::string& id, bool up, std::string_view sentence = {}) {
    publish(id, vex::State{.up = vex::known(up), .sentence = sentence});
  }
  void say_finding(const std::string& id, vex::FindingChange::Change change) {
    publish(id,
            vex::FindingChange{.rule = Judge::late,
                               .change = change,
                               .severity = vex::Severity::critical,
                               .since = vex::Nanos(around.now() - 7 * second),
                               .value = 7.5,
                               .limit = 5,
                               .message = "late by 7.5 s"},
            &vex::detail::descriptor<Judge>);
  }

  struct Taken {
    std::uint64_t id = 0;
    std::string key;
    std::uint32_t attempts = 0;
    std::string stream;
    std::uint32_t type = 0;

    bool operator==(const Taken&) const = default;
  };

  /// Waits until as many were handed out.
  std::vector<Taken> take(std::size_t count) {
    std::vector<Taken> taken;
    std::vector<const vex_outbox_entry*> rows(count);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (taken.size() < count && std::chrono::steady_clock::now() < end) {
      const std::size_t got = lane->take(second, std::span(rows).first(count - taken.size()));
      for (std::size_t i = 0; i < got; ++i) {
        const vex_outbox_entry& row = *rows[i];
        taken.push_back({row.id, std::string(vex::text(row.key)), row.attempts,
                         std::string(vex::text(row.record.target->id)), row.record.event->type});
      }
    }
    EXPECT_EQ(taken.size(), count);
    return taken;
  }

  std::filesystem::path folder;
  Options options;
  plugin::Registry registry{{}};
  Around around;
  std::optional<Outbox> outbox;
  Lane* lane = nullptr;
};

}  // namespace core::outbox
