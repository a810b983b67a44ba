#include "core/plugin/chain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/plugin/descriptors.hpp"

namespace core::plugin {
namespace {

using testing::ElementsAre;

constexpr std::array<const char*, 2> after_a{"a", nullptr};
constexpr std::array<const char*, 2> after_b{"b", nullptr};
constexpr std::array<const char*, 2> after_absent{"absent", nullptr};

vex_plugin behind(const char* id, const char* const* after) {
  vex_plugin plugin = analyzer_plugin(id);
  plugin.after = after;
  return plugin;
}

TEST(ChainOrder, keeps_the_given_order_where_nothing_speaks_against_it) {
  const vex_plugin c = analyzer_plugin("c");
  const vex_plugin a = analyzer_plugin("a");
  const vex_plugin b = behind("b", after_absent.data());
  EXPECT_THAT(in_chain_order({&c, &a, &b}), ElementsAre(&c, &a, &b));
}

TEST(ChainOrder, puts_an_analyzer_behind_those_it_runs_after) {
  const vex_plugin c = behind("c", after_b.data());
  const vex_plugin b = behind("b", after_a.data());
  const vex_plugin a = analyzer_plugin("a");
  const vex_plugin d = analyzer_plugin("d");
  EXPECT_THAT(in_chain_order({&c, &b, &a, &d}), ElementsAre(&a, &b, &c, &d));
}

TEST(ChainOrder, refuses_a_circle_and_names_it) {
  const vex_plugin a = behind("a", after_b.data());
  const vex_plugin b = behind("b", after_a.data());
  const vex_plugin c = analyzer_plugin("c");
  try {
    static_cast<void>(in_chain_order({&a, &b, &c}));
    FAIL() << "a circle was put in order";
  } catch (const CyclicChain& error) {
    EXPECT_STREQ(error.what(), "these analyzers wait for each other to run first: a, b");
  }
}

}  // namespace
}  // namespace core::plugin
