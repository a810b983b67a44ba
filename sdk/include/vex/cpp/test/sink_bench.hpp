// vex/cpp/test/sink_bench.hpp - a host for one sink, worked by hand. Not part of vex/test.hpp,
// for it wants -ldl where the C library is older than 2.34.
//
//   vex::test::SinkBench bench(vex::test::load("lines.so"), {.options = {{"path", "/lines"}}});
//   bench.show([](vex::test::SnapshotState& now) { now.stream("cup", "a").up(); });
//   bench.open();
//   vex::test::StreamState stream("cup", "a");
//   bench.consume(stream, vex::State{.up = vex::Known::yes});
//   EXPECT_EQ(bench.get("/lines").body, "cup/a is up\n");
//
// A durable sink is given entries of its outbox instead:
//
//   const std::uint64_t id = bench.outbox.add(stream, vex::State{.up = vex::Known::yes});
//   bench.tick();
//   EXPECT_THAT(bench.outbox.acknowledged(), ElementsAre(id));
#pragma once

#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../plugin.hpp"
#include "../route.hpp"
#include "../snapshot.hpp"
#include "host.hpp"
#include "outbox.hpp"
#include "settings.hpp"
#include "sink_state.hpp"

namespace vex::test {

/// The first plugin of a shared object, which stays loaded.
inline const vex_plugin& load(const std::string& path) {
  void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) throw Error(VEX_E_INVALID, dlerror());
  const void* const entry = dlsym(library, "vex_entry_v1");
  if (entry == nullptr) throw Error(VEX_E_INVALID, path + " has no vex_entry_v1");
  const vex_entry table = *static_cast<const vex_entry*>(entry);
  return *table[0];
}

/// What a page of the sink answered.
struct Page {
  std::uint32_t status = 0;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  [[nodiscard]] std::string header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (vex::detail::equal_ignoring_case(key, name)) return value;
    }
    return {};
  }
};

/// Created and destroyed together with the sink. `get` may be called by several threads, everything
/// else only by the test's own.
class SinkBench : public Host {
 public:
  explicit SinkBench(const vex_plugin& plugin, Settings settings = {})
      : Host(plugin), plugin_(plugin), settings_(plugin, std::move(settings)) {
    services_of_all_ = std::exchange(service, &find_service);
    show([](SnapshotState&) {});
    vex_setup setup = settings_.setup();
    setup.target = nullptr;
    vex::detail::invoke(plugin.create, static_cast<const vex_host*>(this), &setup, &self_);
  }
  ~SinkBench() override {
    close();
    plugin_.destroy(self_);
  }

  /// What vex.outbox/1 hands out.
  Outbox outbox{clock};

  void open() {
    vex::detail::invoke(plugin_.sink->open, self_);
    is_open_ = true;
  }

  /// Flushes and closes an open sink, as the exporter does when it stops.
  void close() {
    outbox.close();
    vex_error error;
    if (is_open_) plugin_.sink->flush(self_, &error);
    if (is_open_) plugin_.sink->close(self_);
    is_open_ = false;
  }

  /// Delivers a transition that happens now, if the sink wants its type.
  template <class EventType>
  void consume(StreamState& stream, const EventType& event, const vex_plugin* origin = nullptr) {
    const auto abi = vex::detail::to_abi(event);
    if ((plugin_.sink->wants & VEX_WANTS(abi.head.type)) == 0) return;
    const vex_record record{sizeof(vex_record),      0, &stream.target(), origin, &abi.head,
                            clock.unix_now().count()};
    vex::detail::invoke(plugin_.sink->consume, self_, &record, std::size_t{1});
  }

  /// Lets time pass, then ticks once.
  void tick(Nanos passed = std::chrono::seconds(1)) {
    clock.advance(passed);
    if (plugin_.sink->on_tick == nullptr) return;
    vex::detail::invoke(plugin_.sink->on_tick, self_, clock.now().count());
  }

  void flush() { vex::detail::invoke(plugin_.sink->flush, self_); }

  /// Replaces the state that `vex.snapshot/1` shows by what `describe` makes of an empty one.
  template <class Describe>
  void show(Describe&& describe) {
    SnapshotState& state = states_.emplace_back();
    describe(state);
    current_ = &state.view();
  }

  /// Requests a page of the sink, as the web server does: "/metrics?collect[]=core". Status 404 if
  /// the sink has no such page.
  [[nodiscard]] Page get(std::string_view target, Labels headers = {});

  /// Snapshots that have not been released.
  [[nodiscard]] int snapshots_held() const noexcept { return held_; }

 private:
  struct Handler {
    std::string path;
    vex_route_handler call;
    void* user;
  };

  static SinkBench& self(const vex_host* host) {
    const auto& bench = dynamic_cast<const SinkBench&>(static_cast<const Host&>(*host));
    return const_cast<SinkBench&>(bench);  // no SinkBench object is const
  }

  static const void* find_service(const vex_host* host, const char* id) {
    static constexpr vex_snapshot_service snapshots{
        [](const vex_host* of) {
          ++self(of).held_;
          return self(of).current_.load();
        },
        [](const vex_host* of, const vex_snapshot*) { --self(of).held_; }};
    static constexpr vex_http_route routes{&add_route, &remove_route};
    static constexpr vex_outbox outboxes{
        [](const vex_host* of, vex_nanos timeout, const vex_outbox_entry** entries,
           std::size_t capacity, std::size_t* count, vex_error* error) {
          return self(of).outbox.take(Nanos(timeout), entries, capacity, count, error);
        },
        [](const vex_host* of, const std::uint64_t* ids, std::size_t count, vex_error*) {
          for (std::size_t i = 0; i < count; ++i) self(of).outbox.acknowledge(ids[i]);
          return vex_status{VEX_OK};
        },
        [](const vex_host* of, std::uint64_t entry, vex_nanos delay, vex_error* error) {
          return self(of).outbox.retry(entry, Nanos(delay), error);
        },
        [](const vex_host* of) { self(of).outbox.wake(); }};
    const std::string_view wanted = id;
    if (wanted == VEX_SNAPSHOT) return &snapshots;
    if (wanted == VEX_HTTP_ROUTE) return &routes;
    if (wanted == VEX_OUTBOX) return &outboxes;
    return self(host).services_of_all_(host, id);
  }

  static vex_status add_route(const vex_host* host, vex_str path, vex_route_handler handler,
                              void* user, vex_error* error) {
    for (const Handler& route : self(host).routes_) {
      if (route.path != text(path)) continue;
      return vex::detail::fail(*error, VEX_E_INVALID, Reason::none, "the path is taken");
    }
    self(host).routes_.push_back({std::string(text(path)), handler, user});
    return VEX_OK;
  }

  static void remove_route(const vex_host* host, vex_str path) {
    std::erase_if(self(host).routes_,
                  [&](const Handler& route) { return route.path == text(path); });
  }

  const vex_plugin& plugin_;
  const detail::KeptSettings settings_;
  decltype(vex_host::service) services_of_all_ = nullptr;
  void* self_ = nullptr;
  bool is_open_ = false;
  std::deque<SnapshotState> states_;  // all of them, because a snapshot may be held for long
  std::atomic<const vex_snapshot*> current_{nullptr};
  std::atomic<int> held_{0};
  std::vector<Handler> routes_;
};

namespace detail {

/// Splits "a=1&b=2" into pairs that borrow from it. Nothing is decoded.
inline std::vector<vex_pair> query_in(std::string_view target) {
  std::vector<vex_pair> query;
  std::size_t begin = target.find('?');
  while (begin < target.size()) {
    const std::string_view rest = target.substr(begin + 1);
    const std::string_view item = rest.substr(0, rest.find('&'));
    const std::size_t equals = std::min(item.find('='), item.size());
    query.push_back(pair(item.substr(0, equals), item.substr(std::min(equals + 1, item.size()))));
    begin += item.size() + 1;
  }
  return query;
}

/// Copies a response and releases it.
inline Page page_of(vex_route_response& response) {
  Page page{response.status, std::string(text(response.content_type)), {}, {}};
  for (const vex_pair& header : std::span(response.headers, response.header_count)) {
    page.headers.emplace_back(text(header.key), text(header.value));
  }
  const auto* body = reinterpret_cast<const char*>(response.body.data);
  if (response.body.size > 0) page.body.assign(body, response.body.size);
  if (response.release != nullptr) response.release(&response);
  return page;
}

}  // namespace detail

inline Page SinkBench::get(std::string_view target, Labels headers) {
  const std::string_view path = target.substr(0, target.find('?'));
  const auto route = std::find_if(routes_.begin(), routes_.end(),
                                  [&](const Handler& handler) { return handler.path == path; });
  if (route == routes_.end()) return {404, {}, {}, {}};
  const auto query = detail::query_in(target);
  std::vector<vex_pair> pairs;
  for (const auto& [key, value] : headers) pairs.push_back(pair(key, value));
  vex_route_request request{};
  request.size = sizeof request;
  request.method = vex::detail::to_abi("GET");
  request.path = vex::detail::to_abi(path);
  request.query = query.data();
  request.query_count = query.size();
  request.headers = pairs.data();
  request.header_count = pairs.size();
  vex_route_response response{};
  response.size = sizeof response;
  response.status = 200;
  vex::detail::invoke(route->call, route->user, &request, &response);
  return detail::page_of(response);
}

}  // namespace vex::test
