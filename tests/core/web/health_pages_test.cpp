#include "core/web/health_pages.hpp"

#include <gtest/gtest.h>

namespace core::web {
namespace {

struct FakeReadiness : Readiness {
  explicit FakeReadiness(bool ready) : is(ready) {}
  [[nodiscard]] bool is_ready() const override { return is; }
  bool is;
};

TEST(HealthPages, are_healthy_as_long_as_they_answer) { EXPECT_EQ(healthy_page({}).status, 200U); }

TEST(HealthPages, are_ready_once_all_probes_are_scheduled) {
  EXPECT_EQ(ready_page(FakeReadiness(false)).status, 503U);
  EXPECT_EQ(ready_page(FakeReadiness(true)).status, 200U);
}

TEST(ReloadPage, tells_by_its_status_who_is_at_fault) {
  struct Scripted : Reloading {
    Answer answer;
    Answer reload() override { return answer; }
  } reloading;
  reloading.answer = {true, false, "reloaded"};
  EXPECT_EQ(reload_page(reloading).status, 200U);
  reloading.answer = {false, true, "a.yml:1:1: wrong"};
  EXPECT_EQ(reload_page(reloading).status, 400U);
  EXPECT_EQ(reload_page(reloading).body, "a.yml:1:1: wrong\n");
  reloading.answer = {false, false, "a sink refuses"};
  EXPECT_EQ(reload_page(reloading).status, 500U);
}

}  // namespace
}  // namespace core::web
