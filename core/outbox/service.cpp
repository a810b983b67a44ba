#include "core/outbox/service.hpp"

#include <vex/cpp/error.hpp>

#include "core/outbox/lane.hpp"
#include "core/pipeline/sink_runner.hpp"

namespace core::outbox {
namespace {

Lane& lane_of(const vex_host* host) {
  return static_cast<Lane&>(*static_cast<const pipeline::SinkRunner*>(host)->durable_queue());
}

vex_status take(const vex_host* host, vex_nanos timeout, const vex_outbox_entry** entries,
                std::size_t capacity, std::size_t* count, vex_error* error) {
  *count = 0;
  // A runner that is ending may have a successor, which owns the lane now.
  if (static_cast<const pipeline::SinkRunner*>(host)->is_stopping()) {
    return vex::detail::fail(*error, VEX_E_CANCELLED, vex::Reason::none, "the sink is to end");
  }
  return vex::detail::guard(error, [&] {
    *count = lane_of(host).take(timeout, {entries, capacity});
  });
}

vex_status acknowledge(const vex_host* host, const std::uint64_t* ids, std::size_t count,
                       vex_error* error) {
  return vex::detail::guard(error, [&] { lane_of(host).acknowledge({ids, count}); });
}

vex_status retry(const vex_host* host, std::uint64_t id, vex_nanos delay, vex_error* error) {
  return vex::detail::guard(error, [&] { lane_of(host).retry(id, delay); });
}

void wake(const vex_host* host) { lane_of(host).wake(); }

}  // namespace

const vex_outbox& service() noexcept {
  static constexpr vex_outbox table{&take, &acknowledge, &retry, &wake};
  return table;
}

}  // namespace core::outbox
