#include "media/rtsp/session.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "media/rtsp/message.hpp"
#include "media/rtsp/parameters.hpp"

namespace media::rtsp {

namespace {

constexpr std::uint64_t longest_timeout = 24UL * 60 * 60;
constexpr std::size_t max_infos = 32;

RtpInfo parse_info(std::string_view text) {
  RtpInfo info;
  ParameterReader parameters(text, ';');
  while (const auto parameter = parameters.next()) {
    const auto number = number_in(parameter->value);
    if (equal_ignoring_case(parameter->name, "url")) info.url = parameter->value;
    if (equal_ignoring_case(parameter->name, "seq") && number &&
        *number <= std::numeric_limits<std::uint16_t>::max()) {
      info.sequence_number = static_cast<std::uint16_t>(*number);
    }
    if (equal_ignoring_case(parameter->name, "rtptime") && number &&
        *number <= std::numeric_limits<std::uint32_t>::max()) {
      info.timestamp = static_cast<std::uint32_t>(*number);
    }
  }
  return info;
}

/// Entries are separated by commas, which URLs may contain, too: an entry starts with "url=".
std::size_t end_of_entry(std::string_view text) {
  for (std::size_t comma = text.find(','); comma != std::string_view::npos;
       comma = text.find(',', comma + 1)) {
    const std::string_view behind = trimmed(text.substr(comma + 1));
    if (equal_ignoring_case(behind.substr(0, 4), "url=")) return comma;
  }
  return text.size();
}

}  // namespace

std::optional<Session> parse_session(std::string_view header) {
  const std::size_t end = std::min(header.find(';'), header.size());
  Session session;
  session.id = trimmed(header.substr(0, end));
  if (session.id.empty()) return std::nullopt;
  ParameterReader parameters(header.substr(end), ';');
  while (const auto parameter = parameters.next()) {
    if (!equal_ignoring_case(parameter->name, "timeout")) continue;
    const auto seconds = number_in(parameter->value);
    if (!seconds || *seconds == 0) continue;
    session.timeout = std::chrono::seconds(std::min(*seconds, longest_timeout));
  }
  return session;
}

std::vector<RtpInfo> parse_rtp_info(std::string_view header) {
  std::vector<RtpInfo> infos;
  while (!header.empty() && infos.size() < max_infos) {
    const std::size_t end = end_of_entry(header);
    RtpInfo info = parse_info(header.substr(0, end));
    if (!info.url.empty()) infos.push_back(std::move(info));
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return infos;
}

}  // namespace media::rtsp
