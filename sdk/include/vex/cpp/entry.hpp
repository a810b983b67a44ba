// vex/cpp/entry.hpp - turns plugin classes into descriptors. Included by plugin.hpp.
#pragma once

#include <concepts>
#include <memory>
#include <span>

#include "plugin.hpp"

namespace vex::detail {

template <class Base>
Base& as(void* self) noexcept {
  return *static_cast<Base*>(self);
}

inline vex_status run(void* self, const vex_run* run, vex_error* error) {
  return guard(error, [&] {
    as<Probe>(self).run({from_abi(*run->target), from_abi(run->url), run->payload});
  });
}

struct Dispatch {
  Analyzer& to;

  void operator()(const RunBegin& e) const { to.on_run_begin(e); }
  void operator()(const Phase& e) const { to.on_phase(e); }
  void operator()(const Format& e) const { to.on_format(e); }
  void operator()(const Track& e) const { to.on_track(e); }
  void operator()(const Packet& e) const { to.on_packet(e); }
  void operator()(const Window& e) const { to.on_window(e); }
  void operator()(const Transport& e) const { to.on_transport(e); }
  void operator()(const Sample& e) const { to.on_sample(e); }
  void operator()(const Finding&) const {}  // for the host only; analyzers see its changes
  void operator()(const FindingChange& e) const { to.on_finding_change(e); }
  void operator()(const State& e) const { to.on_state(e); }
  void operator()(const Health& e) const { to.on_health(e); }
  void operator()(const RunEnd& e) const { to.on_run_end(e); }
  void operator()(const Reception& e) const { to.on_reception(e); }
  void operator()(const ClockReference& e) const { to.on_clock_reference(e); }
  void operator()(const TransportStream& e) const { to.on_transport_stream(e); }
  void operator()(const Playlist& e) const { to.on_playlist(e); }
  void operator()(const Segment& e) const { to.on_segment(e); }
};

inline vex_status on_event(void* self, const vex_event* event, vex_error* error) {
  return guard(error, [&] { visit(*event, Dispatch{as<Analyzer>(self)}); });
}

inline vex_status on_tick(void* self, vex_time now, vex_error* error) {
  return guard(error, [&] { as<Analyzer>(self).on_tick(Nanos(now)); });
}

inline vex_status open(void* self, vex_error* error) {
  return guard(error, [&] { as<Sink>(self).open(); });
}

inline vex_status consume(void* self, const vex_record* records, std::size_t count,
                          vex_error* error) {
  return guard(error, [&] {
    for (const vex_record& r : std::span(records, count)) {
      as<Sink>(self).consume({from_abi(*r.target), r.origin, *r.event, Nanos(r.unix_time)});
    }
  });
}

inline vex_status sink_tick(void* self, vex_time now, vex_error* error) {
  return guard(error, [&] { as<Sink>(self).on_tick(Nanos(now)); });
}

inline vex_status flush(void* self, vex_error* error) {
  return guard(error, [&] { as<Sink>(self).flush(); });
}

inline void close(void* self) { as<Sink>(self).close(); }

template <class T>
inline constexpr vex_probe probe_api{T::schemes.rows, T::path_endings.rows,
                                     (T::blocks ? std::uint32_t{VEX_PROBE_BLOCKS} : 0) |
                                         (T::fallback ? std::uint32_t{VEX_PROBE_FALLBACK} : 0),
                                     0, &run};

template <class T>
inline constexpr vex_analyzer analyzer_api{
    T::wants, T::payload, static_cast<std::uint32_t>(T::lifetime), &on_event, &on_tick};

template <class T>
inline constexpr vex_sink sink_api{T::wants, T::durable ? std::uint32_t{VEX_SINK_DURABLE} : 0,
                                   0,        &open,
                                   &consume, &sink_tick,
                                   &flush,   &close};

/// Creates a T and returns it as its Base, which is what the functions above expect.
template <class T, class Base>
vex_status create(const vex_host* host, const vex_setup* setup, void** self, vex_error* error) {
  return guard(error, [&] {
    const Setup given(*host, *setup, T::options.rows, T::rules.rows);
    *self = std::unique_ptr<Base>(std::make_unique<T>(given)).release();
  });
}

template <class Base>
void destroy(void* self) noexcept {
  delete &as<Base>(self);
}

template <class T, class Base>
constexpr vex_plugin describe(const vex_probe* probe, const vex_analyzer* analyzer,
                              const vex_sink* sink) {
  return {T::info.id,
          T::info.version,
          T::info.summary,
          T::options.rows,
          T::metrics.rows,
          T::rules.rows,
          T::after.rows,
          T::services.rows,
          &create<T, Base>,
          &destroy<Base>,
          probe,
          analyzer,
          sink};
}

template <std::derived_from<Probe> T>
constexpr vex_plugin describe() {
  return describe<T, Probe>(&probe_api<T>, nullptr, nullptr);
}
template <std::derived_from<Analyzer> T>
constexpr vex_plugin describe() {
  return describe<T, Analyzer>(nullptr, &analyzer_api<T>, nullptr);
}
template <std::derived_from<Sink> T>
constexpr vex_plugin describe() {
  return describe<T, Sink>(nullptr, nullptr, &sink_api<T>);
}

template <class T>
inline constexpr vex_plugin descriptor = describe<T>();

template <class... T>
inline constexpr Table<vex_plugin, sizeof...(T)> plugins{{&descriptor<T>..., nullptr}};

}  // namespace vex::detail

/// Exports the plugin classes of a shared object. Once per shared object, at namespace scope.
#define VEX_PLUGINS(...) \
  extern "C" constexpr vex_entry vex_entry_v1 = vex::detail::plugins<__VA_ARGS__>.rows;
