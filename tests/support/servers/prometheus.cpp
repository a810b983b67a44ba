#include "tests/support/servers/prometheus.hpp"

#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/support/http/http_stream.hpp"
#include "tests/support/process/polling.hpp"
#include "tests/support/servers/program.hpp"

namespace support {
namespace {

using nlohmann::json;

std::string escaped(const std::string& text) {
  constexpr const char* digits = "0123456789ABCDEF";
  std::string query;
  for (const unsigned char byte : text) {
    if (std::isalnum(byte)) {
      query += static_cast<char>(byte);
    } else {
      query += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return query;
}

json ask(const std::string& url) {
  const auto answer = json::parse(http_get(url).body);
  if (answer.value("status", "") != "success") {
    throw std::runtime_error("Prometheus: " + answer.value("error", "no error named"));
  }
  return answer.at("data");
}

}  // namespace

Prometheus::Prometheus(std::uint16_t exporter_port, const std::string& metrics_path) {
  const auto file = folder_.path() / "prometheus.yml";
  std::ofstream(file) << "global: {scrape_interval: 1s, scrape_timeout: 1s}\n"
                         "scrape_configs:\n"
                         "  - job_name: exporter\n"
                         "    metrics_path: "
                      << metrics_path
                      << "\n    static_configs: [{targets: ['127.0.0.1:" << exporter_port
                      << "']}]\n";
  process_ = std::make_unique<Process>(
      Command{{program("prometheus", PROMETHEUS, "prometheus"), "--config.file=" + file.string(),
               "--storage.tsdb.path=" + (folder_.path() / "data").string(),
               "--web.listen-address=127.0.0.1:0", "--log.format=json"},
              {},
              {}});
  const auto line = process_->await_line_with("\"Listening on\"");
  const auto address = json::parse(line).at("address").get<std::string>();
  port_ = static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
  process_->await_line_with("Server is ready");
}

std::string Prometheus::url() const { return "http://127.0.0.1:" + std::to_string(port_); }

std::vector<PromqlSample> Prometheus::query(const std::string& promql) const {
  std::vector<PromqlSample> samples;
  const auto answer = ask(url() + "/api/v1/query?query=" + escaped(promql));
  for (const auto& series : answer.at("result")) {
    samples.push_back({series.at("metric").get<std::map<std::string, std::string>>(),
                       std::stod(series.at("value").at(1).get<std::string>())});
  }
  return samples;
}

std::vector<PromqlSample> Prometheus::await(
    const std::string& promql,
    const std::function<bool(const std::vector<PromqlSample>&)>& is_wished,
    std::chrono::milliseconds timeout) const {
  std::vector<PromqlSample> samples;
  const bool is_right = becomes_true(
      [&] {
        samples = query(promql);
        return is_wished(samples);
      },
      timeout);
  if (is_right) return samples;
  throw std::runtime_error("Prometheus answered " + promql + " with " +
                           std::to_string(samples.size()) +
                           " series; its last scrape: " + scrape_error());
}

void Prometheus::await_good_scrape() const {
  await(
      "up", [this](const auto&) { return scrape_error().empty(); }, patience);
}

std::string Prometheus::scrape_error() const {
  const auto answer = ask(url() + "/api/v1/targets");
  const auto& targets = answer.at("activeTargets");
  return targets.empty() ? "not yet" : targets.at(0).value("lastError", "");
}

}  // namespace support
