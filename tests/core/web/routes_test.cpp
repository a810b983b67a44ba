#include "core/web/routes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>

namespace core::web {
namespace {

using testing::Contains;
using testing::Pair;

Response hello(const Request&) { return text_response(200, "hello"); }

TEST(Routes, answers_a_path_with_its_page) {
  Routes routes;
  ASSERT_TRUE(routes.add("/hello", hello));
  const Response response = routes.answer({.path = "/hello"});
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.body, "hello\n");
}

TEST(Routes, refuses_a_path_that_is_taken) {
  Routes routes;
  ASSERT_TRUE(routes.add("/hello", hello));
  EXPECT_FALSE(routes.add("/hello", hello));
}

TEST(Routes, says_404_of_an_unknown_path) {
  EXPECT_EQ(Routes().answer({.path = "/nowhere"}).status, 404U);
}

TEST(Routes, lets_a_page_act_by_post_and_put_alone) {
  Routes routes;
  ASSERT_TRUE(routes.add("/act", hello, Routes::Methods::acting));
  for (const char* const method : {"POST", "PUT"}) {
    EXPECT_EQ(routes.answer({.method = method, .path = "/act"}).status, 200U) << method;
  }
  for (const char* const method : {"GET", "HEAD", "DELETE"}) {
    EXPECT_EQ(routes.answer({.method = method, .path = "/act"}).status, 405U) << method;
  }
}

TEST(Routes, says_405_and_what_is_allowed) {
  Routes routes;
  routes.add("/hello", hello);
  const Response response = routes.answer({.method = "POST", .path = "/hello"});
  EXPECT_EQ(response.status, 405U);
  EXPECT_THAT(response.headers, Contains(Pair("Allow", "GET, HEAD")));
}

TEST(Routes, says_500_when_a_page_throws) {
  Routes routes;
  routes.add("/broken", [](const Request&) -> Response { throw std::runtime_error("inside"); });
  const Response response = routes.answer({.path = "/broken"});
  EXPECT_EQ(response.status, 500U);
  EXPECT_EQ(response.body.find("inside"), std::string::npos);
}

TEST(Routes, forbids_scripts_frames_and_caches_unless_a_page_says_otherwise) {
  Routes routes;
  routes.add("/own", [](const Request&) {
    return Response{.headers = {{"Content-Security-Policy", "default-src 'self'"}}};
  });
  const Response own = routes.answer({.path = "/own"});
  EXPECT_THAT(own.headers,
              Contains(Pair("Content-Security-Policy", "default-src 'self'")).Times(1));
  EXPECT_THAT(own.headers, Contains(Pair("X-Content-Type-Options", "nosniff")));
  const Response missing = routes.answer({.path = "/missing"});
  EXPECT_THAT(missing.headers, Contains(Pair("Content-Security-Policy",
                                             "default-src 'none'; frame-ancestors 'none'")));
}

TEST(Routes, answers_nothing_any_more_once_a_page_is_removed) {
  Routes routes;
  routes.add("/hello", hello);
  routes.remove("/hello");
  EXPECT_EQ(routes.answer({.path = "/hello"}).status, 404U);
  EXPECT_TRUE(routes.add("/hello", hello));
}

TEST(Routes, removes_a_page_only_once_its_calls_are_over) {
  Routes routes;
  std::promise<void> entered;
  std::promise<void> proceed;
  std::atomic<bool> is_over{false};
  routes.add("/slow", [&](const Request& request) {
    entered.set_value();
    proceed.get_future().wait();
    is_over = true;
    return hello(request);
  });
  auto call = std::async(std::launch::async, [&] { return routes.answer({.path = "/slow"}); });
  entered.get_future().wait();
  auto removal = std::async(std::launch::async, [&] {
    routes.remove("/slow");
    return is_over.load();
  });
  proceed.set_value();
  EXPECT_TRUE(removal.get());
  EXPECT_EQ(call.get().status, 200U);
}

}  // namespace
}  // namespace core::web
