// vex.own_io/1 as a probe meets it: on a thread of the blocking pool.
#include <gmock/gmock.h>
#include <vex/service/own_io.h>

#include <functional>
#include <optional>
#include <utility>
#include <vex/vex.hpp>

#include "core/config/config.hpp"
#include "core/engine/task.hpp"
#include "core/host/probe_host.hpp"
#include "tests/core/net/net_fixture.hpp"
#include "tests/core/pipeline/fake_surroundings.hpp"

namespace core::host {
namespace {

// Does what the test says where a probe would watch its stream.
class BlockingProbe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"blocking-test", "1.0.0", "Runs a test's own code"};
  static constexpr auto services = vex::words(VEX_OWN_IO);
  static constexpr auto schemes = vex::words("srt");
  static constexpr bool blocks = true;

  explicit BlockingProbe(const vex::Setup& setup) : Probe(setup) {}

  void run(const vex::Run& /*run*/) override { body(host()); }

  static inline std::function<void(const vex_host&)> body;
};

const vex_own_io& own_io(const vex_host& host) {
  return vex::detail::service<vex_own_io>(host, VEX_OWN_IO);
}

class OwnIoTest : public net::OnNetwork {
 protected:
  pipeline::Outcome run_probe(std::function<void(const vex_host&)> body) {
    BlockingProbe::body = std::move(body);
    pipeline::Outcome outcome;
    run([&] {
      engine::CancelScope scope(&engine::current_scope());
      pipeline::SnapshotSlot slot;
      const auto target = std::make_shared<const pipeline::Target>(pipeline::TargetTexts{
          "cup", "a", "cup_origin_a", "srt://127.0.0.1:9000", "srt", "127.0.0.1", 9000, {}});
      pipeline::Stream stream(target, std::make_shared<config::Watch>(), around_, slot);
      ProbeHost host(
          {"srt://127.0.0.1:9000",
           std::make_shared<plugin::Settings>(vex::detail::descriptor<BlockingProbe>), options_},
          stream, around_, net());
      outcome =
          host.run(scope, [this](const pipeline::TransportFigures& figures) { last_ = figures; });
    });
    return outcome;
  }

  std::shared_ptr<net::NetOptions> options_ = std::make_shared<net::NetOptions>();
  pipeline::FakeSurroundings around_;
  pipeline::TransportFigures last_;
};

TEST_F(OwnIoTest, tells_how_the_network_is_to_be_used) {
  options_->time_outs.connect = std::chrono::seconds(3);
  options_->tls.insecure = true;
  options_->credentials = net::Credentials{"user", "secret"};
  options_->headers = {{"Referer", "http://example.com/"}};
  const auto outcome = run_probe([](const vex_host& host) {
    const vex_io_settings& settings = *own_io(host).settings(&host);
    EXPECT_EQ(settings.connect_timeout, 3'000'000'000);
    EXPECT_EQ(settings.insecure, 1U);
    EXPECT_EQ(vex::text(settings.password), "secret");
    ASSERT_EQ(settings.header_count, 1U);
    EXPECT_EQ(vex::text(settings.headers[0].key), "Referer");
  });
  EXPECT_EQ(outcome.status, VEX_OK) << outcome.sentence;
}

TEST_F(OwnIoTest, counts_what_the_probe_received) {
  run_probe([](const vex_host& host) {
    own_io(host).received(&host, 5);
    own_io(host).received(&host, 7);
  });
  EXPECT_EQ(last_.received_bytes, 12U);
}

TEST_F(OwnIoTest, leaves_unknown_what_no_probe_counts) {
  run_probe([](const vex_host&) {});
  EXPECT_EQ(last_.received_bytes, std::nullopt);
}

TEST_F(OwnIoTest, offers_nothing_that_needs_a_fiber) {
  run_probe([](const vex_host& host) {
    EXPECT_EQ(host.service(&host, VEX_HTTP), nullptr);
    EXPECT_EQ(host.service(&host, VEX_UDP), nullptr);
  });
}

}  // namespace
}  // namespace core::host
