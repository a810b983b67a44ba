#include "sinks/webhook/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <map>
#include <tuple>

#include "sinks/log/escape.hpp"

namespace sinks::webhook {
namespace {

struct Words {
  const char* firing;
  const char* resolved;
  const char* alerts;
  const char* value;
  const char* limit;
  const char* since;
  const char* ended;
  const char* stream;
  const char* clause;
  const char* evidence;
  const char* reproduce;
  const char* streams;
  const char* comma;
};

constexpr Words english{"FIRING",      "RESOLVED", "alerts", "Value",  "limit",
                        "Since",       "Resolved", "Stream", "Clause", "Evidence",
                        "See it with", "streams",  ", "};
constexpr Words chinese{"告警", "恢复", "条告警", "值",       "限值", "开始于", "恢复于",
                        "流",   "依据", "证据",   "复现命令", "个流", "，"};

const Words& words_of(Language language) {
  return language == Language::chinese ? chinese : english;
}

std::string number(double value, const std::string& unit) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.6g", value);
  std::string shown = text.data();
  if (std::abs(value) >= 1e6 && value == std::trunc(value)) shown = log::number_text(value);
  return unit.empty() ? shown : shown + " " + unit;
}

std::string stream_of(const Alert& alert) {
  return log::printable(alert.project + "/" + alert.stream);
}

std::string status_of(const Alert& alert, const Words& words) {
  return alert.is_firing ? words.firing : words.resolved;
}

std::string values_of(const Alert& alert, const Words& words) {
  std::string line;
  if (!std::isnan(alert.value))
    line += std::string(words.value) + ": " + number(alert.value, alert.unit);
  if (!std::isnan(alert.limit)) {
    line += (line.empty() ? "" : words.comma) + std::string(words.limit) + ": " +
            number(alert.limit, alert.unit);
  }
  return line;
}

std::string evidence_of(const Alert& alert) {
  std::string line;
  for (const auto& [key, value] : alert.evidence) {
    line += (line.empty() ? "" : "; ") + log::printable(key) + "=" + log::printable(value);
  }
  return line;
}

/// Streams that break the same rule, by project.
std::vector<std::string> digest_of(std::span<const Alert> alerts, const Words& words) {
  using Group = std::tuple<bool, std::string, std::string>;  // is resolved, rule, severity
  std::map<Group, std::map<std::string, std::vector<std::string>>> groups;
  for (const Alert& alert : alerts) {
    groups[{!alert.is_firing, alert.rule, alert.severity}][alert.project].push_back(alert.stream);
  }
  std::vector<std::string> lines;
  for (const auto& [group, projects] : groups) {
    const auto& [is_resolved, rule, severity] = group;
    std::size_t count = 0;
    for (const auto& [project, streams] : projects) count += streams.size();
    lines.push_back(std::string("[") + (is_resolved ? words.resolved : words.firing) + "] " + rule +
                    " (" + severity + "): " + std::to_string(count) + " " + words.streams);
    for (const auto& [project, streams] : projects) {
      std::string line = log::printable(project) + "/";
      for (const std::string& stream : streams) {
        line += (line.back() == '/' ? " " : ", ") + log::printable(stream);
      }
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace

std::string rfc3339(vex::Nanos unix_time) {
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(unix_time).count();
  const auto seconds =
      static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(unix_time).count());
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text.data() + length, text.size() - length, ".%03dZ",
                static_cast<int>(ms - seconds * 1000));
  return text.data();
}

std::string title_of(const Alert& alert, Language language) {
  return "[" + status_of(alert, words_of(language)) + "] " + alert.rule + " (" + alert.severity +
         "): " + stream_of(alert);
}

std::string title_of(std::span<const Alert> alerts, Language language) {
  if (alerts.size() == 1) return title_of(alerts.front(), language);
  const Words& words = words_of(language);
  const auto firing = std::count_if(alerts.begin(), alerts.end(),
                                    [](const Alert& alert) { return alert.is_firing; });
  const auto resolved = static_cast<std::ptrdiff_t>(alerts.size()) - firing;
  std::string title;
  const auto add = [&](std::ptrdiff_t count, const char* word) {
    if (count == 0) return;
    title += "[" + std::string(word) + ": " + std::to_string(count) + "] ";
  };
  add(firing, words.firing);
  add(resolved, words.resolved);
  return title + std::to_string(alerts.size()) + " " + words.alerts;
}

std::vector<std::string> lines_of(const Alert& alert, Language language) {
  const Words& words = words_of(language);
  std::vector<std::string> lines;
  const auto add = [&lines](const std::string& line) {
    if (!line.empty()) lines.push_back(line);
  };
  const auto add_named = [&](const char* name, const std::string& text) {
    if (!text.empty()) lines.push_back(std::string(name) + ": " + log::printable(text));
  };
  add(log::printable(alert.message.empty() ? alert.help : alert.message));
  add(values_of(alert, words));
  add_named(words.stream, alert.name + (alert.url.empty() ? "" : " " + alert.url));
  add_named(words.since, rfc3339(alert.since));
  if (!alert.is_firing) add_named(words.ended, rfc3339(alert.time));
  add_named(words.clause, alert.clause);
  if (!alert.evidence.empty()) add(std::string(words.evidence) + ": " + evidence_of(alert));
  add_named(words.reproduce, alert.reproduce);
  return lines;
}

std::vector<std::string> lines_of(std::span<const Alert> alerts, Language language) {
  if (alerts.size() > few_alerts) return digest_of(alerts, words_of(language));
  std::vector<std::string> lines;
  for (const Alert& alert : alerts) {
    if (alerts.size() > 1) lines.push_back(title_of(alert, language));
    for (std::string& line : lines_of(alert, language)) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace sinks::webhook
