// The order in which a durable sink is given its entries.
#include "core/outbox/lane.hpp"

#include <gmock/gmock.h>

#include <thread>
#include <vex/vex.hpp>

namespace core::outbox {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr vex_time second = 1'000'000'000;

class LaneTest : public testing::Test {
 protected:
  void add(std::uint64_t id, const std::string& stream) {
    const auto target = std::make_shared<const pipeline::Target>(
        pipeline::TargetTexts{"cup", stream, "", "", "", "", 0, {}});
    const auto event = vex::detail::to_abi(vex::State{});
    std::vector<Entry> one;
    one.push_back({id, "key-" + std::to_string(id),
                   std::make_shared<const pipeline::Record>(
                       target, vex_record{sizeof(vex_record), 0, nullptr, nullptr, &event.head, 0}),
                   0, 100});
    lane.add(std::move(one));
  }

  std::vector<std::uint64_t> take(std::size_t capacity = 100) {
    std::vector<const vex_outbox_entry*> rows(capacity);
    rows.resize(lane.take(0, rows));
    std::vector<std::uint64_t> ids;
    for (const vex_outbox_entry* row : rows) ids.push_back(row->id);
    return ids;
  }
  void acknowledge(std::uint64_t id) { lane.acknowledge({&id, 1}); }

  vex_time now = 0;
  std::vector<std::uint64_t> removed;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> retried;
  Lane lane{"ops",
            ~std::uint64_t{0},
            {.entries = 4, .bytes = 1000},
            [this] { return now; },
            {[this](const Lane&, std::uint64_t id, std::uint32_t attempts) {
               retried.emplace_back(id, attempts);
             },
             [this](const Lane&, std::span<const std::uint64_t> ids) {
               removed.insert(removed.end(), ids.begin(), ids.end());
             }}};
};

TEST_F(LaneTest, hands_each_entry_out_once) {
  add(1, "a");
  add(2, "b");
  EXPECT_THAT(take(), ElementsAre(1, 2));
  EXPECT_THAT(take(), IsEmpty());
  EXPECT_EQ(lane.length(), 2U);
}

TEST_F(LaneTest, hands_out_no_more_than_there_is_room_for) {
  add(1, "a");
  add(2, "a");
  EXPECT_THAT(take(1), ElementsAre(1));
  EXPECT_THAT(take(1), ElementsAre(2));
}

TEST_F(LaneTest, forgets_what_is_acknowledged) {
  add(1, "a");
  take();
  acknowledge(1);
  acknowledge(1);
  EXPECT_EQ(lane.length(), 0U);
  EXPECT_THAT(removed, ElementsAre(1));
}

TEST_F(LaneTest, holds_a_stream_back_that_waits_for_a_retry_and_no_other) {
  add(1, "a");
  add(2, "a");
  add(3, "b");
  take(1);
  lane.retry(1, 5 * second);
  EXPECT_THAT(take(), ElementsAre(3));
  now = 5 * second;
  EXPECT_THAT(take(), ElementsAre(1, 2));
}

TEST_F(LaneTest, gives_later_entries_of_the_stream_again_behind_the_one_that_is_retried) {
  add(1, "a");
  add(2, "a");
  add(3, "b");
  take();
  lane.retry(1, 0);
  EXPECT_THAT(take(), ElementsAre(1, 2));
}

TEST_F(LaneTest, counts_the_attempts_of_an_entry) {
  add(1, "a");
  take();
  lane.retry(1, 0);
  take();
  lane.retry(1, 0);
  const vex_outbox_entry* row = nullptr;
  ASSERT_EQ(lane.take(0, {&row, 1}), 1U);
  EXPECT_EQ(row->attempts, 2U);
  EXPECT_THAT(retried, ElementsAre(std::pair(1, 1), std::pair(1, 2)));
}

TEST_F(LaneTest, refuses_to_retry_what_was_not_handed_out) {
  add(1, "a");
  EXPECT_THROW(lane.retry(1, 0), vex::Error);
  EXPECT_NO_THROW(lane.retry(99, 0)) << "it may have been dropped";
}

TEST_F(LaneTest, drops_and_counts_the_oldest_beyond_its_bound_of_entries) {
  for (std::uint64_t id = 1; id <= 6; ++id) add(id, "a");
  EXPECT_THAT(take(), ElementsAre(3, 4, 5, 6));
  EXPECT_EQ(lane.dropped(), 2U);
  EXPECT_THAT(removed, ElementsAre(1, 2));
}

TEST_F(LaneTest, drops_the_oldest_beyond_its_bound_of_bytes) {
  Lane small("ops", 0, {.entries = 100, .bytes = 10}, [] { return vex_time{0}; },
             {[](const Lane&, std::uint64_t, std::uint32_t) {},
              [](const Lane&, std::span<const std::uint64_t>) {}});
  add(1, "a");
  std::vector<Entry> entries;
  lane.for_each([&](const Entry& entry) { entries.push_back(entry); });
  entries.front().bytes = 11;
  small.add(std::move(entries));
  EXPECT_EQ(small.length(), 0U);
  EXPECT_EQ(small.dropped(), 1U);
}

TEST_F(LaneTest, ends_a_wait_when_an_entry_comes) {
  std::thread adds([this] { add(1, "a"); });
  const vex_outbox_entry* row = nullptr;
  EXPECT_EQ(lane.take(60 * second, {&row, 1}), 1U);
  adds.join();
}

TEST_F(LaneTest, ends_a_wait_when_it_is_woken) {
  std::thread wakes([this] { lane.wake(); });
  const vex_outbox_entry* row = nullptr;
  try {
    static_cast<void>(lane.take(60 * second, {&row, 1}));
    ADD_FAILURE() << "it did not end";
  } catch (const vex::Error& error) {
    EXPECT_EQ(error.status(), VEX_E_CANCELLED);
  }
  wakes.join();
  EXPECT_THAT(take(), IsEmpty()) << "a wake ends one wait";
}

TEST_F(LaneTest, hands_out_nothing_once_it_is_closed) {
  add(1, "a");
  lane.close();
  EXPECT_THROW(take(), vex::Error);
}

TEST_F(LaneTest, begins_anew_when_it_is_opened_again) {
  add(1, "a");
  take();
  lane.close();
  lane.open();
  EXPECT_THAT(take(), ElementsAre(1));
}

}  // namespace
}  // namespace core::outbox
