#include "core/web/probe_page.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vex/cpp/error.hpp>

#include "core/web/exposition.hpp"
#include "core/web/views.hpp"

namespace core::web {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr Seconds default_timeout{9.5};
constexpr Seconds longest_timeout{300};
constexpr Seconds scrape_margin{0.5};  // for the response to reach Prometheus

/// The remaining time-out of the scrape, as announced by Prometheus.
std::chrono::nanoseconds timeout_of(const Request& request) {
  Seconds timeout = default_timeout;
  if (const std::string* const header = request.header("X-Prometheus-Scrape-Timeout-Seconds")) {
    double announced = 0;
    const auto end = header->data() + header->size();
    if (std::from_chars(header->data(), end, announced).ptr == end && announced > 0) {
      timeout = std::min(Seconds(announced), longest_timeout) - scrape_margin;
    }
  }
  constexpr Seconds shortest{0.1};
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::max(timeout, shortest));
}

std::string result_text(const vex_stream_snapshot& stream, Seconds duration) {
  std::string text = family_text("probe_success", "Whether media arrived.", stream.up == VEX_YES);
  text += family_text("probe_duration_seconds", "How long the probe took.", duration.count());
  if (stream.up != VEX_YES && stream.reason != 0) {
    text += family_text("probe_failure_info", "Why no media arrived.", 1, "reason",
                        name_of(vex::Reason{stream.reason}));
  }
  return text + stream_text(stream);
}

/// One of the runs allowed at a time.
class Slot {
 public:
  explicit Slot(std::atomic<int>& running) : running_(running), number_(++running) {}
  ~Slot() { --running_; }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  std::atomic<int>& running_;
  int number_;
};

}  // namespace

ProbePage::ProbePage(ProbeRunner& runner, int concurrency)
    : runner_(&runner), concurrency_(concurrency), running_(std::make_shared<std::atomic<int>>()) {}

Response ProbePage::operator()(const Request& request) const {
  const std::string* const target = request.query_value("target");
  if (target == nullptr || target->empty())
    return text_response(400, "The parameter target is missing.");
  const std::string* const module = request.query_value("module");
  if (module != nullptr && !module->empty() && !runner_->has_module(*module)) {
    return text_response(400, "There is no module of that name in the configuration.");
  }
  if (!runner_->permits(*target)) {
    return text_response(403,
                         "This target is not allowed: it is not a configured stream, and no prefix "
                         "in web.probe_allow matches it.");
  }
  const Slot slot(*running_);
  if (slot.number() > concurrency_) return text_response(503, "Too many probes are running.");

  ProbeRequest run{.url = *target, .timeout = timeout_of(request)};
  if (module != nullptr) run.module = *module;
  const auto begin = std::chrono::steady_clock::now();
  StreamSnapshot stream;
  try {
    stream = runner_->run_once(run, request.cancelled);
  } catch (const std::runtime_error& e) {
    return text_response(400, e.what());
  }
  if (stream == nullptr) return text_response(503, "The exporter is stopping.");
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8",
          .body = result_text(*stream, std::chrono::steady_clock::now() - begin)};
}

}  // namespace core::web
