#include "tests/end_to_end/exporter.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "tests/support/process/polling.hpp"

namespace end_to_end {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Sanitizers make everything slower, the start most of all.
constexpr seconds start_patience{60};

std::chrono::system_clock::time_point parse_time(const std::string& text) {
  std::tm parts{};
  int ms = 0;
  if (std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:%d.%dZ", &parts.tm_year, &parts.tm_mon,
                  &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &ms) != 7) {
    throw std::runtime_error("not a time: " + text);
  }
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  return std::chrono::system_clock::from_time_t(timegm(&parts)) + milliseconds(ms);
}

std::optional<StateChange> parse_state(std::string_view line) {
  if (line.find("\"event\":\"state\"") == std::string_view::npos) return std::nullopt;
  const auto json = nlohmann::json::parse(line);
  if (!json.at("up").is_boolean()) return std::nullopt;
  return StateChange{parse_time(json.at("time")), json.at("id"), json.at("up"),
                     json.value("reason", "")};
}

}  // namespace

std::string config_with(const std::string& streams, const std::string& more) {
  return "exporter: {listen_addr: '127.0.0.1:0'}\n"
         "sinks: {prometheus: {}, log: {format: json, interval: 0s}}\n" +
         more + "\nstreams:\n" + streams;
}

Exporter::Exporter(const std::string& streams, const std::string& more,
                   std::vector<std::string> environment)
    : Exporter(Invocation{config_with(streams, more), std::move(environment)}) {}

Exporter::Exporter(Invocation invocation) {
  const auto file = folder_.path() / "config.yml";
  std::ofstream(file) << invocation.config;
  std::vector<std::string> words{VIDEO_EXPORTER, "--config.file", file, "--log.format", "json"};
  words.insert(words.end(), invocation.arguments.begin(), invocation.arguments.end());
  process_ = std::make_unique<support::Process>(
      support::Command{std::move(words), std::move(invocation.environment), folder_.path()});
  const std::string line = process_->await_line_with("the exporter is running", start_patience);
  const std::string address = nlohmann::json::parse(line).at("address");
  port_ = static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
}

void Exporter::write(const std::string& name, const std::string& text) const {
  const auto fresh = folder_.path() / (name + ".new");
  std::ofstream(fresh) << text;
  std::filesystem::rename(fresh, folder_.path() / name);
}

void Exporter::make_folder(const std::string& name) const {
  std::filesystem::create_directory(folder_.path() / name);
}

support::HttpResponse Exporter::reload() const {
  return support::http_post(url("/-/reload"), seconds(30));
}

std::string Exporter::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

Exposition Exporter::metrics() const { return Exposition(page("/metrics")); }

std::string Exporter::page(const std::string& path) const {
  return support::http_get(url(path), {}, seconds(30)).body;
}

support::HttpResponse Exporter::probe(const std::string& target) const {
  std::ostringstream query;
  for (const unsigned char byte : target) query << '%' << std::hex << int(byte >> 4) << (byte & 15);
  return support::http_get(url("/probe?target=" + query.str()),
                           {{"X-Prometheus-Scrape-Timeout-Seconds", "3"}}, seconds(30));
}

void Exporter::await_holds(const std::function<bool()>& holds, milliseconds timeout) const {
  if (support::becomes_true(holds, timeout, milliseconds(100))) return;
  throw std::runtime_error("waited in vain; the exporter wrote:\n" + process_->output() +
                           process_->error_output());
}

Exposition Exporter::await(const std::function<bool(const Exposition&)>& is_wished,
                           milliseconds timeout) const {
  std::optional<Exposition> now;
  await_holds([&] { return is_wished(now.emplace(metrics())); }, timeout);
  return *std::move(now);
}

void Exporter::await_ready(milliseconds timeout) const {
  await_holds([&] { return support::http_get(url("/-/ready")).status == 200; }, timeout);
}

Exposition Exporter::await_up(const std::string& id, double value, milliseconds timeout) const {
  return await(
      [&](const Exposition& now) {
        return now.value("video_stream_up", {{"id", id}}) == value;
      },
      timeout);
}

StateChange Exporter::await_state(const std::string& id, bool is_up, std::size_t count,
                                  milliseconds timeout) {
  std::size_t seen = 0;
  std::optional<StateChange> found;
  process_->await_line(
      [&](std::string_view line) {
        auto change = parse_state(line);
        if (!change || change->id != id || change->is_up != is_up || ++seen < count) return false;
        found = std::move(change);
        return true;
      },
      timeout);
  return *found;
}

}  // namespace end_to_end
