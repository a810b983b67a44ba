#include <vex/vex.hpp>

#include <atomic>
#include <limits>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "sinks/prometheus/gzip.hpp"
#include "sinks/prometheus/negotiation.hpp"
#include "sinks/prometheus/render.hpp"

namespace sinks::prometheus {
namespace {

/// Counts the requests in progress during its lifetime.
class Turn {
 public:
  explicit Turn(std::atomic<std::int64_t>& running) : running_(running), number_(++running) {}
  ~Turn() { --running_; }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  [[nodiscard]] std::int64_t number() const { return number_; }

 private:
  std::atomic<std::int64_t>& running_;
  std::int64_t number_;
};

/// Serves the current state of all streams to Prometheus. Nothing is kept between two scrapes, so a
/// series disappears with its stream.
class PrometheusSink final : public vex::Sink {
 public:
  static constexpr vex::Info info{"prometheus", "1.0.0", "Serves all metrics to Prometheus"};
  static constexpr vex::Text path{"path", "/metrics", "Path of the page"};
  static constexpr vex::Integer max_requests{
      "max_requests", "8", "Scrapes served at the same time", {"1", "1000"}};
  static constexpr auto options = vex::options(path, max_requests);
  static constexpr auto services = vex::words(VEX_SNAPSHOT, VEX_HTTP_ROUTE);
  static constexpr std::uint64_t wants = 0;  // the snapshot contains everything

  explicit PrometheusSink(const vex::Setup& setup)
      : Sink(setup), path_(setup[path]), max_requests_(setup[max_requests]) {
    if (!path_.starts_with('/')) throw vex::Error(VEX_E_INVALID, "path must begin with /");
  }

  void open() override {
    route_.emplace(host(), path_,
                   [this](const vex::RouteRequest& request) { return answer(request); });
  }

  void close() noexcept override { route_.reset(); }

 private:
  /// [web-thread]
  vex::RouteResponse answer(const vex::RouteRequest& request) {
    const Turn turn(requests_);
    if (turn.number() > max_requests_) {
      return {503, "text/plain; charset=utf-8", {}, "Too many scrapes at the same time.\n"};
    }
    const vex::Nanos begin = now();
    const vex::Snapshot snapshot(host());
    Request wanted{negotiate_form(request.header("Accept")), {}, last_scrape_seconds_};
    for (const vex_pair& parameter : request.query) {
      if (vex::text(parameter.key) != "collect[]") continue;
      const std::string_view group = vex::text(parameter.value);
      if (!is_group(*snapshot, group)) {
        return {400, "text/plain; charset=utf-8", {}, "Unknown group in collect[].\n"};
      }
      wanted.groups.push_back(group);
    }
    auto response = page(*snapshot, wanted, accepts_gzip(request.header("Accept-Encoding")));
    last_scrape_seconds_ = vex::seconds(now() - begin);
    return response;
  }

  vex::RouteResponse page(const vex_snapshot& snapshot, const Request& wanted, bool compress) {
    vex::RouteResponse response{
        200, std::string(content_type(wanted.form)), {{"Vary", "Accept, Accept-Encoding"}}, {}};
    if (compress) {
      Gzip gzip;
      Writer writer([&](std::string_view piece) { gzip.add(piece); });
      report(render(snapshot, wanted, writer));
      response.headers.emplace_back("Content-Encoding", "gzip");
      response.body = gzip.finish();
    } else {
      Writer writer([&](std::string_view piece) { response.body += piece; });
      report(render(snapshot, wanted, writer));
    }
    return response;
  }

  /// Reports each defect once, since it recurs at every scrape.
  void report(const std::vector<std::string>& defects) {
    for (const std::string& defect : defects) {
      const std::lock_guard lock(mutex_);
      if (reported_.insert(defect).second) log(VEX_LOG_WARNING, defect);
    }
  }

  const std::string path_;
  const std::int64_t max_requests_;
  std::atomic<std::int64_t> requests_{0};
  std::atomic<double> last_scrape_seconds_{std::numeric_limits<double>::quiet_NaN()};
  std::mutex mutex_;
  std::set<std::string> reported_;
  std::optional<vex::Route> route_;  // declared last, so that no handler outlives what it uses
};

}  // namespace
}  // namespace sinks::prometheus

VEX_PLUGINS(sinks::prometheus::PrometheusSink)
