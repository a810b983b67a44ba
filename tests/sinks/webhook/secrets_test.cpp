#include "sinks/webhook/secrets.hpp"

#include <gtest/gtest.h>

namespace sinks::webhook {
namespace {

Secrets of_target(const char* target) {
  Secrets secrets;
  secrets.add_target(target);
  return secrets;
}

TEST(Secrets, hide_a_path_that_is_repeated) {
  const Secrets slack = of_target("/services/T012/B345/abcdefghijklmnopqrstuvwx");
  EXPECT_EQ(slack.hide("Cannot POST /services/T012/B345/abcdefghijklmnopqrstuvwx"),
            "Cannot POST ***");
  EXPECT_EQ(slack.hide("no abcdefghijklmnopqrstuvwx here, abcdefghijklmnopqrstuvwx"),
            "no *** here, ***");
}

TEST(Secrets, hide_values_of_the_query_as_they_are_and_decoded) {
  const Secrets teams = of_target("/workflows?api-version=2016-06-01&sig=a%2Fbcd%2Bef");
  EXPECT_EQ(teams.hide("sig a%2Fbcd%2Bef, that is a/bcd+ef"), "sig ***, that is ***");
}

TEST(Secrets, leave_words_alone) {
  const Secrets hook = of_target("/incoming/hook?v=1");
  EXPECT_EQ(hook.hide("incoming hook v=1 is disabled"), "incoming hook v=1 is disabled");
  EXPECT_EQ(of_target("/").hide("GET / is not POST /"), "GET / is not POST /");
}

TEST(Secrets, hide_credentials) {
  Secrets secrets;
  secrets.add("hunter2");
  EXPECT_EQ(secrets.hide("hunter2 is wrong, 100% sure"), "*** is wrong, 100% sure");
}

}  // namespace
}  // namespace sinks::webhook
