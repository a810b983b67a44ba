#include "core/net/http.hpp"

#include <gtest/gtest.h>

#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/core/net/net_fixture.hpp"
#include "tests/core/net/peer.hpp"

namespace core::net {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";

// Answers each request of each connection with what `answer` makes of it, until that is empty.
class HttpServer {
 public:
  using Answer = std::function<std::string(const std::string& request)>;

  explicit HttpServer(Answer answer)
      : server_([this, answer = std::move(answer)](RemotePeer& peer) {
          for (;;) {
            const std::string request = peer.receive_until(end_of_head);
            if (request.empty()) return;
            {
              const std::lock_guard lock(mutex_);
              requests_.push_back(request);
            }
            const std::string text = answer(request);
            peer.send(text);
            if (text.find("Content-Length") == std::string::npos &&
                text.find("chunked") == std::string::npos)
              return;
          }
        }) {}

  std::string url(std::string_view path = "/") const { return server_.url(path); }
  std::uint16_t port() const { return server_.port(); }
  int connections() const { return server_.connections(); }
  std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  PeerServer server_;
};

HttpServer::Answer always(std::string answer) {
  return [answer = std::move(answer)](const std::string&) { return answer; };
}

std::string path_of(const std::string& request) {
  const std::size_t begin = request.find(' ') + 1;
  return request.substr(begin, request.find(' ', begin) - begin);
}

bool has_line(const std::string& request, std::string_view line) {
  return request.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
}

std::string redirect_to(std::string_view where, int status = 302) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Moved\r\nContent-Length: 0\r\nLocation: " + std::string(where) + "\r\n\r\n";
}

constexpr char hello[] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

class HttpTest : public OnNetwork {
 protected:
  // Asks for `url` as the stream's own and gives it to `use`.
  template <class Use>
  void get(const std::string& url, Use use) {
    run_net([&](NetContext& context) {
      HttpClient client(context, parse_url(url));
      HttpRequest request;
      request.url = parse_url(url);
      use(client, request);
    });
  }

  std::string get_text(const std::string& url) {
    std::string text;
    get(url, [&](HttpClient& client, HttpRequest& request) {
      text = read_all(*client.send(request).body);
    });
    return text;
  }

  // The reason and the sentence with which a request fails.
  vex::Error failure(const std::string& url) {
    vex::Error result(vex::Reason::none, "nothing failed");
    get(url, [&](HttpClient& client, HttpRequest& request) {
      try {
        read_all(*client.send(request).body);
      } catch (const vex::Error& error) {
        result = error;
      }
    });
    return result;
  }
};

TEST_F(HttpTest, reads_a_body_of_known_length) {
  HttpServer server(always(hello));
  EXPECT_EQ(get_text(server.url()), "hello");
}

TEST_F(HttpTest, reads_a_body_until_the_connection_ends) {
  HttpServer server(always("HTTP/1.1 200 OK\r\n\r\nhello"));
  EXPECT_EQ(get_text(server.url()), "hello");
}

TEST_F(HttpTest, reads_a_chunked_body) {
  HttpServer server(always(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"));
  EXPECT_EQ(get_text(server.url()), "hello");
}

TEST_F(HttpTest, reads_a_response_that_comes_byte_by_byte) {
  PeerServer server([](RemotePeer& peer) {
    peer.receive_until(end_of_head);
    const std::string answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    for (const char c : answer) peer.send({&c, 1});
  });
  EXPECT_EQ(get_text(server.url("/")), "hello");
}

TEST_F(HttpTest, sends_the_usual_request) {
  HttpServer server(always(hello));
  get_text(server.url("/a?b=c"));
  const std::string request = server.requests().at(0);
  EXPECT_EQ(request.substr(0, request.find('\r')), "GET /a?b=c HTTP/1.1");
  EXPECT_TRUE(has_line(request, "Host: 127.0.0.1:" + std::to_string(server.port())));
  EXPECT_TRUE(has_line(request, "User-Agent: video-exporter/test"));
  EXPECT_TRUE(has_line(request, "Accept: */*"));
}

TEST_F(HttpTest, a_configured_header_takes_the_place_of_a_usual_one) {
  HttpServer server(always(hello));
  options.headers = {{"user-agent", "mine"}, {"X-Key", "1"}};
  get_text(server.url());
  const std::string request = server.requests().at(0);
  EXPECT_TRUE(has_line(request, "user-agent: mine"));
  EXPECT_FALSE(has_line(request, "User-Agent: video-exporter/test"));
  EXPECT_TRUE(has_line(request, "X-Key: 1"));
}

TEST_F(HttpTest, refuses_a_header_that_breaks_out_of_its_line) {
  HttpServer server(always(hello));
  options.headers = {{"X-Key", "1\r\nX-Other: 2"}};
  EXPECT_EQ(failure(server.url()).status(), VEX_E_INVALID);
}

TEST_F(HttpTest, sends_the_credentials_of_the_url) {
  HttpServer server(always(hello));
  get_text("http://user:p%40ss@127.0.0.1:" + std::to_string(server.port()) + "/");
  EXPECT_TRUE(has_line(server.requests().at(0), "Authorization: Basic dXNlcjpwQHNz"));
}

TEST_F(HttpTest, sends_the_credentials_of_the_options) {
  HttpServer server(always(hello));
  options.credentials = Credentials{"user", "p@ss"};
  get_text(server.url());
  EXPECT_TRUE(has_line(server.requests().at(0), "Authorization: Basic dXNlcjpwQHNz"));
}

TEST_F(HttpTest, uses_a_connection_again) {
  HttpServer server(always(hello));
  get(server.url(), [&](HttpClient& client, HttpRequest& request) {
    for (int i = 0; i < 3; ++i) {
      const HttpResponse response = client.send(request);
      EXPECT_EQ(read_all(*response.body), "hello");
      response.body->close();
    }
  });
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpTest, uses_a_connection_again_after_a_chunked_body) {
  HttpServer server(
      always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
  get(server.url(), [&](HttpClient& client, HttpRequest& request) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(read_all(*client.send(request).body), "hello");
  });
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpTest, does_not_use_a_connection_again_whose_body_was_left_unread) {
  HttpServer server(always(hello));
  get(server.url(), [&](HttpClient& client, HttpRequest& request) {
    client.send(request);
    EXPECT_EQ(read_all(*client.send(request).body), "hello");
  });
  EXPECT_EQ(server.connections(), 2);
}

TEST_F(HttpTest, connects_anew_when_a_kept_connection_has_ended) {
  PeerServer server([](RemotePeer& peer) {
    peer.receive_until(end_of_head);
    peer.send(hello);
  });
  get(server.url("/"), [&](HttpClient& client, HttpRequest& request) {
    EXPECT_EQ(read_all(*client.send(request).body), "hello");
    EXPECT_EQ(read_all(*client.send(request).body), "hello");
  });
  EXPECT_EQ(server.connections(), 2);
}

TEST_F(HttpTest, follows_redirects) {
  HttpServer server([](const std::string& request) {
    if (path_of(request) == "/a/1") return redirect_to("../b/2?x=1");
    if (path_of(request) == "/b/2?x=1") return redirect_to("/3", 308);
    return std::string(hello);
  });
  get(server.url("/a/1"), [&](HttpClient& client, HttpRequest& request) {
    const HttpResponse response = client.send(request);
    EXPECT_EQ(response.final_url.path, "/3");
    EXPECT_EQ(read_all(*response.body), "hello");
  });
}

TEST_F(HttpTest, a_redirect_in_a_circle_has_the_reason_redirect) {
  HttpServer server([](const std::string& request) {
    return redirect_to(path_of(request) == "/a" ? "/b" : "/a");
  });
  const vex::Error error = failure(server.url("/a"));
  EXPECT_EQ(error.reason(), vex::Reason::redirect);
  EXPECT_EQ(error.what(), server.url("/b") + ": redirected in a circle");
}

TEST_F(HttpTest, follows_five_redirects_and_not_six) {
  HttpServer server([](const std::string& request) {
    const int left = std::stoi(path_of(request).substr(1));
    return left == 0 ? std::string(hello) : redirect_to("/" + std::to_string(left - 1));
  });
  EXPECT_EQ(get_text(server.url("/5")), "hello");
  const vex::Error error = failure(server.url("/6"));
  EXPECT_EQ(error.reason(), vex::Reason::redirect);
  EXPECT_EQ(error.what(), server.url("/1") + ": more than 5 redirects");
}

TEST_F(HttpTest, does_not_follow_a_redirect_to_a_file) {
  HttpServer server(always(redirect_to("file:///etc/passwd")));
  EXPECT_EQ(failure(server.url()).reason(), vex::Reason::redirect);
}

TEST_F(HttpTest, sends_credentials_and_configured_headers_to_no_other_host) {
  HttpServer other(always(hello));
  HttpServer own(always(redirect_to(other.url("/x"))));
  options.headers = {{"X-Key", "secret"}};
  options.credentials = Credentials{"user", "pass"};
  get(own.url(), [&](HttpClient& client, HttpRequest& request) {
    request.headers = {{"Cookie", "secret"}, {"X-Harmless", "1"}};
    client.send(request);
  });
  const std::string request = other.requests().at(0);
  EXPECT_EQ(request.find("secret"), std::string::npos);
  EXPECT_EQ(request.find("Authorization"), std::string::npos);
  EXPECT_TRUE(has_line(request, "X-Harmless: 1"));
}

TEST_F(HttpTest, maps_statuses_to_reasons) {
  struct Row {
    int status;
    vex::Reason reason;
  };
  for (const Row& row : std::initializer_list<Row>{{401, vex::Reason::auth},
                                                   {403, vex::Reason::auth},
                                                   {404, vex::Reason::not_found},
                                                   {410, vex::Reason::not_found},
                                                   {400, vex::Reason::http_status},
                                                   {500, vex::Reason::http_status},
                                                   {503, vex::Reason::http_status},
                                                   {304, vex::Reason::http_status}}) {
    HttpServer server(always("HTTP/1.1 " + std::to_string(row.status) + " x\r\n\r\n"));
    EXPECT_EQ(failure(server.url()).reason(), row.reason) << row.status;
  }
}

TEST_F(HttpTest, says_which_url_failed_without_its_secrets) {
  HttpServer server(always("HTTP/1.1 404 x\r\n\r\n"));
  const vex::Error error = failure(server.url("/live/a.flv?token=abc"));
  EXPECT_EQ(error.what(), server.url("/live/a.flv?token=***: 404 Not Found"));
}

TEST_F(HttpTest, hands_out_any_status_where_asked_to) {
  HttpServer server(always("HTTP/1.1 404 x\r\nX-Why: gone\r\nContent-Length: 4\r\n\r\nbody"));
  get(server.url(), [&](HttpClient& client, HttpRequest& request) {
    request.any_status = true;
    const HttpResponse response = client.send(request);
    EXPECT_EQ(response.status, 404u);
    EXPECT_EQ(response.header("x-why"), "gone");
    EXPECT_EQ(read_all(*response.body), "body");
  });
}

TEST_F(HttpTest, passes_over_interim_responses) {
  HttpServer server(always("HTTP/1.1 100 Continue\r\n\r\n" + std::string(hello)));
  EXPECT_EQ(get_text(server.url()), "hello");
}

TEST_F(HttpTest, a_late_head_is_a_timeout) {
  PeerServer server([](RemotePeer& peer) {
    peer.receive_until(end_of_head);
    peer.send("HTTP/1.1 200 OK\r\n");
    peer.await_end();
  });
  options.time_outs.request = milliseconds(150);
  const vex::Error error = failure(server.url("/"));
  EXPECT_EQ(error.reason(), vex::Reason::timeout);
  EXPECT_STREQ(error.what(), "no head of a response within 150 ms");
}

TEST_F(HttpTest, an_endless_head_is_too_large) {
  PeerServer server([](RemotePeer& peer) {
    peer.receive_until(end_of_head);
    peer.send("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x'));
    peer.await_end();
  });
  EXPECT_EQ(failure(server.url("/")).reason(), vex::Reason::too_large);
}

TEST_F(HttpTest, what_is_no_http_has_the_reason_protocol) {
  HttpServer server(always("SSH-2.0-OpenSSH\r\n\r\n"));
  EXPECT_EQ(failure(server.url()).reason(), vex::Reason::protocol);
}

TEST_F(HttpTest, a_connection_that_ends_early_has_the_reason_closed) {
  HttpServer silent(always(""));
  EXPECT_EQ(failure(silent.url()).reason(), vex::Reason::closed);
  HttpServer in_head(always("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(failure(in_head.url()).reason(), vex::Reason::closed);
  PeerServer in_body([](RemotePeer& peer) {
    peer.receive_until(end_of_head);
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello");
  });
  EXPECT_STREQ(failure(in_body.url("/")).what(), "the body ended after 5 of 6 bytes");
  PeerServer in_chunk([](RemotePeer& peer) {
    peer.receive_until(end_of_head);
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello");
  });
  EXPECT_EQ(failure(in_chunk.url("/")).reason(), vex::Reason::closed);
}

TEST_F(HttpTest, hands_out_the_connection_after_an_upgrade) {
  PeerServer server([](RemotePeer& peer) {
    peer.receive_until(end_of_head);
    peer.send("HTTP/1.1 101 Switching\r\nUpgrade: echo\r\nConnection: upgrade\r\n\r\nfirst ");
    peer.send(peer.receive_until("."));
  });
  get(server.url("/"), [&](HttpClient& client, HttpRequest& request) {
    request.upgrade = true;
    request.headers = {{"Upgrade", "echo"}, {"Connection", "upgrade"}};
    const HttpResponse response = client.send(request);
    EXPECT_EQ(response.status, 101u);
    response.body->write(as_bytes("second."), {});
    EXPECT_EQ(read_all(*response.body), "first second.");
  });
}

TEST_F(HttpTest, a_server_that_does_not_upgrade_has_the_reason_protocol) {
  HttpServer server(always(hello));
  get(server.url(), [&](HttpClient& client, HttpRequest& request) {
    request.upgrade = true;
    EXPECT_EQ(reason_of([&] { client.send(request); }), vex::Reason::protocol);
  });
}

TEST_F(HttpTest, takes_ws_for_http) {
  HttpServer server(always(hello));
  EXPECT_EQ(get_text("ws://127.0.0.1:" + std::to_string(server.port()) + "/"), "hello");
}

TEST_F(HttpTest, posts_a_body) {
  HttpServer server(always(hello));
  get(server.url(), [&](HttpClient& client, HttpRequest& request) {
    request.method = "POST";
    request.body = "x=1";
    client.send(request);
  });
  EXPECT_TRUE(has_line(server.requests().at(0), "Content-Length: 3"));
}

TEST_F(HttpTest, tells_the_phases_of_a_request) {
  HttpServer server(always(hello));
  get_text(server.url());
  EXPECT_EQ(recorder.phases,
            (std::vector{Phase::resolve, Phase::connect, Phase::request, Phase::first_byte}));
}

// "hello hello hello hello\n" as gzip writes it.
constexpr char packed[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x27\xb9\x00\x00\x88"
    "\x59\x0b"
    "\x18\x00\x00\x00";
const std::string packed_body(packed, sizeof packed - 1);
constexpr char unpacked[] = "hello hello hello hello\n";

std::string coded(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

class GzipTest : public HttpTest {
 protected:
  std::string fetch(const std::string& url, bool gzip = true) {
    std::string body;
    get(url, [&](HttpClient& client, HttpRequest& request) {
      request.gzip = gzip;
      request.any_status = true;
      const HttpResponse response = client.send(request);
      for (;;) {
        const Bytes bytes = response.body->read_some(7, {});
        if (bytes.empty()) return;
        body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      }
    });
    return body;
  }

  vex::Reason reason_of_fetch(const std::string& answer) {
    HttpServer server(always(answer));
    vex::Reason reason = vex::Reason::none;
    get(server.url(), [&](HttpClient& client, HttpRequest& request) {
      request.gzip = true;
      reason = reason_of([&] { read_all(*client.send(request).body); });
    });
    return reason;
  }
};

TEST_F(GzipTest, decompresses_a_body_where_asked_to) {
  HttpServer server(always(coded(packed_body)));
  EXPECT_EQ(fetch(server.url()), unpacked);
  EXPECT_TRUE(has_line(server.requests()[0], "Accept-Encoding: gzip"));
}

TEST_F(GzipTest, decompresses_members_that_follow_each_other) {
  HttpServer server(always(coded(packed_body + packed_body)));
  EXPECT_EQ(fetch(server.url()), std::string(unpacked) + unpacked);
}

TEST_F(GzipTest, hands_out_a_body_that_is_not_compressed) {
  HttpServer server(always(hello));
  EXPECT_EQ(fetch(server.url()), "hello");
}

TEST_F(GzipTest, leaves_a_body_alone_where_not_asked_to) {
  HttpServer server(always(coded(packed_body)));
  EXPECT_EQ(fetch(server.url(), false), packed_body);
  EXPECT_FALSE(has_line(server.requests()[0], "Accept-Encoding: gzip"));
}

TEST_F(GzipTest, a_coded_head_without_a_body_is_empty) {
  HttpServer server(always("HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n"));
  EXPECT_EQ(fetch(server.url()), "");
}

TEST_F(GzipTest, what_is_no_gzip_has_the_reason_protocol) {
  EXPECT_EQ(reason_of_fetch(coded("plain text, not gzip")), vex::Reason::protocol);
}

TEST_F(GzipTest, a_gzip_body_that_breaks_off_has_the_reason_closed) {
  EXPECT_EQ(reason_of_fetch(coded(packed_body.substr(0, packed_body.size() - 4))),
            vex::Reason::closed);
}

TEST_F(GzipTest, another_coding_has_the_reason_unsupported) {
  EXPECT_EQ(
      reason_of_fetch("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx"),
      vex::Reason::unsupported);
}

}  // namespace
}  // namespace core::net
