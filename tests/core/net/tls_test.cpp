#include <gtest/gtest.h>

#include <csignal>
#include <ctime>
#include <future>
#include <string>

#include "core/net/connect.hpp"
#include "core/net/http.hpp"
#include "tests/core/net/net_fixture.hpp"
#include "tests/core/net/tls_peer.hpp"

namespace core::net {
namespace {

class TlsTest : public OnNetwork {
 protected:
  TlsTest() {
    options.tls.ca_file = authority.certificate_file();
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL's own sockets on the server's side
  }

  template <class Use>
  void connected(std::uint16_t port, Use use, const std::string& host = "localhost") {
    run_net([&](NetContext& context) {
      const auto stream = connect(context, {host, port, Security::tls}, {});
      use(*stream, context);
    });
  }

  // How connecting fails.
  vex::Error failure(std::uint16_t port, const std::string& host = "localhost") {
    vex::Error result(vex::Reason::none, "nothing failed");
    run_net([&](NetContext& context) {
      try {
        connect(context, {host, port, Security::tls}, {});
      } catch (const vex::Error& error) {
        result = error;
      }
    });
    return result;
  }

  static void say_hello(TlsPeer& peer) { peer.send("hello"); }

  Certificate authority{{"Test CA", ""}};
  Certificate good{{"localhost", "DNS:localhost,IP:127.0.0.1"}, &authority};
};

TEST_F(TlsTest, hands_out_what_the_peer_sends) {
  TlsServer server(good, [](TlsPeer& peer) {
    peer.send("hello");
    peer.say_goodbye();
  });
  connected(server.port(),
            [](ByteStream& stream, NetContext&) { EXPECT_EQ(read_all(stream), "hello"); });
}

TEST_F(TlsTest, an_end_without_goodbye_is_an_end) {
  TlsServer server(good, say_hello);
  connected(server.port(),
            [](ByteStream& stream, NetContext&) { EXPECT_EQ(read_all(stream), "hello"); });
}

TEST_F(TlsTest, carries_much_in_both_directions) {
  const std::string much(2'000'000, 'x');
  TlsServer server(good, [&](TlsPeer& peer) { peer.send(peer.receive_until(".")); });
  connected(server.port(), [&](ByteStream& stream, NetContext&) {
    stream.write(as_bytes(much), {});
    stream.write(as_bytes("."), {});
    EXPECT_EQ(read_all(stream), much + ".");
  });
}

TEST_F(TlsTest, keeps_what_is_unread_while_another_stream_receives) {
  TlsServer server(good, say_hello);
  run_net([&](NetContext& context) {
    const Peer peer{"localhost", server.port(), Security::tls};
    const auto one = connect(context, peer, {});
    EXPECT_EQ(as_text(one->read_some(1, {})), "h");
    const auto other = connect(context, peer, {});
    EXPECT_EQ(read_all(*other), "hello");
    EXPECT_EQ(read_all(*one), "ello");
  });
}

TEST_F(TlsTest, tells_the_phase_and_when_the_first_certificate_expires) {
  TlsServer server(good, say_hello);
  connected(server.port(), [](ByteStream&, NetContext& context) {
    const auto expiry = context.transport().certificate_expiry;
    ASSERT_TRUE(expiry.has_value());
    EXPECT_NEAR(static_cast<double>(*expiry), static_cast<double>(std::time(nullptr) + 86'400), 60);
  });
  EXPECT_EQ(recorder.phases, (std::vector{Phase::resolve, Phase::connect, Phase::tls}));
}

TEST_F(TlsTest, sends_the_name_of_the_server) {
  std::promise<std::string> name;
  TlsServer server(good, [&](TlsPeer& peer) { name.set_value(peer.server_name()); });
  connected(server.port(), [](ByteStream&, NetContext&) {});
  EXPECT_EQ(name.get_future().get(), "localhost");
}

TEST_F(TlsTest, takes_a_certificate_for_an_address) {
  TlsServer server(good, say_hello);
  connected(
      server.port(), [](ByteStream& stream, NetContext&) { EXPECT_EQ(read_all(stream), "hello"); },
      "127.0.0.1");
}

TEST_F(TlsTest, refuses_an_unknown_issuer) {
  const Certificate stranger({"Strange CA", ""});
  const Certificate certificate({"localhost", "DNS:localhost"}, &stranger);
  TlsServer server(certificate, say_hello);
  const vex::Error error = failure(server.port());
  EXPECT_EQ(error.reason(), vex::Reason::tls);
  EXPECT_STREQ(error.what(), "certificate of localhost: unknown issuer \"/CN=Strange CA\"");
}

TEST_F(TlsTest, knows_no_test_authority_without_a_file) {
  TlsServer server(good, say_hello);
  options.tls.ca_file.clear();
  EXPECT_EQ(failure(server.port()).reason(), vex::Reason::tls);
}

TEST_F(TlsTest, refuses_an_expired_certificate) {
  const Certificate expired({"localhost", "DNS:localhost", -172'800, -86'400}, &authority);
  TlsServer server(expired, say_hello);
  const vex::Error error = failure(server.port());
  EXPECT_EQ(error.reason(), vex::Reason::tls);
  EXPECT_EQ(std::string(error.what()).find("certificate of localhost: expired on 20"), 0u);
}

TEST_F(TlsTest, refuses_a_certificate_that_begins_later) {
  const Certificate early({"localhost", "DNS:localhost", 86'400, 172'800}, &authority);
  TlsServer server(early, say_hello);
  EXPECT_NE(std::string(failure(server.port()).what()).find("not valid before 20"),
            std::string::npos);
}

TEST_F(TlsTest, refuses_a_certificate_for_another_name) {
  const Certificate other({"other.example", "DNS:other.example"}, &authority);
  TlsServer server(other, say_hello);
  EXPECT_STREQ(failure(server.port()).what(),
               "certificate of localhost: wrong name: it is not for localhost");
  EXPECT_STREQ(failure(server.port(), "127.0.0.1").what(),
               "certificate of 127.0.0.1: wrong name: it is not for 127.0.0.1");
}

TEST_F(TlsTest, takes_a_certificate_for_the_name_of_the_options) {
  const Certificate other({"other.example", "DNS:other.example"}, &authority);
  TlsServer server(other, say_hello);
  options.tls.server_name = "other.example";
  connected(server.port(),
            [](ByteStream& stream, NetContext&) { EXPECT_EQ(read_all(stream), "hello"); });
}

TEST_F(TlsTest, takes_any_certificate_when_insecure) {
  const Certificate expired({"other.example", "", -172'800, -86'400});
  TlsServer server(expired, say_hello);
  options.tls = {};
  options.tls.insecure = true;
  connected(server.port(), [](ByteStream& stream, NetContext& context) {
    EXPECT_EQ(read_all(stream), "hello");
    EXPECT_TRUE(context.transport().certificate_expiry.has_value());
  });
}

TEST_F(TlsTest, shows_its_own_certificate) {
  const Certificate mine({"exporter", ""}, &authority);
  TlsServer server(
      good, [](TlsPeer& peer) { peer.send(peer.has_client_certificate() ? "yes" : "no"); },
      &authority);
  options.tls.certificate_file = mine.certificate_file();
  options.tls.key_file = mine.key_file();
  connected(server.port(),
            [](ByteStream& stream, NetContext&) { EXPECT_EQ(read_all(stream), "yes"); });
}

TEST_F(TlsTest, a_missing_file_has_the_reason_tls) {
  TlsServer server(good, say_hello);
  options.tls.ca_file = "/nonexistent/ca.pem";
  const vex::Error error = failure(server.port());
  EXPECT_EQ(error.reason(), vex::Reason::tls);
  EXPECT_EQ(std::string(error.what()).find("certificate authorities /nonexistent/ca.pem"), 0u);
}

TEST_F(TlsTest, a_peer_that_speaks_no_tls_has_the_reason_tls) {
  PeerServer server([](RemotePeer& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); });
  EXPECT_EQ(failure(server.port()).reason(), vex::Reason::tls);
}

TEST_F(TlsTest, a_peer_that_does_not_answer_is_a_timeout) {
  PeerServer server([](RemotePeer& peer) { peer.await_end(); });
  options.time_outs.tls = milliseconds(150);
  const vex::Error error = failure(server.port());
  EXPECT_EQ(error.reason(), vex::Reason::timeout);
  EXPECT_STREQ(error.what(), "no TLS handshake with localhost within 150 ms");
}

TEST_F(TlsTest, carries_http) {
  TlsServer server(good, [](TlsPeer& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
    peer.await_end();
  });
  run_net([&](NetContext& context) {
    const Url url = parse_url("https://localhost:" + std::to_string(server.port()) + "/");
    HttpClient client(context, url);
    HttpRequest request;
    request.url = url;
    EXPECT_EQ(read_all(*client.send(request).body), "hello");
  });
}

}  // namespace
}  // namespace core::net
