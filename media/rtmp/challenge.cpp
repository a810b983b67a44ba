#include "media/rtmp/challenge.hpp"

#include <algorithm>

namespace media::rtmp {

namespace {

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Values are base64 and may contain "=", so only the first one separates a parameter.
void take_parameter(std::string_view parameter, Challenge& challenge, std::string_view& reason) {
  const std::size_t equals = std::min(parameter.find('='), parameter.size());
  const std::string_view name = parameter.substr(0, equals);
  const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
  if (name == "reason") reason = value;
  if (name == "salt") challenge.salt = value;
  if (name == "challenge") challenge.challenge = value;
  if (name == "opaque") challenge.opaque = value;
  if (name == "nonce") challenge.nonce = value;
}

}  // namespace

std::optional<Challenge> parse_challenge(std::string_view description) {
  Challenge challenge;
  if (holds(description, "authmod=adobe")) {
    challenge.scheme = Challenge::Scheme::adobe;
  } else if (holds(description, "authmod=llnw")) {
    challenge.scheme = Challenge::Scheme::llnw;
  } else {
    return std::nullopt;
  }
  challenge.wants = Challenge::Wants::user;
  const std::size_t question = description.find('?');
  if (question == std::string_view::npos) return challenge;

  std::string_view query = description.substr(question + 1);
  query = query.substr(0, query.find_first_of(" ]"));
  std::string_view reason;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    take_parameter(query.substr(0, end), challenge, reason);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  challenge.wants =
      reason == "needauth" ? Challenge::Wants::answer : Challenge::Wants::nothing_more;
  return challenge;
}

}  // namespace media::rtmp
