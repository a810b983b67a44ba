#include "core/web/server.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/ThreadPool.h>

#include <cerrno>
#include <stdexcept>
#include <stop_token>

#include "core/log/log.hpp"
#include "core/web/exchange.hpp"
#include "core/web/patient_socket.hpp"

namespace core::web {
namespace {

Poco::Timespan timespan(std::chrono::milliseconds length) {
  return Poco::Timespan(length.count() * Poco::Timespan::MILLISECONDS);
}

PatientServerSocket listen(const std::string& host, const Server::Options& options) {
  const Patience patience{.request = options.request_timeout, .response = options.response_timeout};
  return {Poco::Net::SocketAddress(host, options.port), patience};
}

bool means_all_interfaces(const std::string& host) {
  return host.empty() || host == "*" || host == "::";
}

PatientServerSocket listen(const Server::Options& options) {
  const bool is_everywhere = means_all_interfaces(options.host);
  const std::string host = is_everywhere ? std::string("::") : options.host;
  try {
    return listen(host, options);
  } catch (const Poco::Exception& e) {
    // Containers without IPv6 still have "all interfaces".
    const bool has_no_ipv6 = e.code() == EAFNOSUPPORT || e.code() == EADDRNOTAVAIL;
    if (is_everywhere && has_no_ipv6) return listen("0.0.0.0", options);
    throw std::runtime_error("cannot listen on " + host + ":" + std::to_string(options.port) +
                             ": " + e.displayText());
  }
}

Poco::Net::HTTPServerParams* params_of(const Server::Options& options) {
  auto* const params = new Poco::Net::HTTPServerParams;  // owned by the server
  params->setMaxThreads(options.threads);
  params->setMaxQueued(256);
  params->setTimeout(timespan(options.request_timeout));
  params->setKeepAlive(true);
  params->setKeepAliveTimeout(timespan(options.keep_alive));
  params->setMaxKeepAliveRequests(1000);
  return params;
}

}  // namespace

struct Server::State {
  State(const Options& options, const Routes& routes)
      : socket(listen(options)),
        pool("web", 2, options.threads),
        http(make_exchanges(routes, stopping.get_token()), pool, socket, params_of(options)) {}

  std::stop_source stopping;
  PatientServerSocket socket;
  Poco::ThreadPool pool;
  Poco::Net::HTTPServer http;
  bool is_running = false;
};

Server::Server(const Options& options, const Routes& routes)
    : state_(std::make_unique<State>(options, routes)) {}

Server::~Server() { stop(); }

void Server::start() {
  state_->http.start();
  state_->is_running = true;
}

std::string Server::address() const { return state_->socket.address().toString(); }

std::uint16_t Server::port() const { return state_->socket.address().port(); }

void Server::stop() noexcept {
  if (!state_->is_running) return;
  state_->is_running = false;
  try {
    state_->stopping.request_stop();
    // Must come first: Poco waits for its connections, including idle ones, before it aborts them.
    state_->socket.shut_down();
    state_->http.stopAll(true);
  } catch (const Poco::Exception& e) {
    log::error("the web server did not stop cleanly", {{"error", e.displayText()}});
  }
}

}  // namespace core::web
