// A receiver's name, and name servers that do not answer.
#include <chrono>

#include "sinks/webhook/lookup.hpp"

#include <Poco/Net/SocketAddress.h>
#include <gmock/gmock.h>

#include "sinks/webhook/exchange.hpp"
#include "tests/core/net/dns_server.hpp"
#include "tests/support/receiver/receiver.hpp"

namespace sinks::webhook {
namespace {

using namespace std::chrono_literals;
using core::net::DnsServer;
using Answer = DnsServer::Answer;
using std::chrono::steady_clock;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto never = [] { return false; };

class LookUp : public testing::Test {
 protected:
  std::vector<std::string> addresses_of(const std::string& host, steady_clock::duration time = 10s,
                                        const std::function<bool()>& is_abandoned = never) {
    std::vector<std::string> texts;
    for (const auto& address :
         look_up(host, 8080, {server_.address()}, steady_clock::now() + time, is_abandoned)) {
      texts.push_back(address.toString());
    }
    return texts;
  }

  std::string complaint_about(const std::string& host, steady_clock::duration time = 10s) {
    try {
      (void)addresses_of(host, time);
    } catch (const NoAnswer& reason) {
      return reason.what();
    }
    return "none";
  }

  // As in the tests of core/net: ".none" does not exist, "slow" is never answered.
  DnsServer server_{[](const std::string& name) {
    if (name.find(".none") != std::string::npos) return Answer{Answer::Kind::no_such_name, {}, 0};
    if (name.find("slow") == 0) return Answer{Answer::Kind::silence, {}, 0};
    if (name.find("here") == 0) return Answer{Answer::Kind::addresses, {"127.0.0.1"}, 0};
    return Answer{Answer::Kind::addresses, {"192.0.2.1", "192.0.2.2", "2001:db8::1"}, 60};
  }};
};

TEST_F(LookUp, gives_all_addresses_with_the_port) {
  EXPECT_THAT(
      addresses_of("a.test"),
      testing::UnorderedElementsAre("192.0.2.1:8080", "192.0.2.2:8080", "[2001:db8::1]:8080"));
}

TEST_F(LookUp, asks_nobody_for_addresses_and_localhost) {
  EXPECT_THAT(addresses_of("192.0.2.7"), ElementsAre("192.0.2.7:8080"));
  EXPECT_THAT(addresses_of("2001:db8::7"), ElementsAre("[2001:db8::7]:8080"));
  EXPECT_THAT(addresses_of("localhost"), Not(IsEmpty()));
  EXPECT_EQ(server_.questions("localhost"), 0);
}

TEST_F(LookUp, says_that_a_name_does_not_exist) {
  EXPECT_THAT(complaint_about("a.none"), HasSubstr("the name cannot be resolved: "));
}

TEST_F(LookUp, ends_in_time_when_no_name_server_answers) {
  const auto begin = steady_clock::now();
  EXPECT_EQ(complaint_about("slow.test", 300ms), "the name servers did not answer in time");
  const auto time = steady_clock::now() - begin;
  EXPECT_GE(time, 290ms);
  EXPECT_LT(time, 2s);
  EXPECT_TRUE(server_.await_questions("slow.test", 2)) << "what was lost is asked for again";
}

TEST_F(LookUp, ends_soon_after_nobody_waits_any_longer) {
  const auto is_asked = [&] { return server_.questions("slow.test") > 0; };
  EXPECT_THROW((void)addresses_of("slow.test", 60s, is_asked), Abandoned);
}

TEST_F(LookUp, understands_name_servers_with_and_without_a_port) {
  EXPECT_TRUE(are_name_servers({"192.0.2.1", "192.0.2.1:53", "2001:db8::1", "[2001:db8::1]:53"}));
  EXPECT_FALSE(are_name_servers({"dns.example.com"}));
}

TEST_F(LookUp, leads_to_a_request_that_keeps_the_name) {
  support::Receiver receiver;
  Endpoint to{"here.test", receiver.port(), nullptr, 10s, {server_.address()}};
  EXPECT_EQ(post(to, {"/", {}, "{}"}, never).status, 200);
  EXPECT_EQ(receiver.requests().at(0).headers.at("host"),
            "here.test:" + std::to_string(receiver.port()));
  to.host = "slow.test";
  to.timeout = 300ms;
  EXPECT_THROW(post(to, {"/", {}, "{}"}, never), NoAnswer);
}

}  // namespace
}  // namespace sinks::webhook
