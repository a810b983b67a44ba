// One request against receivers that misbehave.
#include "sinks/webhook/exchange.hpp"

#include <Poco/Net/NetSSL.h>
#include <gmock/gmock.h>

#include "tests/sinks/webhook/tunnel.hpp"
#include "tests/support/process/process.hpp"
#include "tests/support/receiver/receiver.hpp"
#include "tests/support/servers/free_port.hpp"
#include "tests/support/servers/temporary_folder.hpp"
#include "tests/support/servers/unanswering_port.hpp"

namespace sinks::webhook {
namespace {

using namespace std::chrono_literals;
using support::Receiver;
using support::Reply;
using testing::HasSubstr;

constexpr vex::Nanos soon = 300ms;
constexpr auto never = [] { return false; };

Endpoint endpoint(std::uint16_t port, vex::Nanos timeout = 10s) {
  return {"127.0.0.1", port, nullptr, timeout};
}

Poco::Net::Context::Ptr trusting(const std::string& ca_file, const std::string& certificate = "",
                                 const std::string& key = "") {
  Poco::Net::initializeSSL();
  Poco::Net::Context::Params params;
  params.caLocation = ca_file;
  params.certificateFile = certificate;
  params.privateKeyFile = key;
  params.loadDefaultCAs = false;
  params.verificationMode = Poco::Net::Context::VERIFY_STRICT;
  return new Poco::Net::Context(Poco::Net::Context::CLIENT_USE, params);
}

Answer ask(const Endpoint& to, const std::string& body = "{}") {
  return post(to, {"/hook?a=b", {{"X-Own", "1"}}, body}, never);
}

std::string complaint_of(const Endpoint& to) {
  try {
    const Answer answer = ask(to);
    return "answered " + std::to_string(answer.status);
  } catch (const NoAnswer& reason) {
    return reason.what();
  }
}

TEST(Exchange, posts_target_headers_and_body) {
  Receiver receiver;
  receiver.reply_with({.status = 202, .body = "taken", .headers = {{"Retry-After", "3"}}});
  const std::string body(200'000, 'b');
  const Answer answer = ask(endpoint(receiver.port()), body);
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, "taken");
  EXPECT_EQ(answer.retry_after, "3");
  const support::ReceivedRequest request = receiver.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/hook?a=b");
  EXPECT_EQ(request.headers.at("x-own"), "1");
  EXPECT_EQ(request.headers.at("host"), "127.0.0.1:" + std::to_string(receiver.port()));
  EXPECT_EQ(request.body, body);
}

TEST(Exchange, follows_no_redirect) {
  Receiver receiver;
  receiver.reply_with({.status = 302, .headers = {{"Location", receiver.url("/other")}}});
  EXPECT_EQ(ask(endpoint(receiver.port())).status, 302);
  EXPECT_EQ(receiver.requests().size(), 1U);
}

TEST(Exchange, reads_no_more_than_64_kib_of_a_body_without_end) {
  Receiver receiver;
  receiver.reply_with({.fault = Reply::endless});
  const Answer answer = ask(endpoint(receiver.port()));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body.size(), longest_answer);
}

TEST(Exchange, has_no_answer_where_the_connection_ends) {
  Receiver receiver;
  for (const Reply::Fault fault : {Reply::close, Reply::reset}) {
    receiver.queue_reply({.fault = fault});
    EXPECT_EQ(complaint_of(endpoint(receiver.port())),
              "the connection was closed without an answer");
  }
}

TEST(Exchange, ends_in_time_whatever_the_peer_does) {
  Receiver receiver;
  for (const Reply::Fault fault : {Reply::silence, Reply::drip}) {
    receiver.queue_reply({.fault = fault});
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(complaint_of(endpoint(receiver.port(), soon)), "no answer within 300 ms");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
  }
}

TEST(Exchange, cannot_connect_where_nobody_listens) {
  EXPECT_EQ(complaint_of(endpoint(support::free_port())), "cannot connect: Connection refused");
  const support::UnansweringPort unanswering;
  EXPECT_EQ(complaint_of(endpoint(unanswering.port(), soon)), "no connection within 300 ms");
  // The kernel has no way to a broadcast by TCP.
  EXPECT_EQ(complaint_of({"255.255.255.255", 80, nullptr, 10s}),
            "cannot connect: Network is unreachable");
}

TEST(Exchange, ends_soon_after_nobody_waits_any_longer) {
  Receiver receiver;
  receiver.reply_with({.fault = Reply::silence});
  const auto is_asked = [&] { return !receiver.requests().empty(); };
  EXPECT_THROW(post(endpoint(receiver.port(), 60s), {"/", {}, "{}"}, is_asked), Abandoned);
  const support::UnansweringPort unanswering;
  EXPECT_THROW(post(endpoint(unanswering.port(), 60s), {"/", {}, "{}"}, [] { return true; }),
               Abandoned);
}

TEST(ExchangeOverTls, trusts_the_authority_that_it_is_given) {
  Receiver receiver({.certificate = origin::Certificate::good});
  Endpoint to = endpoint(receiver.port());
  to.tls = trusting(receiver.ca_file());
  EXPECT_EQ(ask(to).status, 200);
}

TEST(ExchangeOverTls, refuses_certificates_that_prove_nothing) {
  for (const auto kind : {origin::Certificate::expired, origin::Certificate::wrong_name,
                          origin::Certificate::unknown_issuer}) {
    Receiver receiver({.certificate = kind});
    Endpoint to = endpoint(receiver.port());
    to.tls = trusting(receiver.ca_file());
    EXPECT_THAT(complaint_of(to), HasSubstr("ertificate")) << static_cast<int>(kind);
    EXPECT_TRUE(receiver.requests().empty());
  }
}

TEST(ExchangeOverTls, shows_a_certificate_of_its_own) {
  const support::TemporaryFolder folder;
  const std::string key = folder.path() / "client.key";
  const std::string certificate = folder.path() / "client.pem";
  const auto made =
      support::run({{"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj",
                     "/CN=exporter", "-days", "2", "-keyout", key, "-out", certificate},
                    {},
                    {}});
  ASSERT_EQ(made.status, 0) << made.error_output << "openssl is in the Debian package openssl";
  Receiver receiver({.certificate = origin::Certificate::good, .client_ca = certificate});
  Endpoint to = endpoint(receiver.port());
  to.tls = trusting(receiver.ca_file(), certificate, key);
  EXPECT_EQ(ask(to).status, 200);
  to.tls = trusting(receiver.ca_file());
  EXPECT_NE(complaint_of(to), "answered 200");
}

TEST(ExchangeOverTls, ends_in_time_while_shaking_hands) {
  Receiver plain;  // whose answer is no handshake, and which waits for the end of a head
  Endpoint to = endpoint(plain.port(), soon);
  to.tls = trusting("");
  EXPECT_EQ(complaint_of(to), "no answer within 300 ms");
}

TEST(ExchangeThroughProxy, names_the_receiver_in_the_request_where_there_is_no_tls) {
  Receiver proxy;
  Endpoint to = endpoint(1);
  to.host = "hooks.invalid";
  to.proxy = Proxy{"127.0.0.1", proxy.port(), "Basic dTpw"};
  EXPECT_EQ(ask(to).status, 200);
  const support::ReceivedRequest request = proxy.requests().at(0);
  EXPECT_EQ(request.target, "http://hooks.invalid:1/hook?a=b");
  EXPECT_EQ(request.headers.at("host"), "hooks.invalid:1");
  EXPECT_EQ(request.headers.at("proxy-authorization"), "Basic dTpw");
}

TEST(ExchangeThroughProxy, goes_through_a_tunnel_where_there_is_tls) {
  Receiver receiver(Receiver::Options{origin::Certificate::good});
  Tunnel tunnel;
  Endpoint to = endpoint(receiver.port());
  to.tls = trusting(receiver.ca_file());
  to.proxy = Proxy{"127.0.0.1", tunnel.port(), "Basic dTpw"};
  EXPECT_EQ(ask(to).status, 200);
  EXPECT_EQ(receiver.requests().at(0).target, "/hook?a=b");
  const std::string head = tunnel.head();
  EXPECT_THAT(head, testing::StartsWith("CONNECT " + to.authority() + " HTTP/1.1\r\n"));
  EXPECT_THAT(head, HasSubstr("Proxy-Authorization: Basic dTpw\r\n"));
  EXPECT_THAT(head, testing::Not(HasSubstr("/hook")));
}

TEST(ExchangeThroughProxy, says_what_the_proxy_refuses) {
  const Tunnel tunnel("HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n");
  Endpoint to = endpoint(443);
  to.tls = trusting("");
  to.proxy = Proxy{"127.0.0.1", tunnel.port(), ""};
  EXPECT_EQ(complaint_of(to), "the proxy refuses: 407 Who are you");
  to.proxy->port = support::free_port();
  EXPECT_EQ(complaint_of(to), "cannot connect to the proxy: Connection refused");
}

}  // namespace
}  // namespace sinks::webhook
