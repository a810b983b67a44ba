// vex/cpp/plugin.hpp - base classes of plugins, and the entry of a shared object.
#pragma once

#include <array>
#include <initializer_list>
#include <span>
#include <string_view>

#include "event.hpp"
#include "host.hpp"
#include "setup.hpp"
#include "table.hpp"

namespace vex {

/// Common to all plugins. A derived class declares `info` and the tables it has as static constexpr
/// members, which hide the empty ones here.
class Plugin {
 public:
  static constexpr auto options = vex::options();
  static constexpr auto metrics = vex::metrics();
  static constexpr auto rules = vex::rules();
  static constexpr auto after = vex::words();
  static constexpr auto services = vex::words();

  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;
  virtual ~Plugin() = default;

 protected:
  explicit Plugin(const Setup& setup)
      : host_(setup.host()), clock_(detail::service<vex_clock>(host_, VEX_CLOCK)) {}

  [[nodiscard]] const vex_host& host() const noexcept { return host_; }
  [[nodiscard]] Nanos now() const noexcept { return Nanos(clock_.now(&host_)); }

  /// Nanoseconds since 1970.
  [[nodiscard]] Nanos unix_now() const noexcept { return Nanos(clock_.unix_now(&host_)); }

  /// `level` is VEX_LOG_*.
  void log(std::uint32_t level, std::string_view line) const { vex::log(host_, level, line); }

 private:
  const vex_host& host_;
  const vex_clock& clock_;
};

/// A plugin that emits events: a probe or an analyzer.
class Emitter : public Plugin {
 protected:
  using Plugin::Plugin;

  template <class Event>
  void emit(const Event& event) const {
    const auto abi = detail::to_abi(event);
    detail::invoke(host().emit, &host(), &abi.head);
  }

  void emit(const vex_metric& metric, double value,
            std::initializer_list<std::string_view> labels = {}) const {
    std::array<vex_str, VEX_LABELS_MAX> values;
    std::size_t count = 0;
    for (const std::string_view label : labels) values.at(count++) = detail::to_abi(label);
    emit(Sample{metric, value, std::span(values).first(count)});
  }
};

/// One run of a probe.
struct Run {
  Target target;
  std::string_view url;  // with its secrets: for the peer and host services only
  std::uint32_t payload = VEX_PAYLOAD_HEADERS;
};

/// Watches one stream. [run]
class Probe : public Emitter {
 public:
  /// The URL schemes that it can read; every probe hides this member.
  static constexpr auto schemes = vex::words();
  static constexpr auto path_endings = vex::words();
  static constexpr bool blocks = false;
  static constexpr bool fallback = false;  // takes the URLs that no other probe claims

  /// One run, as sequential code: calls to the host suspend the fiber. Returns when the stream ends
  /// by itself, throws vex::Error to fail.
  virtual void run(const Run& run) = 0;

 protected:
  using Emitter::Emitter;

  void sleep(Nanos length) const {
    detail::invoke(detail::service<vex_clock>(host(), VEX_CLOCK).sleep, &host(), length.count());
  }

  /// Marks the end of a phase that only the probe can see.
  void mark(Phase::Step step) const { emit(Phase{.step = step}); }
};

/// Which events an analyzer gets: `wants = vex::wants(VEX_EVENT_PACKET, VEX_EVENT_WINDOW)`.
template <class... Types>
constexpr std::uint64_t wants(Types... types) {
  return (VEX_WANTS(types) | ...);
}

enum class Lifetime : std::uint32_t { run = VEX_LIFETIME_RUN, stream = VEX_LIFETIME_STREAM };

/// Watches the events of one stream; override the handlers of interest and list their events in
/// `wants`. [strand]
class Analyzer : public Emitter {
 public:
  static constexpr std::uint64_t wants = ~std::uint64_t{0};
  static constexpr std::uint32_t payload = VEX_PAYLOAD_HEADERS;
  static constexpr Lifetime lifetime = Lifetime::run;

  virtual void on_run_begin(const RunBegin&) {}
  virtual void on_phase(const Phase&) {}
  virtual void on_format(const Format&) {}
  virtual void on_track(const Track&) {}
  virtual void on_packet(const Packet&) {}
  virtual void on_window(const Window&) {}
  virtual void on_transport(const Transport&) {}
  virtual void on_sample(const Sample&) {}
  virtual void on_finding_change(const FindingChange&) {}
  virtual void on_state(const State&) {}
  virtual void on_health(const Health&) {}
  virtual void on_run_end(const RunEnd&) {}
  virtual void on_reception(const Reception&) {}
  virtual void on_clock_reference(const ClockReference&) {}
  virtual void on_transport_stream(const TransportStream&) {}
  virtual void on_playlist(const Playlist&) {}
  virtual void on_segment(const Segment&) {}
  virtual void on_tick(Nanos /*now*/) {}

 protected:
  using Emitter::Emitter;
};

/// A metric of another analyzer, recognised by name the first time and by its row from then on.
class MetricOf {
 public:
  constexpr explicit MetricOf(std::string_view name) noexcept : name_(name) {}

  [[nodiscard]] bool operator==(const vex_metric& metric) noexcept {
    if (&metric == row_) return true;
    if (row_ != nullptr || name_ != metric.name) return false;
    row_ = &metric;
    return true;
  }

 private:
  std::string_view name_;
  const vex_metric* row_ = nullptr;
};

/// A transition on its way out: its stream, the plugin that declared its rule or metric, and the
/// event.
struct Record {
  Target target;
  const vex_plugin* origin;  // nullptr for the host
  const vex_event& event;
  Nanos unix_time;

  template <class Visitor>
  void visit(Visitor&& visitor) const {
    vex::visit(event, visitor);
  }
};

/// Carries the transitions of all streams out of the process. [sink-thread]
class Sink : public Plugin {
 public:
  static constexpr std::uint64_t wants = ~std::uint64_t{0};
  static constexpr bool durable = false;

  virtual void open() {}
  virtual void consume(const Record&) {}
  virtual void on_tick(Nanos /*now*/) {}
  virtual void flush() {}
  virtual void close() noexcept {}

 protected:
  using Plugin::Plugin;
};

}  // namespace vex

#include "entry.hpp"
