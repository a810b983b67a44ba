#include "sinks/webhook/verdict.hpp"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeParser.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "sinks/log/escape.hpp"

namespace sinks::webhook {
namespace {

constexpr std::size_t quoted_bytes = 200;
constexpr vex::Nanos longest_wait = std::chrono::hours(1);

std::string sentence_of(const Answer& answer) {
  std::string sentence = std::to_string(answer.status);
  if (!answer.reason.empty())
    sentence += " " + log::printable(answer.reason.substr(0, quoted_bytes));
  if (answer.body.empty()) return sentence;
  const bool is_cut = answer.body.size() > quoted_bytes;
  return sentence + ": \"" + log::printable(answer.body.substr(0, quoted_bytes)) +
         (is_cut ? "...\"" : "\"");
}

/// The code of chat services, which always respond with 200. Nothing if the body has no code.
std::optional<long> code_of(const Answer& answer, std::string_view key) {
  const auto body = nlohmann::json::parse(answer.body, nullptr, false);
  if (!body.is_object()) return std::nullopt;
  const auto found = body.find(key);
  if (found == body.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<long>();
}

Verdict judge_code(const Answer& answer, const Format& format, Verdict verdict) {
  constexpr long system_is_busy = -1;
  const auto code = code_of(answer, format.code_key);
  if (!code || *code == 0) return verdict;  // a response without a code has an older format
  const auto& busy = format.busy_codes;
  const bool is_busy =
      *code == system_is_busy || std::find(busy.begin(), busy.end(), *code) != busy.end();
  verdict.kind = is_busy ? Verdict::retry : Verdict::rejected;
  verdict.is_about_receiver = true;
  return verdict;
}

}  // namespace

Verdict judge(const Answer& answer, const Format& format, vex::Nanos unix_now) {
  Verdict verdict;
  verdict.sentence = sentence_of(answer);
  const int status = answer.status;
  if (status >= 200 && status < 300) {
    return format.code_key.empty() ? verdict : judge_code(answer, format, std::move(verdict));
  }
  if (status != 429 && status < 500) {
    verdict.kind = Verdict::rejected;
    if (status >= 300 && status < 400) verdict.sentence += "; redirects are not followed";
    return verdict;
  }
  verdict.kind = Verdict::retry;
  verdict.is_about_receiver = status == 429 || status == 503;
  verdict.delay = retry_after(answer.retry_after, unix_now);
  return verdict;
}

std::optional<vex::Nanos> retry_after(std::string_view value, vex::Nanos unix_now) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error == std::errc{} && end == value.data() + value.size()) {
    const auto bounded = std::clamp<std::int64_t>(seconds, 0, 3600);
    return vex::Nanos(std::chrono::seconds(bounded));
  }
  Poco::DateTime date;
  int zone = 0;
  // Poco finds a date in almost any text.
  if (!value.ends_with(" GMT")) return std::nullopt;
  if (!Poco::DateTimeParser::tryParse(Poco::DateTimeFormat::HTTP_FORMAT, std::string(value), date,
                                      zone)) {
    return std::nullopt;
  }
  const vex::Nanos when = std::chrono::microseconds(date.timestamp().epochMicroseconds());
  return std::clamp(when - unix_now, vex::Nanos{}, longest_wait);
}

}  // namespace sinks::webhook
