// Whatever a plugin throws reaches the other side as a status, a reason and a sentence.
#include <gmock/gmock.h>

#include <vex/vex.hpp>

namespace {

vex_error error_of(const auto& thrown) {
  vex_error error{};
  vex::detail::guard(&error, [&] { throw thrown; });
  return error;
}

vex_status status_of(const auto& thrown) {
  vex_error error{};
  return vex::detail::guard(&error, [&] { throw thrown; });
}

TEST(Guard, reports_success_where_nothing_is_thrown) {
  vex_error error{};
  EXPECT_EQ(vex::detail::guard(&error, [] {}), VEX_OK);
  EXPECT_STREQ(error.text, "");
}

TEST(Guard, keeps_reason_and_sentence_of_an_error) {
  const vex_error error = error_of(vex::Error(vex::Reason::protocol, "no signature"));
  EXPECT_EQ(error.reason, unsigned{VEX_REASON_PROTOCOL});
  EXPECT_STREQ(error.text, "no signature");
}

TEST(Guard, derives_the_status_from_the_reason) {
  EXPECT_EQ(status_of(vex::Error(vex::Reason::protocol, "")), VEX_E_FAILED);
  EXPECT_EQ(status_of(vex::Error(vex::Reason::timeout, "")), VEX_E_TIMEOUT);
  EXPECT_EQ(status_of(vex::Error(vex::Reason::closed, "")), VEX_E_CLOSED);
  EXPECT_EQ(status_of(vex::Error(vex::Reason::unsupported, "")), VEX_E_UNSUPPORTED);
}

TEST(Guard, gives_a_cancellation_no_reason) {
  EXPECT_EQ(error_of(vex::Error(VEX_E_CANCELLED, "")).reason, 0U);
}

TEST(Guard, takes_other_exceptions_for_defects) {
  EXPECT_EQ(status_of(std::runtime_error("boom")), VEX_E_INTERNAL);
  EXPECT_STREQ(error_of(std::runtime_error("boom")).text, "boom");
}

TEST(Guard, survives_what_is_no_exception) {
  EXPECT_EQ(status_of(42), VEX_E_INTERNAL);
  EXPECT_STREQ(error_of(42).text, "an exception of unknown type");
}

TEST(Guard, cuts_a_sentence_that_is_too_long) {
  const vex_error error = error_of(std::runtime_error(std::string(600, 'x')));
  EXPECT_EQ(std::string_view(error.text), std::string(sizeof error.text - 1, 'x'));
}

TEST(Check, throws_what_a_call_has_reported) {
  vex_error error{VEX_REASON_AUTH, "401"};
  try {
    vex::detail::check(VEX_E_FAILED, error);
    FAIL() << "nothing was thrown";
  } catch (const vex::Error& e) {
    EXPECT_EQ(e.status(), VEX_E_FAILED);
    EXPECT_EQ(e.reason(), vex::Reason::auth);
    EXPECT_STREQ(e.what(), "401");
  }
}

TEST(Check, reads_no_further_than_the_text_goes) {
  vex_error error{};
  std::fill(std::begin(error.text), std::end(error.text), 'x');  // the NUL is missing
  try {
    vex::detail::check(VEX_E_FAILED, error);
    FAIL() << "nothing was thrown";
  } catch (const vex::Error& e) {
    EXPECT_EQ(std::string_view(e.what()).size(), sizeof error.text);
  }
}

TEST(Reason, has_a_name_for_every_value) {
  EXPECT_EQ(vex::name_of(vex::Reason::resolve), "resolve");
  EXPECT_EQ(vex::name_of(vex::Reason::refused_target), "refused_target");
  EXPECT_EQ(vex::name_of(vex::Reason::internal), "internal");
}

TEST(Reason, takes_a_value_of_a_later_version_for_internal) {
  EXPECT_EQ(vex::name_of(vex::Reason{99}), "internal");
}

TEST(Has, asks_whether_the_author_knew_a_field) {
  const vex_event older{offsetof(vex_event_track, channels), VEX_EVENT_TRACK, 0};
  EXPECT_TRUE(VEX_HAS(&older, vex_event_track, sample_rate));
  EXPECT_FALSE(VEX_HAS(&older, vex_event_track, channels));
}

}  // namespace
