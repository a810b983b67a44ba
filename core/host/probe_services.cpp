// The services of a probe, as tables of C functions.
#include <vex/service/cancel.h>
#include <vex/service/clock.h>
#include <vex/service/http.h>
#include <vex/service/log.h>
#include <vex/service/net.h>
#include <vex/service/own_io.h>
#include <vex/service/task.h>
#include <vex/service/udp.h>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>

#include "core/engine/wait.hpp"
#include "core/host/probe_handle.hpp"
#include "core/net/connect.hpp"
#include "core/net/errors.hpp"

namespace core::host {

using vex::detail::guard;

namespace {

/// Before a longer wait, a fiber releases the stack that it needed on the way there.
constexpr engine::Nanos shortest_trimmed_wait = std::chrono::milliseconds(100);

}  // namespace

ProbeHost::Handle::Handle(ProbeHost& of)
    : vex_host{&ProbeCalls::service, &ProbeCalls::emit}, owner(of) {}

ProbeHost::ActiveRun& ProbeCalls::run(const vex_host* handle) {
  const ProbeHost& of = host(handle);
  if (!of.blocks()) of.strand_.require(of.plugin().id);
  ProbeHost::ActiveRun* active = of.active_;
  if (active == nullptr) throw vex::Error(VEX_E_INVALID, "this service works within a run alone");
  return *active;
}

const void* ProbeCalls::service(const vex_host* handle, const char* id) {
  static constexpr vex_clock clock{&now, &unix_now, &sleep};
  static constexpr vex_log log_service{&log};
  static constexpr vex_cancel cancel{&cancelled};
  static constexpr vex_net net{&connect};
  static constexpr vex_http http{&send};
  const std::string_view wanted(id);
  if (wanted == VEX_CLOCK) return &clock;
  if (wanted == VEX_LOG) return &log_service;
  if (wanted == VEX_CANCEL) return &cancel;
  // Whatever suspends needs a fiber, which a blocking probe does not run on.
  if (host(handle).blocks()) return wanted == VEX_OWN_IO ? own_io_service() : nullptr;
  if (wanted == VEX_NET) return &net;
  if (wanted == VEX_HTTP) return &http;
  if (wanted == VEX_TASK) return task_service();
  if (wanted == VEX_UDP) return udp_service();
  return nullptr;
}

vex_status ProbeCalls::emit(const vex_host* handle, const vex_event* event, vex_error* error) {
  return guard(error, [&] {
    ProbeHost::ActiveRun& active = run(handle);
    if (!active.relay) {
      if (active.scope.is_cancelled()) throw vex::Error(VEX_E_CANCELLED, "the run is being ended");
      return host(handle).take(*event);
    }
    auto copy = OwnedEvent::copy(*event);
    if (!copy) throw vex::Error(VEX_E_INVALID, "a probe cannot emit events of this type");
    if (active.scope.is_cancelled() || !active.relay->push(std::move(copy))) {
      throw vex::Error(VEX_E_CANCELLED, "the run is being ended");
    }
  });
}

vex_time ProbeCalls::now(const vex_host* handle) { return host(handle).surroundings_.now(); }

std::int64_t ProbeCalls::unix_now(const vex_host* handle) {
  return host(handle).surroundings_.unix_now();
}

vex_status ProbeCalls::sleep(const vex_host* handle, vex_nanos length, vex_error* error) {
  return guard(error, [&] {
    ProbeHost::ActiveRun& active = run(handle);
    if (active.relay) return wait_blocking(active, length);
    if (engine::Nanos(length) >= shortest_trimmed_wait) engine::trim_stack();
    engine::sleep_for(engine::Nanos(length));
  });
}

/// A pool thread has no fiber to suspend, so it polls often enough to be ended in time.
void ProbeCalls::wait_blocking(ProbeHost::ActiveRun& active, vex_nanos length) {
  const engine::Time end = engine::from_now(engine::Nanos(length));
  while (engine::Clock::now() < end) {
    if (active.scope.is_cancelled()) throw vex::Error(VEX_E_CANCELLED, "the run is being ended");
    std::this_thread::sleep_until(std::min(end, engine::from_now(std::chrono::milliseconds(20))));
  }
}

void ProbeCalls::log(const vex_host* handle, std::uint32_t level, vex_str line) {
  const ProbeHost& of = host(handle);
  of.surroundings_.log(level, &of.stream_.target().abi(), of.plugin().id,
                       of.secrets_.scrub(vex::text(line)));
}

int ProbeCalls::cancelled(const vex_host* handle) {
  const ProbeHost::ActiveRun* active = host(handle).active_;
  return active == nullptr || active->scope.is_cancelled() ? 1 : 0;
}

vex_status ProbeCalls::connect(const vex_host* handle, vex_str name, std::uint32_t port,
                               std::uint32_t flags, vex_nanos timeout, vex_stream** stream,
                               vex_error* error) {
  return guard(error, [&] {
    if (port == 0 || port > std::numeric_limits<std::uint16_t>::max()) {
      throw vex::Error(VEX_E_INVALID, "a port is between 1 and 65535");
    }
    ProbeHost::ActiveRun& active = run(handle);
    const net::Peer peer{std::string(vex::text(name)), static_cast<std::uint16_t>(port),
                         (flags & VEX_NET_TLS) != 0 ? net::Security::tls : net::Security::plain};
    auto made = std::make_unique<StreamHandle>(
        net::connect(active.context, peer, engine::Nanos(timeout)), host(handle).stream_);
    active.handles.push_back(*made);
    *stream = made.release();
  });
}

namespace {

bool is_web(const net::Url& url) {
  return url.scheme == "http" || url.scheme == "https" || url.scheme == "ws" || url.scheme == "wss";
}

/// A peer can name anything; files of this machine may only be opened by a stream that is a file.
net::Url target_of(const net::Url& own, const vex_http_request& request) {
  if (request.url.size == 0) return own;
  const bool has_base = VEX_HAS(&request, vex_http_request, base) && request.base.size != 0;
  const net::Url base = has_base ? net::parse_url(vex::text(request.base)) : own;
  net::Url url;
  try {
    url = net::resolve_reference(base, vex::text(request.url));
  } catch (const vex::Error& error) {
    throw vex::Error(vex::Reason::refused_target, error.what());
  }
  if (!is_web(url) && url.scheme != own.scheme)
    throw vex::Error(vex::Reason::refused_target,
                     "not fetched: a URL of the scheme " + net::quote(url.scheme));
  return url;
}

}  // namespace

vex_status ProbeCalls::send(const vex_host* handle, const vex_http_request* request,
                            vex_nanos timeout, const vex_http_response** response,
                            vex_error* error) {
  return guard(error, [&] {
    ProbeHost::ActiveRun& active = run(handle);
    net::HttpRequest asked;
    if (request->method.size != 0) asked.method = vex::text(request->method);
    asked.url = target_of(host(handle).url_, *request);
    for (std::size_t i = 0; i < request->header_count; ++i) {
      const vex_pair& header = request->headers[i];
      asked.headers.push_back(
          {std::string(vex::text(header.key)), std::string(vex::text(header.value))});
    }
    asked.body.assign(reinterpret_cast<const char*>(request->body.data), request->body.size);
    asked.any_status = (request->flags & VEX_HTTP_ANY_STATUS) != 0;
    asked.upgrade = (request->flags & VEX_HTTP_UPGRADE) != 0;
    asked.gzip = (request->flags & VEX_HTTP_GZIP) != 0;
    asked.timeout = engine::Nanos(timeout);
    auto made = std::make_unique<ResponseHandle>(active.http().send(asked), host(handle).stream_);
    active.handles.push_back(*made);
    *response = &made->abi();
    static_cast<void>(made.release());
  });
}

}  // namespace core::host
