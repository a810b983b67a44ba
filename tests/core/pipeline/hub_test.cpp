#include <vector>

#include "core/pipeline/hub.hpp"

#include <gtest/gtest.h>

#include <vex/cpp/text.hpp>

#include "tests/core/pipeline/fake_surroundings.hpp"

namespace core::pipeline {
namespace {

class HubTest : public testing::Test {
 protected:
  std::shared_ptr<SnapshotSlot> add(const std::string& project, const std::string& id,
                                    std::uint32_t up) {
    auto slot = std::make_shared<SnapshotSlot>();
    SnapshotParts parts;
    parts.target = std::make_shared<const Target>(TargetTexts{project, id, "", "", "", "", 0, {}});
    parts.up = up;
    slot->store(std::make_shared<const StreamSnapshot>(std::move(parts)));
    hub_.add(slot);
    return slot;
  }

  std::vector<std::string> ids() {
    const vex_snapshot* snapshot = hub_.acquire();
    std::vector<std::string> found;
    for (std::size_t i = 0; i < snapshot->stream_count; ++i) {
      found.emplace_back(vex::text(snapshot->streams[i]->target->id));
    }
    Hub::release(snapshot);
    return found;
  }

  FakeSurroundings around_;
  Hub::Counts counts_;
  Hub hub_{
      around_,
      [this](OwnMetrics& metrics, const Hub::Counts& counts) {
        counts_ = counts;
        metrics.add({"video_exporter_streams", VEX_OWN_GAUGE, "", "Streams"}, 7, {{"state", "up"}});
      },
      [] { return true; }};
};

TEST_F(HubTest, orders_streams_by_project_and_id) {
  const std::vector slots{add("b", "1", VEX_YES), add("a", "2", VEX_YES), add("a", "1", VEX_YES)};
  EXPECT_EQ(ids(), (std::vector<std::string>{"1", "2", "1"}));
}

TEST_F(HubTest, forgets_a_stream_that_was_removed) {
  const auto slot = add("a", "1", VEX_YES);
  const auto other = add("a", "2", VEX_YES);
  hub_.remove(slot);
  EXPECT_EQ(ids(), std::vector<std::string>{"2"});
}

TEST_F(HubTest, counts_streams_by_state) {
  const std::vector slots{add("a", "1", VEX_YES), add("a", "2", VEX_NO), add("a", "3", VEX_NO),
                          add("a", "4", VEX_UNKNOWN)};
  ids();
  EXPECT_EQ(counts_.up, 1U);
  EXPECT_EQ(counts_.down, 2U);
  EXPECT_EQ(counts_.unknown, 1U);
}

TEST_F(HubTest, shows_the_exporters_own_metrics) {
  const vex_snapshot* snapshot = hub_.acquire();
  ASSERT_EQ(snapshot->own_count, 1U);
  EXPECT_STREQ(snapshot->own[0].name, "video_exporter_streams");
  ASSERT_EQ(snapshot->own[0].sample_count, 1U);
  EXPECT_EQ(snapshot->own[0].samples[0].value, 7);
  EXPECT_EQ(vex::text(snapshot->own[0].samples[0].labels[0].value), "up");
  Hub::release(snapshot);
}

TEST_F(HubTest, keeps_a_snapshot_as_it_was_while_the_stream_goes_on) {
  const auto slot = add("a", "1", VEX_YES);
  const vex_snapshot* snapshot = hub_.acquire();
  slot->store(nullptr);
  EXPECT_EQ(snapshot->streams[0]->up, unsigned{VEX_YES});
  Hub::release(snapshot);
}

}  // namespace
}  // namespace core::pipeline
