// Many streams of one thread share its buffers: none may see another's bytes.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "core/engine/task.hpp"
#include "core/engine/wait.hpp"
#include "core/net/http.hpp"
#include "tests/core/net/net_fixture.hpp"
#include "tests/core/net/peer.hpp"
#include "tests/core/net/tls_peer.hpp"

namespace core::net {
namespace {

constexpr std::size_t body_size = 400'000;
constexpr int streams = 12;

// A body that can be told from that of any other path, in chunks of odd sizes.
std::string body_of(const std::string& path) {
  std::string body;
  while (body.size() < body_size) body += path + std::to_string(body.size());
  return body;
}

std::string chunked(const std::string& body) {
  std::string text;
  for (std::size_t at = 0, size = 1; at < body.size(); at += size, size = size * 7 % 4099 + 1) {
    const std::string chunk = body.substr(at, size);
    char head[20];
    std::snprintf(head, sizeof head, "%zx\r\n", chunk.size());
    text += head + chunk + "\r\n";
  }
  return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + text + "0\r\n\r\n";
}

std::string path_of(const std::string& request) {
  const std::size_t begin = request.find(' ') + 1;
  return request.substr(begin, request.find(' ', begin) - begin);
}

class MixTest : public OnNetwork {
 protected:
  // Reads all streams side by side, in pieces, with other fibers running between any two of them.
  void read_side_by_side(const std::string& origin) {
    run_net([&](NetContext& context) {
      engine::TaskGroup tasks;
      std::vector<engine::Task*> all;
      for (int i = 0; i < streams; ++i)
        all.push_back(&tasks.spawn([&, i] { read_one(context, origin, i); }));
      for (engine::Task* task : all) task->join();
    });
  }

  static void read_one(NetContext& context, const std::string& origin, int index) {
    const std::string path = "/" + std::to_string(index) + "/";
    HttpRequest request;
    request.url = parse_url(origin + path);
    HttpClient client(context, request.url);
    const HttpResponse response = client.send(request);
    std::string body;
    for (std::size_t limit = 1;; limit = limit * 5 % 9973 + 1) {
      const Bytes bytes = response.body->read_some(limit, {});
      if (bytes.empty()) break;
      body += as_text(bytes);
      if (bytes.size() % 3 == 0) engine::yield();
    }
    EXPECT_EQ(body, body_of(path));
  }
};

TEST_F(MixTest, plain_streams) {
  PeerServer server([](RemotePeer& peer) {
    const std::string request = peer.receive_until("\r\n\r\n");
    peer.send(chunked(body_of(path_of(request))));
  });
  read_side_by_side("http://127.0.0.1:" + std::to_string(server.port()));
}

TEST_F(MixTest, encrypted_streams) {
  std::signal(SIGPIPE, SIG_IGN);
  const Certificate certificate({"localhost", "IP:127.0.0.1"});
  options.tls.ca_file = certificate.certificate_file();
  TlsServer server(certificate, [](TlsPeer& peer) {
    const std::string request = peer.receive_until("\r\n\r\n");
    peer.send(chunked(body_of(path_of(request))));
  });
  read_side_by_side("https://127.0.0.1:" + std::to_string(server.port()));
}

}  // namespace
}  // namespace core::net
