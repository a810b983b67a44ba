#include "core/discovery/http_source.hpp"

#include <gmock/gmock.h>

#include <future>

#include "core/engine/blocking_pool.hpp"
#include "core/engine/loop_pool.hpp"
#include "core/net/network.hpp"
#include "core/web/routes.hpp"
#include "core/web/server.hpp"

namespace core::discovery {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

/// A server whose one page is the test's, and a source that asks it until there is news.
class HttpSourceTest : public testing::Test {
 protected:
  HttpSourceTest() {
    settings_.name = "web";
    settings_.refresh_interval = std::chrono::hours(1);
    settings_.timeout = seconds(60);
    routes_.add("/targets", [this](const web::Request& request) { return page_(request); });
    routes_.add("/moved", [](const web::Request&) {
      return web::Response{.status = 302, .headers = {{"Location", "/targets"}}};
    });
    server_.start();
  }

  /// What the source has had when its first try was over.
  TargetsPtr ask(const std::string& path = "/targets") {
    std::promise<void> news;
    const auto source = make(path, [&] { news.set_value(); });
    source->start();
    news.get_future().wait();
    figures_ = source->figures();
    return source->latest();
  }

  std::unique_ptr<HttpSource> make(const std::string& path, Source::OnNews on_news) {
    settings_.url = "http://127.0.0.1:" + std::to_string(server_.port()) + path;
    return std::make_unique<HttpSource>(settings_, network_.on(loops_[0]), std::move(on_news));
  }

  config::HttpDiscovery settings_;
  Source::Figures figures_;
  std::function<web::Response(const web::Request&)> page_;

 private:
  web::Routes routes_;
  web::Server server_{{}, routes_};
  engine::LoopPool loops_{1};
  engine::BlockingPool blocking_{1};
  net::Network network_{loops_, blocking_, {}};

 protected:
  ~HttpSourceTest() override { loops_.stop(); }
};

TEST_F(HttpSourceTest, asks_as_prometheus_does) {
  std::vector<std::string> seen;
  page_ = [&](const web::Request& request) {
    for (const char* name : {"Accept", "X-Prometheus-Refresh-Interval-Seconds", "Authorization"}) {
      const std::string* value = request.header(name);
      seen.push_back(value == nullptr ? "" : *value);
    }
    return web::Response{.body = R"([{"targets": ["a"]}])"};
  };
  settings_.http.headers = {{"Authorization", "Bearer word"}};
  EXPECT_EQ(ask()->list.size(), 1U);
  EXPECT_THAT(seen, ElementsAre("application/json", "3600", "Bearer word"));
  EXPECT_GT(figures_.last_success_seconds, 0);
  EXPECT_EQ(figures_.failures, 0U);
}

TEST_F(HttpSourceTest, follows_a_redirect) {
  page_ = [](const web::Request&) { return web::Response{.body = R"([{"targets": ["a"]}])"}; };
  EXPECT_EQ(ask("/moved")->list.size(), 1U);
}

TEST_F(HttpSourceTest, fails_with_what_is_no_list) {
  page_ = [](const web::Request&) { return web::Response{.body = "<html>"}; };
  EXPECT_TRUE(ask()->list.empty());
  EXPECT_EQ(figures_.failures, 1U);
}

TEST_F(HttpSourceTest, fails_with_an_answer_that_is_too_large) {
  page_ = [](const web::Request&) {
    return web::Response{.body = std::string(largest_document + 1, ' ')};
  };
  ask();
  EXPECT_EQ(figures_.failures, 1U);
}

TEST_F(HttpSourceTest, waits_for_an_answer_no_longer_than_it_may) {
  std::promise<void> gate;
  const auto open = gate.get_future().share();
  page_ = [open](const web::Request&) {
    open.wait();
    return web::Response{};
  };
  settings_.timeout = milliseconds(200);
  ask();
  EXPECT_EQ(figures_.failures, 1U);
  gate.set_value();
}

TEST_F(HttpSourceTest, ends_at_once_while_it_is_waiting) {
  std::promise<void> asked;
  std::promise<void> gate;
  const auto open = gate.get_future().share();
  page_ = [&asked, open](const web::Request&) {
    asked.set_value();
    open.wait();
    return web::Response{};
  };
  settings_.timeout = std::chrono::hours(1);
  {
    const auto source = make("/targets", [] {});
    source->start();
    asked.get_future().wait();
  }
  gate.set_value();
}

}  // namespace
}  // namespace core::discovery
