#include "core/discovery/http_source.hpp"

#include <stdexcept>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/config/load.hpp"
#include "core/discovery/fetch.hpp"
#include "core/net/url.hpp"

namespace core::discovery {
namespace {

net::NetOptions options_of(const config::HttpDiscovery& settings) {
  net::NetOptions options;
  const config::Nanos timeout = settings.timeout;
  options.time_outs = {timeout, timeout, timeout, timeout, timeout};
  const config::Tls& tls = settings.tls;
  options.tls = {tls.insecure, tls.ca_file, tls.certificate_file, tls.key_file, tls.server_name};
  if (!settings.http.username.empty()) {
    options.credentials = net::Credentials{settings.http.username, settings.http.password};
  }
  for (const auto& [name, value] : settings.http.headers) options.headers.push_back({name, value});
  return options;
}

}  // namespace

HttpSource::HttpSource(config::HttpDiscovery settings, net::Net& net, OnNews on_news)
    : Source(std::move(on_news)),
      settings_(std::move(settings)),
      options_(options_of(settings_)),
      net_(net) {}

HttpSource::~HttpSource() = default;

void HttpSource::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void HttpSource::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    ask(stop);
    std::unique_lock lock(mutex_);
    pause_.wait_for(lock, stop, settings_.refresh_interval, [] { return false; });
  }
}

void HttpSource::ask(const std::stop_token& stop) {
  using std::chrono::seconds;
  const auto interval = std::chrono::duration_cast<seconds>(settings_.refresh_interval);
  Query query{
      .url = settings_.url,
      .headers = {{"Accept", "application/json"},
                  {"X-Prometheus-Refresh-Interval-Seconds", std::to_string(interval.count())}},
      .timeout = settings_.timeout,
      .largest_body = largest_document};
  if (!etag_.empty()) query.headers.push_back({"If-None-Match", etag_});
  try {
    Fetched fetched = fetch(net_, options_, query, stop);
    const std::size_t fingerprint = config::fingerprint_of(fetched.body);
    const bool is_unchanged = has_list_ && (fetched.status == 304 || fingerprint == fingerprint_);
    if (is_unchanged) return update(nullptr);
    const std::string name = net::redact(settings_.url);
    if (fetched.status == 304)
      return update(nullptr, name + ": not modified, though nothing was had before");
    auto targets = std::make_shared<const Targets>(read_targets(fetched.body, Syntax::json, name));
    etag_ = std::move(fetched.etag);
    fingerprint_ = fingerprint;
    has_list_ = true;
    update(std::move(targets));
  } catch (const vex::Error& error) {
    if (!stop.stop_requested()) update(nullptr, error.what());
  } catch (const std::runtime_error& error) {
    update(nullptr, error.what());
  }
}

}  // namespace core::discovery
