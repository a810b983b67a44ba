#include "sinks/webhook/composer.hpp"

#include <Poco/URI.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "sinks/webhook/signature.hpp"

namespace sinks::webhook {
namespace {

/// The maximum for alerts that are sent together, if their texts do not fit into fewer.
constexpr std::size_t most_messages = 10;

Json sample_data() {
  Occasion occasion;
  occasion.signature = "sample";
  return template_data(sample_alerts().front(), occasion);
}

Template parsed(const Format& format, const Custom& custom) {
  const bool is_own = !custom.text.empty();
  try {
    return {is_own ? custom.text : std::string(format.body), sample_data()};
  } catch (const Template::Invalid& invalid) {
    throw vex::Error(VEX_E_INVALID, custom.where + ": " + invalid.what());
  }
}

std::string seconds_of(vex::Nanos unix_time) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(unix_time).count());
}

std::string milliseconds_of(vex::Nanos unix_time) {
  return std::to_string(std::chrono::floor<std::chrono::milliseconds>(unix_time).count());
}

template <class Item>
std::span<Item> piece_of(std::span<Item> whole, std::size_t index, std::size_t pieces) {
  const std::size_t begin = whole.size() * index / pieces;
  return whole.subspan(begin, whole.size() * (index + 1) / pieces - begin);
}

/// DingTalk expects the signature in the query.
std::string dingtalk_target(const std::string& target, const std::string& secret,
                            vex::Nanos unix_now) {
  const std::string time = milliseconds_of(unix_now);
  std::string sign;
  Poco::URI::encode(dingtalk_signature(secret, time), "+/=", sign);
  return target + (target.find('?') == std::string::npos ? "?" : "&") + "timestamp=" + time +
         "&sign=" + sign;
}

}  // namespace

Composer::Composer(const Format& format, Manner manner, const Custom& custom)
    : format_(format), manner_(std::move(manner)), template_(parsed(format, custom)) {
  manner_.occasion.longest_title = format.longest_title();
  manner_.occasion.longest_text = format.longest_text;
  check(custom.where);
}

/// Renders all cases that a template may encounter. The result must be JSON if the content type
/// says so.
void Composer::check(const std::string& where) const {
  if (manner_.content_type.find("json") == std::string::npos) return;
  for (const std::vector<Alert>& alerts : sample_alerts()) {
    const std::string body = body_of(alerts, alerts.front().time);
    try {
      [[maybe_unused]] const Json document = Json::parse(body);
    } catch (const Json::parse_error& error) {
      const auto at = static_cast<std::ptrdiff_t>(std::min(error.byte, body.size()));
      const auto line = std::count(body.begin(), body.begin() + at, '\n') + 1;
      throw vex::Error(VEX_E_INVALID, where + ": line " + std::to_string(line) +
                                          " of what it renders to is not JSON: " +
                                          body.substr(body.rfind('\n', error.byte - 1) + 1, 80));
    }
  }
}

std::vector<std::vector<Alert>> Composer::portions(std::vector<Alert> alerts) const {
  std::size_t pieces = (alerts.size() + manner_.most_alerts - 1) / manner_.most_alerts;
  while (pieces < alerts.size() && !fit_in(pieces, alerts)) ++pieces;
  std::vector<std::vector<Alert>> portions;
  for (std::size_t i = 0; i < pieces; ++i) {
    const std::span<Alert> piece = piece_of(std::span(alerts), i, pieces);
    portions.emplace_back(std::make_move_iterator(piece.begin()),
                          std::make_move_iterator(piece.end()));
  }
  return portions;
}

bool Composer::fit_in(std::size_t pieces, std::span<const Alert> alerts) const {
  const bool in_full = pieces < most_messages;
  for (std::size_t i = 0; i < pieces; ++i) {
    if (!fit(piece_of(alerts, i, pieces), in_full)) return false;
  }
  return true;
}

bool Composer::fit(std::span<const Alert> alerts, bool in_full) const {
  std::size_t text = 0;
  for (const std::string& line : lines_of(alerts, manner_.occasion.language)) {
    text += line.size() + 1;
  }
  if (in_full && text > format_.longest_text) return false;
  return format_.longest_body == SIZE_MAX ||
         body_of(alerts, alerts.front().time).size() <= format_.longest_body;
}

Request Composer::compose(std::span<const Alert> alerts, vex::Nanos unix_now) const {
  Request request{manner_.target, {}, body_of(alerts, unix_now)};
  request.headers.emplace_back("Content-Type", manner_.content_type);
  request.headers.emplace_back("User-Agent", "video-exporter-webhook/1");
  const std::string key = idempotency_key(alerts);
  if (!key.empty()) request.headers.emplace_back("Idempotency-Key", key);
  if (!manner_.secret.empty() && format_.signing == Signing::dingtalk) {
    request.target = dingtalk_target(manner_.target, manner_.secret, unix_now);
  } else if (!manner_.secret.empty() && format_.signing == Signing::header) {
    const std::string time = seconds_of(unix_now);
    request.headers.emplace_back("X-Video-Exporter-Timestamp", time);
    request.headers.emplace_back("X-Video-Exporter-Signature",
                                 "sha256=" + signature_of(manner_.secret, time, request.body));
  }
  request.headers.insert(request.headers.end(), manner_.headers.begin(), manner_.headers.end());
  return request;
}

std::string Composer::body_of(std::span<const Alert> alerts, vex::Nanos unix_now) const {
  Occasion occasion = manner_.occasion;
  occasion.unix_now = unix_now;
  if (format_.signing == Signing::feishu && !manner_.secret.empty()) {
    occasion.signature = feishu_signature(manner_.secret, seconds_of(unix_now));
  }
  return template_.render(template_data(alerts, occasion));
}

std::string idempotency_key(std::span<const Alert> alerts) {
  if (alerts.size() == 1) return alerts.front().key;
  std::string keys;
  for (const Alert& alert : alerts) keys += alert.key + "\n";
  const bool has_keys = keys.size() > alerts.size();
  return has_keys ? sha256_hex(keys) : "";
}

}  // namespace sinks::webhook
