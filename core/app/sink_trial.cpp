#include "core/app/sink_trial.hpp"

#include <vex/service/clock.h>
#include <vex/service/delivery.h>
#include <vex/service/http_route.h>
#include <vex/service/log.h>
#include <vex/service/snapshot.h>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include <stdexcept>
#include <string_view>
#include <thread>

#include "core/log/log.hpp"

namespace core::app {
namespace {

constexpr vex_rule test_rule{
    "test", VEX_SEVERITY_INFO, 0,    "",  "Somebody is testing this receiver; nothing is broken.",
    "",     nullptr,           "0s", "0s"};

std::int64_t nanos_now(auto clock) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(clock.now().time_since_epoch())
      .count();
}

}  // namespace

/// The functions behind the service tables.
struct TrialCalls {
  static SinkTrial& trial(const vex_host* host) {
    return const_cast<SinkTrial&>(static_cast<const SinkTrial&>(*host));  // none is const
  }

  static vex_time now(const vex_host*) { return nanos_now(std::chrono::steady_clock{}); }
  static std::int64_t unix_now(const vex_host*) { return nanos_now(std::chrono::system_clock{}); }
  static vex_status sleep(const vex_host*, vex_nanos, vex_error* error) {
    return vex::detail::fail(*error, VEX_E_UNSUPPORTED, vex::Reason::internal,
                             "vex.clock/1 sleeps only for probes");
  }

  /// The sink's result is in its delivery report.
  static void write(const vex_host* host, std::uint32_t, vex_str line) {
    log::write(log::Level::debug, vex::text(line), {{"plugin", trial(host).sink_.name}});
  }

  static const vex_snapshot* acquire(const vex_host*) {
    static constexpr vex_snapshot nothing{sizeof(vex_snapshot), VEX_NO, 0, nullptr, 0, nullptr, 0};
    return &nothing;
  }
  static void release(const vex_host*, const vex_snapshot*) {}

  static vex_status add_route(const vex_host*, vex_str, vex_route_handler, void*, vex_error*) {
    return VEX_OK;
  }
  static void remove_route(const vex_host*, vex_str) {}

  static vex_status take(const vex_host* host, vex_nanos timeout, const vex_outbox_entry** entries,
                         std::size_t capacity, std::size_t* count, vex_error* error) {
    return trial(host).take(timeout, entries, capacity, count, error);
  }
  static vex_status acknowledge(const vex_host*, const std::uint64_t*, std::size_t, vex_error*) {
    return VEX_OK;
  }
  static vex_status retry(const vex_host*, std::uint64_t, vex_nanos, vex_error*) { return VEX_OK; }
  static void wake(const vex_host*) {}

  static void report(const vex_host* host, std::uint32_t result, vex_str answer) {
    trial(host).delivery_ = SinkTrial::Delivery{result, std::string(vex::text(answer))};
  }

  static const void* service(const vex_host*, const char* id) {
    static constexpr vex_clock clock{&now, &unix_now, &sleep};
    static constexpr vex_log log{&write};
    static constexpr vex_snapshot_service snapshot{&acquire, &release};
    static constexpr vex_http_route route{&add_route, &remove_route};
    static constexpr vex_outbox outbox{&take, &acknowledge, &retry, &wake};
    static constexpr vex_delivery delivery{&report};
    const std::string_view wanted(id);
    if (wanted == VEX_CLOCK) return &clock;
    if (wanted == VEX_LOG) return &log;
    if (wanted == VEX_SNAPSHOT) return &snapshot;
    if (wanted == VEX_HTTP_ROUTE) return &route;
    if (wanted == VEX_OUTBOX) return &outbox;
    if (wanted == VEX_DELIVERY) return &delivery;
    return nullptr;
  }
  static vex_status emit(const vex_host*, const vex_event*, vex_error* error) {
    return vex::detail::fail(*error, VEX_E_UNSUPPORTED, vex::Reason::internal,
                             "a sink emits no events");
  }
};

SinkTrial::SinkTrial(const config::Sink& sink)
    : vex_host{&TrialCalls::service, &TrialCalls::emit}, sink_(sink) {
  const plugin::Settings& settings = *sink.settings;
  const vex_setup setup{sizeof(vex_setup), 0,       settings.values(),
                        settings.limits(), nullptr, {sink.name.data(), sink.name.size()}};
  vex_error error{};
  vex::detail::check(settings.plugin().create(this, &setup, &self_, &error), error);
}

SinkTrial::~SinkTrial() { sink_.settings->plugin().destroy(self_); }

std::optional<SinkTrial::Delivery> SinkTrial::deliver_sample(std::chrono::nanoseconds patience) {
  make_sample();
  const vex_sink& sink = *sink_.settings->plugin().sink;
  vex_error error{};
  vex::detail::check(sink.open(self_, &error), error);
  const auto end = std::chrono::steady_clock::now() + patience;
  vex_status status = VEX_OK;
  while (status == VEX_OK && !delivery_ && std::chrono::steady_clock::now() < end) {
    status = sink.on_tick(self_, TrialCalls::now(this), &error);
  }
  sink.close(self_);
  vex::detail::check(status, error);
  return delivery_;
}

vex_status SinkTrial::take(vex_nanos timeout, const vex_outbox_entry** entries,
                           std::size_t capacity, std::size_t* count, vex_error* error) {
  *count = 0;
  if (delivery_) {
    return vex::detail::fail(*error, VEX_E_CANCELLED, vex::Reason::none, "the trial is over");
  }
  if (!is_handed_out_ && capacity > 0) {
    is_handed_out_ = true;
    entries[(*count)++] = &entry_;
  } else {
    std::this_thread::sleep_for(std::chrono::nanoseconds(timeout));
  }
  return VEX_OK;
}

void SinkTrial::make_sample() {
  using vex::detail::to_abi;
  message_ = "this is a test of the receiver " + sink_.name + "; nothing is broken";
  target_.size = sizeof target_;
  target_.project = to_abi("test");
  target_.id = to_abi("test-webhook");
  target_.name = to_abi("test-webhook");
  change_.head = {sizeof change_, VEX_EVENT_FINDING_CHANGE, TrialCalls::now(this)};
  change_.rule = &test_rule;
  change_.change = VEX_CHANGE_FIRING;
  change_.severity = VEX_SEVERITY_INFO;
  change_.since = change_.head.time;
  change_.value = vex::absent;
  change_.limit = vex::absent;
  change_.message = to_abi(message_);
  entry_.size = sizeof entry_;
  entry_.key = to_abi("test");
  entry_.record = {sizeof(vex_record),        0, &target_, nullptr, &change_.head,
                   TrialCalls::unix_now(this)};
}

void check_sinks(const config::Config& config) {
  for (const config::Sink& sink : config.sinks) {
    try {
      const SinkTrial trial(sink);
    } catch (const vex::Error& error) {
      throw std::runtime_error(config.file.string() + ": the sink " + sink.name + ": " +
                               error.what());
    }
  }
}

}  // namespace core::app
