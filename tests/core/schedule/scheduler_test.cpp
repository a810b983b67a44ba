#include "core/schedule/scheduler.hpp"

#include <gmock/gmock.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vex/vex.hpp>

#include "core/engine/blocking_pool.hpp"
#include "core/engine/loop_pool.hpp"
#include "core/net/network.hpp"
#include "core/pipeline/record.hpp"

namespace core::schedule {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::ElementsAre;

/// What the probes of all streams have done, by the stream's id.
class Journal {
 public:
  struct Entry {
    int begun = 0;
    int ended = 0;
    steady_clock::time_point last_end;
  };

  void change(const std::string& id, const std::function<void(Entry&)>& how) {
    const std::lock_guard lock(mutex_);
    how(entries_[id]);
    changed_.notify_all();
  }

  /// Waits until the entry is as wished; fails when it never is.
  Entry await(const std::string& id, const std::function<bool(const Entry&)>& is_wished) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, seconds(60), [&] { return is_wished(entries_[id]); }));
    return entries_[id];
  }
  Entry await_begun(const std::string& id, int count = 1) {
    return await(id, [count](const Entry& entry) { return entry.begun >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Entry> entries_;
};

Journal* journal = nullptr;

/// Works a little all the time until it is cancelled, as a probe of a busy stream does.
class BusyProbe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"busy", "1.0.0", "Works until it is cancelled"};
  static constexpr auto services = vex::words(VEX_CLOCK);
  static constexpr auto schemes = vex::words("busy");

  explicit BusyProbe(const vex::Setup& setup) : Probe(setup) {}

  void run(const vex::Run& run) override {
    const std::string id(run.target.id);
    journal->change(id, [](auto& entry) { ++entry.begun; });
    const Guard guard{id};
    for (;;) sleep(milliseconds(5));
  }

 private:
  struct Guard {
    std::string id;
    ~Guard() {
      journal->change(id, [](auto& entry) {
        ++entry.ended;
        entry.last_end = steady_clock::now();
      });
    }
  };
};

/// The real clocks, and ears for what is published.
class World : public pipeline::Surroundings {
 public:
  [[nodiscard]] vex_time now() const noexcept override {
    return steady_clock::now().time_since_epoch().count();
  }
  [[nodiscard]] std::int64_t unix_now() const noexcept override { return now(); }
  void log(std::uint32_t, const vex_target*, std::string_view, std::string_view) override {}
  void publish(const pipeline::TargetPtr&, const vex_record&) override {}
  void count_events(std::uint64_t) noexcept override {}
};

class SchedulerTest : public testing::Test {
 protected:
  SchedulerTest() { journal = &journal_; }
  ~SchedulerTest() override {
    scheduler_.stop();
    loops_.stop();
  }

  config::Stream stream(const std::string& id, const config::WatchPtr& watch = nullptr) const {
    config::Stream stream;
    stream.project = "p";
    stream.id = stream.name = id;
    stream.url = stream.shown_url = "busy://127.0.0.1/" + id;
    stream.probe = probe_;
    stream.watch = watch ? watch : watch_;
    return stream;
  }

  Scheduler::Changes watch(std::vector<config::Stream> streams) {
    return scheduler_.watch(
        std::make_shared<const std::vector<config::Stream>>(std::move(streams)));
  }

  std::vector<std::string> shown() {
    const vex_snapshot* snapshot = hub_.acquire();
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < snapshot->stream_count; ++i) {
      ids.emplace_back(vex::text(snapshot->streams[i]->target->id));
    }
    pipeline::Hub::release(snapshot);
    return ids;
  }

  Journal journal_;
  World world_;
  plugin::SettingsPtr probe_ =
      std::make_shared<plugin::Settings>(vex::detail::descriptor<BusyProbe>);
  config::WatchPtr watch_ = std::make_shared<const config::Watch>();
  engine::LoopPool loops_{2};
  engine::BlockingPool blocking_{1};
  net::Network network_{loops_, blocking_, {}};
  pipeline::Hub hub_{world_, [](auto&, const auto&) {}, [] { return true; }};
  Scheduler scheduler_{loops_, network_, world_, hub_, 10, 1};
};

TEST_F(SchedulerTest, begins_what_is_added_and_leaves_the_others_alone) {
  watch({stream("a")});
  journal_.await_begun("a");
  const auto changes = watch({stream("b"), stream("a")});
  journal_.await_begun("b");
  EXPECT_EQ(changes.added, 1U);
  EXPECT_EQ(changes.unchanged, 1U);
  EXPECT_EQ(journal_.await_begun("a").begun, 1);
  EXPECT_EQ(journal_.await_begun("a").ended, 0);
}

TEST_F(SchedulerTest, shows_nothing_of_a_removed_stream_from_then_on) {
  watch({stream("a"), stream("b")});
  journal_.await_begun("a");
  journal_.await_begun("b");
  EXPECT_EQ(watch({stream("b")}).removed, 1U);
  EXPECT_THAT(shown(), ElementsAre("b"));
}

TEST_F(SchedulerTest, ends_a_removed_stream_within_a_tenth_of_a_second_while_others_work) {
  std::vector<config::Stream> others;
  for (int i = 0; i < 9; ++i) others.push_back(stream("busy" + std::to_string(i)));
  auto shortest = steady_clock::duration::max();
  // A machine that is busy with other things is late now and then, but not every time.
  for (int round = 0; round < 5; ++round) {
    const std::string id = "removed" + std::to_string(round);
    auto all = others;
    all.push_back(stream(id));
    watch(all);
    journal_.await_begun(id);
    const auto begin = steady_clock::now();
    watch(others);
    const auto entry = journal_.await(id, [](const auto& now) { return now.ended == 1; });
    shortest = std::min(shortest, entry.last_end - begin);
  }
  EXPECT_LT(shortest, milliseconds(100));
}

TEST_F(SchedulerTest, watches_a_changed_stream_anew_where_it_was) {
  watch({stream("a")});
  journal_.await_begun("a");
  config::Watch other = *watch_;
  other.window = seconds(20);
  const auto changed = std::make_shared<const config::Watch>(other);
  EXPECT_EQ(watch({stream("a", changed)}).changed, 1U);
  EXPECT_THAT(shown(), ElementsAre("a"));
  const auto entry = journal_.await_begun("a", 2);
  EXPECT_EQ(entry.ended, 1);
  EXPECT_THAT(shown(), ElementsAre("a"));
}

TEST_F(SchedulerTest, takes_the_last_of_several_changes) {
  std::vector<config::WatchPtr> watches;
  for (int i = 0; i < 50; ++i) {
    config::Watch other = *watch_;
    other.window = seconds(20 + i);
    watches.push_back(std::make_shared<const config::Watch>(other));
    watch({stream("a", watches.back()), stream("b")});
  }
  journal_.await_begun("a");
  journal_.await_begun("b");
  watch({stream("b")});
  const auto is_over = [](const auto& entry) { return entry.begun == entry.ended; };
  journal_.await("a", is_over);
  EXPECT_THAT(shown(), ElementsAre("b"));
}

TEST_F(SchedulerTest, lets_a_name_come_back_at_once) {
  for (int i = 0; i < 20; ++i) {
    watch({stream("a")});
    EXPECT_LE(shown().size(), 1U);
    watch({});
    EXPECT_TRUE(shown().empty());
  }
  watch({stream("a")});
  journal_.await("a", [](const auto& entry) { return entry.begun == entry.ended + 1; });
}

TEST_F(SchedulerTest, stops_with_changes_under_way) {
  config::Watch other = *watch_;
  other.window = seconds(20);
  const auto changed = std::make_shared<const config::Watch>(other);
  std::vector<config::Stream> before;
  std::vector<config::Stream> after;
  for (int i = 0; i < 200; ++i) {
    before.push_back(stream("s" + std::to_string(i)));
    if (i % 2 == 0) after.push_back(stream("s" + std::to_string(i), changed));
  }
  watch(before);
  watch(after);
  scheduler_.stop();
  EXPECT_EQ(scheduler_.runs_in_progress(), 0U);
}

}  // namespace
}  // namespace core::schedule
