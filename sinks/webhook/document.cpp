#include "sinks/webhook/document.hpp"

#include <Poco/URI.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace sinks::webhook {
namespace {

Json map_of(const Pairs& pairs) {
  Json map = Json::object();
  for (const auto& [key, value] : pairs) map[key] = value;
  return map;
}

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

const char* status_of(const Alert& alert) { return alert.is_firing ? "firing" : "resolved"; }

bool any_firing(std::span<const Alert> alerts) {
  return std::any_of(alerts.begin(), alerts.end(), [](const Alert& a) { return a.is_firing; });
}

Json event_of(const Alert& alert) {
  Json event;
  event["key"] = alert.key;
  event["status"] = status_of(alert);
  event["rule"] = alert.rule;
  event["severity"] = alert.severity;
  event["help"] = alert.help;
  event["clause"] = alert.clause;
  event["project"] = alert.project;
  event["id"] = alert.stream;
  event["name"] = alert.name;
  event["url"] = alert.url;
  event["labels"] = map_of(alert.labels);
  event["value"] = number_or_null(alert.value);
  event["limit"] = number_or_null(alert.limit);
  event["unit"] = alert.unit;
  event["message"] = alert.message;
  event["evidence"] = map_of(alert.evidence);
  event["reproduce"] = alert.reproduce;
  event["since"] = rfc3339(alert.since);
  event["time"] = rfc3339(alert.time);
  event["fingerprint"] = fingerprint_of(alert);
  return event;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

Pairs annotations_of(const Alert& alert, Language language) {
  Pairs annotations{{"summary", title_of(alert, language)},
                    {"description", joined(lines_of(alert, language))},
                    {"message", alert.message},
                    {"clause", alert.clause},
                    {"url", alert.url},
                    {"reproduce", alert.reproduce},
                    {"key", alert.key}};
  std::erase_if(annotations, [](const auto& annotation) { return annotation.second.empty(); });
  return annotations;
}

Pairs common_to_all(const std::vector<Pairs>& sets) {
  Pairs common = sets.front();
  for (const Pairs& set : sets) {
    std::erase_if(common, [&](const auto& pair) {
      return std::find(set.begin(), set.end(), pair) == set.end();
    });
  }
  return common;
}

/// The first bytes of a text, without an incomplete character at the end.
std::string cut(const std::string& text, std::size_t longest) {
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

constexpr std::string_view ellipsis = "...";

std::string shortened(const std::string& text, std::size_t longest) {
  if (text.size() <= longest) return text;
  return cut(text, longest - std::min(longest, ellipsis.size())).append(ellipsis);
}

std::string cut_between_words(const std::string& text, std::size_t longest) {
  const std::size_t space = text.rfind(' ', longest - 1);
  return cut(text, space == std::string::npos ? longest : space + 1);
}

/// As many of the lines as fit.
std::vector<std::string> fitting(std::vector<std::string> lines, std::size_t longest) {
  std::size_t room = longest;
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    if (line->size() + 1 > room) {
      *line = cut(*line, room - std::min(room, ellipsis.size() + 1)).append(ellipsis);
      lines.erase(line + 1, lines.end());
      break;
    }
    room -= line->size() + 1;
  }
  return lines;
}

/// The URL of a page of the exporter; empty if external_url is not configured.
std::string page(const Occasion& occasion, const std::string& path) {
  const std::string& url = occasion.external_url;
  if (url.empty()) return {};
  return (url.ends_with('/') ? url.substr(0, url.size() - 1) : url) + path;
}

std::string link_of(const Alert& alert, const Occasion& occasion) {
  std::string words;
  Poco::URI::encode(alert.project + " " + alert.stream, "!#$&'()*+,/:;=?@[]", words);
  // Discord rejects an alert with a link of more than 2048 characters.
  constexpr std::size_t longest = 1000;
  return page(occasion, words.size() <= longest ? "/?q=" + words : "/");
}

std::string title_for(std::span<const Alert> alerts, const Occasion& occasion) {
  return shortened(title_of(alerts, occasion.language), occasion.longest_title);
}

/// Slack treats `<!channel>` as a mention of everyone.
std::string escaped_for_slack(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::vector<std::string> lines_for(std::span<const Alert> alerts, const Occasion& occasion) {
  const Room room{occasion.longest_text, page(occasion, "/api/v1/streams")};
  return fitting(lines_of(alerts, occasion.language, room), occasion.longest_text);
}

/// Pieces that end between lines where possible.
Json chunks_of(const std::vector<std::string>& lines, std::size_t longest) {
  Json chunks = Json::array();
  std::string chunk;
  const auto close = [&] {
    if (!chunk.empty()) chunks.push_back({{"text", chunk}});
    chunk.clear();
  };
  for (std::string line : lines) {
    if (!chunk.empty() && chunk.size() + 1 + line.size() > longest) close();
    while (line.size() > longest) {
      const std::string piece = cut_between_words(line, longest);
      chunks.push_back({{"text", piece}});
      line.erase(0, piece.size());
    }
    chunk += (chunk.empty() ? "" : "\n") + line;
  }
  close();
  return chunks;
}

}  // namespace

Json event_of(std::span<const Alert> alerts, const Occasion& occasion) {
  const std::vector<std::string> lines = lines_for(alerts, occasion);
  Json event;
  event["version"] = "1";
  event["receiver"] = occasion.receiver;
  event["status"] = any_firing(alerts) ? "firing" : "resolved";
  event["title"] = title_for(alerts, occasion);
  event["text"] = joined(lines);
  event["external_url"] = occasion.external_url;
  event["alerts"] = Json::array();
  for (const Alert& alert : alerts) {
    event["alerts"].push_back(event_of(alert));
    event["alerts"].back()["link"] = link_of(alert, occasion);
  }
  return event;
}

Json template_data(std::span<const Alert> alerts, const Occasion& occasion) {
  const std::vector<std::string> lines = lines_for(alerts, occasion);
  Json data = event_of(alerts, occasion);
  data["document"] = data.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::vector<Pairs> labels;
  std::vector<Pairs> annotations;
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    const Alert& alert = alerts[i];
    labels.push_back(identity_of(alert));
    annotations.push_back(annotations_of(alert, occasion.language));
    Json& item = data["alerts"][i];
    item["is_firing"] = alert.is_firing;
    item["title"] = title_of(alert, occasion.language);
    item["text"] = joined(lines_of(alert, occasion.language));
    item["alert_labels"] = map_of(labels.back());
    item["annotations"] = map_of(annotations.back());
    item["starts_at"] = rfc3339(alert.since);
    item["resolved_at"] = alert.is_firing ? "0001-01-01T00:00:00Z" : rfc3339(alert.time);
    item["ends_at"] =
        rfc3339(alert.is_firing ? occasion.unix_now + occasion.firing_for : alert.time);
  }
  data["link"] = alerts.size() == 1 ? link_of(alerts.front(), occasion) : page(occasion, "/");
  data["slack_title"] = escaped_for_slack(data["title"]);
  data["is_firing"] = any_firing(alerts);
  data["is_digest"] = alerts.size() > few_alerts;
  data["count"] = alerts.size();
  data["common_labels"] = map_of(common_to_all(labels));
  data["common_annotations"] = map_of(common_to_all(annotations));
  data["lines"] = Json::array();
  for (const std::string& line : lines) data["lines"].push_back({{"text", line}});
  data["chunks"] = chunks_of(lines, occasion.longest_chunk);
  data["time"] = rfc3339(occasion.unix_now);
  data["timestamp"] =
      std::to_string(std::chrono::floor<std::chrono::seconds>(occasion.unix_now).count());
  data["sign"] = occasion.signature;
  return data;
}

std::vector<std::vector<Alert>> sample_alerts() {
  Alert alert;
  alert.key = "7c9e6679-7425-40de";
  alert.rule = "stream_stalled";
  alert.severity = "critical";
  alert.help = "The stream has stalled.";
  alert.clause = "RFC 8216 6.2.1";
  alert.unit = "seconds";
  alert.project = "cup";
  alert.stream = "final";
  alert.name = "cup_example.com_final_live_final";
  alert.url = "https://example.com/live/final.flv?token=***";
  alert.labels = {{"team", "sports"}, {"tier", "1"}};
  alert.value = 5.2;
  alert.limit = 5;
  alert.message = "nothing has arrived for \"5 s\"";
  alert.reproduce = "video-exporter probe 'https://example.com/live/final.flv?token=***'";
  alert.evidence = {{"reason", "stalled"}, {"bytes", "0"}};
  alert.since = std::chrono::seconds(1'769'860'800);
  alert.time = alert.since + std::chrono::seconds(10);
  Alert bare;
  bare.key = alert.key;
  bare.is_firing = false;
  bare.rule = "stream_down";
  bare.severity = "warning";
  bare.project = "cup";
  bare.stream = "semifinal";
  return {{alert}, {bare}, std::vector<Alert>(few_alerts + 1, alert)};
}

}  // namespace sinks::webhook
