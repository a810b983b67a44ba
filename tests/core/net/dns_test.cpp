#include "core/net/dns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/engine/task.hpp"
#include "core/net/connect.hpp"
#include "tests/core/net/dns_server.hpp"
#include "tests/core/net/net_fixture.hpp"
#include "tests/core/net/peer.hpp"

namespace core::net {
namespace {

using engine::TaskGroup;
using Answer = DnsServer::Answer;

std::vector<std::string> texts(const std::vector<Address>& addresses) {
  std::vector<std::string> result;
  for (const Address& address : addresses) result.push_back(address.text());
  std::sort(result.begin(), result.end());
  return result;
}

class DnsTest : public OnNetwork {
 protected:
  DnsTest() { network_options.dns_servers = {server.address()}; }

  Dns& dns() { return net().dns(); }

  std::vector<std::string> resolve(const std::string& host, Nanos timeout = seconds(60)) {
    return texts(dns().resolve(host, engine::from_now(timeout)));
  }

  vex::Reason reason_for(const std::string& host, Nanos timeout = seconds(60)) {
    return reason_of([&] { resolve(host, timeout); });
  }

  // Names ending in .none do not exist, those beginning with "slow" are never answered, those with
  // "brief" may not be kept.
  DnsServer server{[](const std::string& name) {
    if (name.find(".none") != std::string::npos) return Answer{Answer::Kind::no_such_name, {}, 0};
    if (name.find("slow") == 0) return Answer{Answer::Kind::silence, {}, 0};
    const std::uint32_t time_to_live = name.find("brief") == 0 ? 0 : 60;
    return Answer{Answer::Kind::addresses, {"192.0.2.1", "192.0.2.2", "2001:db8::1"}, time_to_live};
  }};
};

using Texts = std::vector<std::string>;

TEST_F(DnsTest, gives_all_addresses_of_both_families) {
  run([&] { EXPECT_EQ(resolve("a.test"), (Texts{"192.0.2.1", "192.0.2.2", "2001:db8::1"})); });
}

TEST_F(DnsTest, asks_nobody_for_numeric_addresses_and_localhost) {
  run([&] {
    EXPECT_EQ(resolve("192.0.2.7"), Texts{"192.0.2.7"});
    EXPECT_EQ(resolve("2001:db8::7"), Texts{"2001:db8::7"});
    EXPECT_EQ(resolve("localhost"), (Texts{"127.0.0.1", "::1"}));
    EXPECT_EQ(resolve("a.localhost"), (Texts{"127.0.0.1", "::1"}));
  });
  EXPECT_EQ(server.questions("localhost") + server.questions("a.localhost"), 0);
}

TEST_F(DnsTest, a_name_that_does_not_exist_has_the_reason_resolve) {
  run([&] {
    try {
      resolve("a.none");
      ADD_FAILURE() << "resolved";
    } catch (const vex::Error& error) {
      EXPECT_EQ(error.reason(), vex::Reason::resolve);
      EXPECT_STREQ(error.what(), "a.none: Domain name not found");
    }
  });
}

TEST_F(DnsTest, a_server_that_does_not_answer_has_the_reason_resolve) {
  run([&] {
    try {
      resolve("slow.test", milliseconds(150));
      ADD_FAILURE() << "resolved";
    } catch (const vex::Error& error) {
      EXPECT_EQ(error.reason(), vex::Reason::resolve);
      EXPECT_STREQ(error.what(), "slow.test: no answer from the name servers within 150 ms");
    }
  });
}

TEST_F(DnsTest, a_slow_name_holds_up_no_other) {
  run([&] {
    TaskGroup tasks;
    engine::Task& slow = tasks.spawn([&] { resolve("slow.test"); });
    for (int i = 0; i < 100; ++i) resolve("h" + std::to_string(i) + ".test");
    EXPECT_FALSE(slow.is_over());
  });
}

TEST_F(DnsTest, answers_many_more_names_than_may_be_in_flight) {
  run([&] {
    constexpr int fibers = 250;
    TaskGroup tasks;
    std::vector<engine::Task*> all;
    for (int i = 0; i < fibers; ++i)
      all.push_back(&tasks.spawn([this, i] {
        for (int j = 0; j < 4; ++j)
          resolve("h" + std::to_string(i) + "." + std::to_string(j) + ".test");
      }));
    for (engine::Task* task : all) task->join();
  });
}

TEST_F(DnsTest, keeps_an_answer_for_as_long_as_it_says) {
  run([&] {
    for (int i = 0; i < 3; ++i) resolve("kept.test");
    for (int i = 0; i < 3; ++i) resolve("brief.test");
  });
  EXPECT_EQ(server.questions("kept.test"), 1);
  EXPECT_EQ(server.questions("brief.test"), 3);
}

TEST_F(DnsTest, does_not_keep_a_failure) {
  run([&] {
    for (int i = 0; i < 2; ++i) EXPECT_EQ(reason_for("a.none"), vex::Reason::resolve);
  });
  EXPECT_EQ(server.questions("a.none"), 2);
}

TEST_F(DnsTest, those_who_ask_for_the_same_name_share_a_query) {
  run([&] {
    TaskGroup tasks;
    std::vector<engine::Task*> all;
    for (int i = 0; i < 50; ++i) all.push_back(&tasks.spawn([&] { resolve("brief.test"); }));
    for (engine::Task* task : all) task->join();
  });
  EXPECT_EQ(server.questions("brief.test"), 1);
}

TEST_F(DnsTest, a_query_outlives_the_one_who_gave_it_up) {
  run([&] {
    EXPECT_EQ(reason_for("slow.test", milliseconds(20)), vex::Reason::resolve);
    EXPECT_EQ(reason_for("slow.test", milliseconds(20)), vex::Reason::resolve);
    EXPECT_EQ(resolve("a.test").size(), 3u);
  });
  EXPECT_EQ(server.questions("slow.test"), 1);
}

TEST_F(DnsTest, connecting_says_that_the_name_is_unknown) {
  run_net([&](NetContext& context) {
    EXPECT_EQ(reason_of([&] {
                connect(context, {"a.none", 80, Security::plain}, {});
              }),
              vex::Reason::resolve);
  });
}

TEST(Address, reads_and_writes_both_families) {
  EXPECT_EQ(Address::parse("192.0.2.1")->text(), "192.0.2.1");
  EXPECT_EQ(Address::parse("2001:DB8:0::1")->text(), "2001:db8::1");
  for (const char* text : {"", "1.2.3", "1.2.3.4.5", "a", "::g", "fe80::1%no-such-interface"})
    EXPECT_FALSE(Address::parse(text)) << text;
}

}  // namespace
}  // namespace core::net
