#include "core/pipeline/series_store.hpp"

#include <gtest/gtest.h>

#include <vex/cpp/table.hpp>

namespace core::pipeline {
namespace {

constexpr vex::Gauge gauge{"gauge", "", "A level"};
constexpr vex::Gauge labelled{"labelled", "", "A level", {"track"}};
constexpr vex::Counter counter{"counter", "", "A count"};

const vex_str video{"video", 5};
const vex_str audio{"audio", 5};

TEST(SeriesStore, keeps_the_last_level_of_a_gauge) {
  SeriesStore store;
  store.put(gauge, nullptr, {}, 1, Keeping::run);
  store.put(gauge, nullptr, {}, 3, Keeping::run);
  EXPECT_EQ(store.values(), std::vector<double>{3});
}

TEST(SeriesStore, adds_up_a_counter) {
  SeriesStore store;
  store.put(counter, nullptr, {}, 1, Keeping::run);
  store.put(counter, nullptr, {}, 3, Keeping::run);
  EXPECT_EQ(store.values(), std::vector<double>{4});
}

TEST(SeriesStore, takes_a_gauge_away_that_is_not_known) {
  SeriesStore store;
  store.put(gauge, nullptr, {}, 1, Keeping::run);
  store.put(gauge, nullptr, {}, vex::absent, Keeping::run);
  EXPECT_TRUE(store.layout()->series().empty());
}

TEST(SeriesStore, tells_series_apart_by_their_labels) {
  SeriesStore store;
  store.put(labelled, nullptr, {&video, 1}, 1, Keeping::run);
  store.put(labelled, nullptr, {&audio, 1}, 2, Keeping::run);
  store.put(labelled, nullptr, {&video, 1}, 5, Keeping::run);
  EXPECT_EQ(store.values(), (std::vector<double>{5, 2}));
  EXPECT_EQ(vex::text(store.layout()->series()[1].labels[0]), "audio");
}

TEST(SeriesStore, shares_equal_labels) {
  static constexpr vex::Gauge other{"other", "", "A level", {"track"}};
  SeriesStore store;
  store.put(labelled, nullptr, {&video, 1}, 1, Keeping::run);
  store.put(other, nullptr, {&video, 1}, 1, Keeping::run);
  const auto layout = store.layout();
  EXPECT_EQ(layout->series()[0].labels, layout->series()[1].labels);
}

TEST(SeriesStore, keeps_the_labels_of_all_layouts_while_series_come_and_go) {
  SeriesStore store;
  store.put(labelled, nullptr, {&video, 1}, 1, Keeping::run);
  store.put(labelled, nullptr, {&audio, 1}, 2, Keeping::run);
  const auto before = store.layout();
  store.put(labelled, nullptr, {&video, 1}, vex::absent, Keeping::run);
  const auto after = store.layout();
  EXPECT_EQ(vex::text(before->series()[0].labels[0]), "video");
  EXPECT_EQ(vex::text(before->series()[1].labels[0]), "audio");
  EXPECT_EQ(vex::text(after->series()[0].labels[0]), "audio");
}

TEST(SeriesStore, hands_out_the_same_layout_until_a_series_comes) {
  SeriesStore store;
  store.put(gauge, nullptr, {}, 1, Keeping::run);
  const auto before = store.layout();
  store.put(gauge, nullptr, {}, 2, Keeping::run);
  EXPECT_EQ(store.layout(), before);
  store.put(counter, nullptr, {}, 2, Keeping::run);
  EXPECT_NE(store.layout(), before);
}

TEST(SeriesStore, drops_gauges_with_a_failed_run_and_keeps_counters) {
  SeriesStore store;
  store.put(gauge, nullptr, {}, 1, Keeping::run);
  store.put(counter, nullptr, {}, 7, Keeping::run);
  store.drop_run_values();
  EXPECT_EQ(store.values(), std::vector<double>{7});
}

TEST(SeriesStore, keeps_what_belongs_to_the_stream_when_a_run_fails) {
  SeriesStore store;
  store.put(gauge, nullptr, {}, 1, Keeping::stream);
  store.drop_run_values();
  EXPECT_EQ(store.values(), std::vector<double>{1});
}

TEST(SeriesStore, drops_what_the_complete_run_has_not_said_again) {
  SeriesStore store;
  store.begin_run();
  store.put(gauge, nullptr, {}, 1, Keeping::run);
  store.put(labelled, nullptr, {&audio, 1}, 2, Keeping::run);
  store.begin_run();
  store.put(gauge, nullptr, {}, 3, Keeping::run);
  store.drop_stale_values();
  EXPECT_EQ(store.values(), std::vector<double>{3});
}

}  // namespace
}  // namespace core::pipeline
