#include "media/rtsp/challenge.hpp"

#include <utility>

#include "media/rtsp/message.hpp"
#include "media/rtsp/parameters.hpp"

namespace media::rtsp {

namespace {

bool offers_auth(std::string_view qop) {
  ParameterReader words(qop, ',');
  while (const auto word = words.next()) {
    if (equal_ignoring_case(word->name, "auth")) return true;
  }
  return false;
}

/// False if the challenge cannot be answered.
bool read_digest(std::string_view text, Challenge& challenge) {
  ParameterReader parameters(text, ',');
  while (const auto parameter = parameters.next()) {
    const std::string& value = parameter->value;
    if (equal_ignoring_case(parameter->name, "realm")) challenge.realm = value;
    if (equal_ignoring_case(parameter->name, "nonce")) challenge.nonce = value;
    if (equal_ignoring_case(parameter->name, "opaque")) challenge.opaque = value;
    if (equal_ignoring_case(parameter->name, "stale")) {
      challenge.is_stale = equal_ignoring_case(value, "true");
    }
    if (equal_ignoring_case(parameter->name, "qop")) {
      challenge.has_qop_auth = offers_auth(value);
      if (!challenge.has_qop_auth && !trimmed(value).empty()) return false;
    }
    if (equal_ignoring_case(parameter->name, "algorithm")) {
      if (equal_ignoring_case(value, "SHA-256")) {
        challenge.algorithm = Challenge::Algorithm::sha256;
      } else if (!equal_ignoring_case(value, "MD5")) {
        return false;
      }
    }
  }
  return !challenge.nonce.empty();
}

}  // namespace

std::optional<Challenge> parse_challenge(std::string_view header) {
  header = trimmed(header);
  const std::string_view scheme = header.substr(0, header.find(' '));
  const std::string_view rest = header.substr(scheme.size());
  Challenge challenge;
  if (equal_ignoring_case(scheme, "Basic")) {
    ParameterReader parameters(rest, ',');
    while (auto parameter = parameters.next()) {
      if (equal_ignoring_case(parameter->name, "realm")) challenge.realm = parameter->value;
    }
    return challenge;
  }
  if (!equal_ignoring_case(scheme, "Digest")) return std::nullopt;
  challenge.scheme = Challenge::Scheme::digest;
  if (!read_digest(rest, challenge)) return std::nullopt;
  return challenge;
}

bool is_stronger(const Challenge& a, const Challenge& b) noexcept {
  return std::pair(a.scheme, a.algorithm) > std::pair(b.scheme, b.algorithm);
}

}  // namespace media::rtsp
