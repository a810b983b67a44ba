#include "core/web/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "core/web/routes.hpp"
#include "tests/core/web/loopback_client.hpp"

namespace core::web {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    routes.add("/hello", [](const Request&) { return text_response(200, "hello"); });
    routes.add("/big", [](const Request&) { return Response{.body = std::string(64 << 20, 'x')}; });
    routes.add("/query", [](const Request& request) {
      const std::string* const value = request.query_value("key");
      return text_response(200, value == nullptr ? "none" : *value);
    });
    routes.add("/header", [](const Request& request) {
      const std::string* const value = request.header("x-key");
      return text_response(200, value == nullptr ? "none" : *value);
    });
  }

  void serve(Server::Options options = {}) {
    server.emplace(options, routes);
    server->start();
  }

  Routes routes;
  std::optional<Server> server;
};

TEST_F(ServerTest, listens_on_a_port_of_the_systems_choice) {
  serve();
  EXPECT_NE(server->port(), 0);
  EXPECT_EQ(server->address(), "127.0.0.1:" + std::to_string(server->port()));
}

TEST_F(ServerTest, listens_on_all_interfaces) {
  for (const char* const host : {"", "*", "::", "0.0.0.0"}) {
    serve({.host = host});
    EXPECT_EQ(body_of(get(server->port(), "/hello")), "hello\n") << host;
  }
}

TEST_F(ServerTest, packs_long_answers_for_clients_that_unpack_them) {
  serve();
  const std::string answer = get(server->port(), "/big", "Accept-Encoding: gzip\r\n");
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Encoding: gzip\r\n"));
  EXPECT_LT(answer.size(), 1U << 20);
}

TEST_F(ServerTest, says_what_it_cannot_listen_on) {
  serve();
  try {
    Server second({.port = server->port()}, routes);
    FAIL() << "two servers on one port";
  } catch (const std::runtime_error& e) {
    EXPECT_THAT(e.what(), StartsWith("cannot listen on " + server->address() + ": "));
  }
}

TEST_F(ServerTest, brings_the_answer_with_length_type_and_security_headers) {
  serve();
  const std::string answer = get(server->port(), "/hello");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 6\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n"));
  EXPECT_EQ(body_of(answer), "hello\n");
}

TEST_F(ServerTest, names_no_software) {
  serve();
  EXPECT_THAT(get(server->port(), "/hello"), Not(HasSubstr("Server:")));
}

TEST_F(ServerTest, answers_head_with_the_length_and_no_body) {
  serve();
  LoopbackClient client(server->port());
  client.send("HEAD /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answer = client.receive_all();
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 6\r\n"));
  EXPECT_THAT(body_of(answer), IsEmpty());
}

TEST_F(ServerTest, decodes_the_query) {
  serve();
  EXPECT_EQ(body_of(get(server->port(), "/query?other=1&key=http%3A%2F%2Fh%2Fa%3Fb%26c")),
            "http://h/a?b&c\n");
}

TEST_F(ServerTest, finds_headers_in_any_case) {
  serve();
  EXPECT_EQ(body_of(get(server->port(), "/header", "X-KEY: value\r\n")), "value\n");
}

TEST_F(ServerTest, answers_one_request_after_the_other_on_a_connection) {
  serve();
  LoopbackClient client(server->port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(client.receive_answer(), HasSubstr("\r\n\r\nhello\n"));
  }
}

TEST_F(ServerTest, refuses_a_body_beyond_its_limit) {
  serve();
  LoopbackClient client(server->port());
  client.send("GET /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n" +
              std::string(70'000, 'x'));
  EXPECT_THAT(client.receive_all(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, drops_a_head_without_end) {
  serve();
  LoopbackClient client(server->port());
  client.send("GET /hello HTTP/1.1\r\n");
  for (int i = 0; i < 90; ++i) {
    client.send("X-" + std::to_string(i) + ": " + std::string(4000, 'x') + "\r\n");
  }
  EXPECT_THAT(client.receive_all(), Not(HasSubstr("200 OK")));
}

TEST_F(ServerTest, says_400_to_what_is_no_http) {
  serve();
  LoopbackClient client(server->port());
  client.send(std::string(300, 'x') + "\r\n\r\n");
  EXPECT_THAT(client.receive_all(), StartsWith("HTTP/1.1 400 "));
}

TEST_F(ServerTest, says_400_to_an_address_that_cannot_be_decoded) {
  serve();
  EXPECT_THAT(get(server->port(), "/hello%zz"), StartsWith("HTTP/1.1 400 "));
}

TEST_F(ServerTest, hangs_up_on_a_request_that_trickles_in) {
  serve({.request_timeout = 50ms});
  LoopbackClient client(server->port());
  client.send("GET /hello HTTP/1.1\r\nX-Slow: ");
  EXPECT_THAT(client.receive_all(), Not(HasSubstr("200 OK")));  // returns at all
}

TEST_F(ServerTest, hangs_up_on_a_client_that_does_not_read) {
  serve({.threads = 2, .response_timeout = 500ms});
  LoopbackClient lazy(server->port());
  lazy.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
  LoopbackClient lazier(server->port());
  lazier.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
  // Both threads are theirs until they are given up.
  EXPECT_EQ(body_of(get(server->port(), "/hello")), "hello\n");
}

TEST_F(ServerTest, stops_at_once_for_all_its_connections) {
  serve();
  LoopbackClient idle(server->port());
  idle.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  idle.receive_answer();
  LoopbackClient slow(server->port());
  slow.send("GET /hel");
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
}

TEST_F(ServerTest, tells_a_waiting_page_to_give_up_when_it_stops) {
  std::promise<void> entered;
  routes.add("/wait", [&](const Request& request) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    entered.set_value();
    never.wait(lock, request.cancelled, [] { return false; });
    return text_response(503, "given up");
  });
  serve();
  LoopbackClient client(server->port());
  client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  entered.get_future().wait();
  server->stop();  // returns
}

}  // namespace
}  // namespace core::web
