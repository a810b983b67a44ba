#include "core/pipeline/core_plugin.hpp"

namespace core::pipeline::own {
namespace {

constexpr auto options = vex::options();
constexpr auto metrics = vex::metrics(info, phase, received, runs, reconnects, retransmits, rtt,
                                      certificate_expiry, finding_active, findings);
constexpr auto rules =
    vex::rules(stream_down, stream_stalled, clock_stopped, tls_expiring, flapping);
constexpr auto none = vex::words();

constexpr vex_plugin descriptor{
    "core",       "1.0.0",      "What the exporter itself measures of every stream",
    options.rows, metrics.rows, rules.rows,
    none.rows,    none.rows,    nullptr,
    nullptr,      nullptr,      nullptr,
    nullptr};

}  // namespace

const vex_plugin& plugin() noexcept { return descriptor; }

std::size_t row_of(const vex_rule& rule) noexcept {
  std::size_t row = 0;
  while (descriptor.rules[row] != &rule) ++row;
  return row;
}

}  // namespace core::pipeline::own
