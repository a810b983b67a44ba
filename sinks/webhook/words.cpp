#include "sinks/webhook/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <map>
#include <tuple>
#include <vex/cpp/number.hpp>

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
  const char* left_out_before;
  const char* left_out_behind;
};

constexpr Words english{"FIRING",
                        "RESOLVED",
                        "alerts",
                        "Value",
                        "limit",
                        "Since",
                        "Resolved",
                        "Stream",
                        "Clause",
                        "Evidence",
                        "See it with",
                        "streams",
                        ", ",
                        "Not all names fit in here, ",
                        " are left out. All: "};
constexpr Words chinese{
    "告警",         "恢复", "条告警", "值",       "限值", "开始于", "恢复于",
    "流",           "依据", "证据",   "复现命令", "个流", "，",     "此处容不下全部名称，略去 ",
    " 个。全部见："};

const Words& words_of(Language language) {
  return language == Language::chinese ? chinese : english;
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
    line += std::string(words.value) + ": " + vex::rounded_text(alert.value, alert.unit);
  if (!std::isnan(alert.limit)) {
    line += (line.empty() ? "" : words.comma) + std::string(words.limit) + ": " +
            vex::rounded_text(alert.limit, alert.unit);
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

std::size_t size_of(const std::vector<std::string>& lines) {
  std::size_t size = 0;
  for (const std::string& line : lines) size += line.size() + 1;
  return size;
}

/// Streams that break the same rule, by project.
class Digest {
 public:
  Digest(std::span<const Alert> alerts, const Words& words) : words_(words) {
    for (const Alert& alert : alerts) {
      groups_[{!alert.is_firing, alert.rule, alert.severity}][alert.project].push_back(
          alert.stream);
    }
  }

  [[nodiscard]] std::vector<std::string> lines(const Room& room) const {
    std::size_t left_out = 0;
    std::vector<std::string> lines = lines_with(SIZE_MAX, left_out);
    if (size_of(lines) <= room.bytes) return lines;
    const std::size_t titles = size_of(lines_with(0, left_out));
    const std::size_t taken = titles + note(left_out, room).size() + 1;
    lines = lines_with(room.bytes - std::min(room.bytes, taken), left_out);
    lines.insert(lines.begin(), note(left_out, room));
    return lines;
  }

 private:
  using Group = std::tuple<bool, std::string, std::string>;  // is resolved, rule, severity
  using Projects = std::map<std::string, std::vector<std::string>>;

  /// All titles, and as many names as fit.
  [[nodiscard]] std::vector<std::string> lines_with(std::size_t room, std::size_t& left_out) const {
    left_out = 0;
    std::vector<std::string> lines;
    for (const auto& [group, projects] : groups_) {
      const auto& [is_resolved, rule, severity] = group;
      std::size_t count = 0;
      for (const auto& [project, streams] : projects) count += streams.size();
      std::string title("[");
      title.append(is_resolved ? words_.resolved : words_.firing).append("] ").append(rule);
      title.append(" (").append(severity).append("): ").append(std::to_string(count));
      title.append(" ").append(words_.streams);
      lines.push_back(std::move(title));
      for (const auto& [project, streams] : projects) {
        std::string line;
        for (const std::string& stream : streams) {
          std::string more = line.empty() ? log::printable(project) + "/ " : ", ";
          more += log::printable(stream);
          if (more.size() + 1 > room) {
            ++left_out;
            continue;
          }
          room -= more.size() + (line.empty() ? 1 : 0);
          line += more;
        }
        if (!line.empty()) lines.push_back(std::move(line));
      }
    }
    return lines;
  }

  [[nodiscard]] std::string note(std::size_t left_out, const Room& room) const {
    return words_.left_out_before + std::to_string(left_out) + words_.left_out_behind +
           room.all_are_at;
  }

  const Words& words_;
  std::map<Group, Projects> groups_;
};

std::vector<std::string> details_of(std::span<const Alert> alerts, Language language) {
  std::vector<std::string> lines;
  for (const Alert& alert : alerts) {
    if (alerts.size() > 1) lines.push_back(title_of(alert, language));
    for (std::string& line : lines_of(alert, language)) lines.push_back(std::move(line));
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

std::vector<std::string> lines_of(std::span<const Alert> alerts, Language language,
                                  const Room& room) {
  if (alerts.size() <= few_alerts) {
    std::vector<std::string> lines = details_of(alerts, language);
    if (alerts.size() == 1 || size_of(lines) <= room.bytes) return lines;
  }
  return Digest(alerts, words_of(language)).lines(room);
}

}  // namespace sinks::webhook
