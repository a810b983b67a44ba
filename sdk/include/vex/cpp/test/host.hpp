// vex/cpp/test/host.hpp - the host that a plugin under test talks to. Part of vex/test.hpp.
#pragma once

#include <algorithm>
#include <atomic>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../service/cancel.h"
#include "../../service/clock.h"
#include "../../service/log.h"
#include "../../service/net.h"
#include "../../service/own_io.h"
#include "datagrams.hpp"
#include "network.hpp"
#include "recording.hpp"
#include "tasks.hpp"

namespace vex::test {

struct LogLine {
  std::uint32_t level;  // VEX_LOG_*
  std::string text;

  bool operator==(const LogLine&) const = default;
};

/// Provides vex.log/1, vex.clock/1, vex.net/1, vex.udp/1, vex.http/1 and vex.task/1, and for
/// blocking probes vex.cancel/1 and vex.own_io/1. Records what the plugin emits, after checking it
/// against the plugin's tables as the exporter does.
class Host : public vex_host {
 public:
  explicit Host(const vex_plugin& plugin) : vex_host{&find_service, &take}, plugin_(plugin) {}
  Host(const Host&) = delete;
  virtual ~Host() = default;

  Clock clock;
  Network network{clock};
  Datagrams datagrams{network, clock};
  Tasks tasks{network, clock};
  Recording recording;
  std::vector<LogLine> log;

  /// What a blocking probe is told and has reported; there the network time-outs are real.
  std::atomic<bool> is_cancelled{false};
  vex_io_settings io_settings = default_io_settings();
  std::atomic<std::uint64_t> received{0};

 protected:
  /// Called with each event that passed the checks, for subclasses that need more than the
  /// recording.
  virtual void on_emitted(const vex_event&) {}

 private:
  static vex_io_settings default_io_settings() {
    constexpr vex_nanos patience = 10'000'000'000;
    vex_io_settings settings{};
    settings.size = sizeof settings;
    settings.resolve_timeout = settings.connect_timeout = settings.tls_timeout = patience;
    settings.request_timeout = settings.first_media_timeout = settings.idle_timeout = patience;
    for (vex_str* text :
         {&settings.ca_file, &settings.certificate_file, &settings.key_file, &settings.server_name,
          &settings.username, &settings.password, &settings.user_agent}) {
      *text = {"", 0};
    }
    return settings;
  }

  static Host& self(const vex_host* host) {
    return const_cast<Host&>(static_cast<const Host&>(*host));  // no Host object is const
  }

  static const void* find_service(const vex_host*, const char* id) {
    static constexpr vex_log log_service{
        [](const vex_host* host, std::uint32_t level, vex_str line) {
          self(host).log.push_back({level, std::string(vex::text(line))});
        }};
    static constexpr vex_clock clock_service{
        [](const vex_host* host) -> vex_time { return self(host).clock.now().count(); },
        [](const vex_host* host) -> std::int64_t { return self(host).clock.unix_now().count(); },
        [](const vex_host* host, vex_nanos length, vex_error* error) {
          return vex::detail::guard(error, [&] { self(host).network.sleep(Nanos(length)); });
        }};
    static constexpr vex_net net_service{&connect};
    static constexpr vex_http http_service{&send};
    static constexpr vex_udp udp_service{&open_udp, &receive};
    static constexpr vex_task_service task_service{&spawn, [](vex_task*) {}, &join, &wait_any};
    static constexpr vex_cancel cancel_service{
        [](const vex_host* host) -> int { return self(host).is_cancelled ? 1 : 0; }};
    static constexpr vex_own_io own_io_service{
        [](const vex_host* host) -> const vex_io_settings* { return &self(host).io_settings; },
        [](const vex_host* host, std::uint64_t bytes) { self(host).received += bytes; }};
    const std::string_view wanted(id);
    if (wanted == VEX_CANCEL) return &cancel_service;
    if (wanted == VEX_OWN_IO) return &own_io_service;
    if (wanted == VEX_LOG) return &log_service;
    if (wanted == VEX_CLOCK) return &clock_service;
    if (wanted == VEX_NET) return &net_service;
    if (wanted == VEX_HTTP) return &http_service;
    if (wanted == VEX_UDP) return &udp_service;
    if (wanted == VEX_TASK) return &task_service;
    return nullptr;
  }

  static vex_status connect(const vex_host* host, vex_str name, std::uint32_t port,
                            std::uint32_t flags, vex_nanos, vex_stream** stream, vex_error* error) {
    return vex::detail::guard(error, [&] {
      Network& reached = self(host).network;
      Request request{.url = std::string(vex::text(name)) + ":" + std::to_string(port),
                      .flags = flags};
      *stream = PeerStream::open(reached, reached.take(std::move(request)), true);
    });
  }

  static vex_status send(const vex_host* host, const vex_http_request* asked, vex_nanos,
                         const vex_http_response** response, vex_error* error) {
    return vex::detail::guard(error, [&] {
      Request request{.method = std::string(vex::text(asked->method)),
                      .url = std::string(vex::text(asked->url)),
                      .flags = asked->flags,
                      .base = std::string(vex::text(asked->base))};
      for (const vex_pair& pair : std::span(asked->headers, asked->header_count)) {
        request.headers.emplace(vex::text(pair.key), vex::text(pair.value));
      }
      const auto* body = reinterpret_cast<const char*>(asked->body.data);
      if (asked->body.size > 0) request.body.assign(body, asked->body.size);
      Network& reached = self(host).network;
      const bool upgrades = (asked->flags & VEX_HTTP_UPGRADE) != 0;
      Peer& peer = reached.take(std::move(request));
      *response = &reached.head_of(peer, PeerStream::open(reached, peer, upgrades));
    });
  }

  static vex_status open_udp(const vex_host* host, const vex_udp_request*, std::size_t count,
                             vex_udp_socket** sockets, vex_error* error) {
    return vex::detail::guard(error, [&] { self(host).datagrams.open_sockets(count, sockets); });
  }

  static vex_status receive(const vex_host* host, vex_udp_socket* const* sockets, std::size_t count,
                            vex_nanos timeout, vex_datagram* datagrams, std::size_t capacity,
                            std::size_t* received, vex_error* error) {
    return vex::detail::guard(error, [&] {
      *received =
          self(host).datagrams.receive({sockets, count}, Nanos(timeout), {datagrams, capacity});
    });
  }

  static vex_status spawn(const vex_host* host, vex_task_body body, void* argument, vex_task** task,
                          vex_error* error) {
    return vex::detail::guard(error, [&] { *task = self(host).tasks.spawn(body, argument); });
  }

  static vex_status join(vex_task* task, vex_error* error) {
    return task->owner->join(task, error);
  }

  static vex_status wait_any(const vex_host* host, vex_task* const* tasks, std::size_t count,
                             vex_nanos timeout, std::size_t* index, vex_error* error) {
    return vex::detail::guard(error, [&] {
      *index = self(host).tasks.wait_any({tasks, count}, Nanos(timeout));
    });
  }

  static vex_status take(const vex_host* host, const vex_event* event, vex_error* error) {
    return vex::detail::guard(error, [&] { self(host).accept(*event); });
  }

  void accept(const vex_event& event) {
    visit(event, Overload{[this](const Sample& e) { check(e); },
                          [this](const Finding& e) { check(e); }, [](const auto&) {}});
    recording.add(event);
    on_emitted(event);
  }

  void check(const Sample& e) const {
    require(contains(plugin_.metrics, &e.metric), e.metric.name, "is not in the table of metrics");
    const auto* const keys = e.metric.labels;
    const auto count = std::find(keys, keys + VEX_LABELS_MAX, nullptr) - keys;
    require(static_cast<std::size_t>(count) == e.labels.size(), e.metric.name,
            "has another number of labels");
    require(e.metric.type != VEX_METRIC_COUNTER || e.value >= 0, e.metric.name,
            "is a counter and cannot fall");
  }

  void check(const Finding& e) const {
    require(contains(plugin_.rules, &e.rule), e.rule.id, "is not in the table of rules");
  }

  template <class Row>
  static bool contains(const Row* const* rows, const Row* wanted) {
    while (*rows != nullptr && *rows != wanted) ++rows;
    return *rows != nullptr;
  }

  static void require(bool holds, const char* name, const char* otherwise) {
    if (!holds) throw Error(VEX_E_INVALID, std::string(name) + " " + otherwise);
  }

  const vex_plugin& plugin_;
};

}  // namespace vex::test
