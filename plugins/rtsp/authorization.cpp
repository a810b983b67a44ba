#include "plugins/rtsp/authorization.hpp"

#include <array>
#include <cstdio>
#include <utility>

#include "plugins/crypto/crypto.hpp"

namespace rtsp {

namespace {

using media::rtsp::Challenge;

std::string hash(Challenge::Algorithm algorithm, const std::string& text) {
  return crypto::hex(crypto::hash(algorithm == Challenge::Algorithm::sha256
                                      ? crypto::Algorithm::sha256
                                      : crypto::Algorithm::md5,
                                  text));
}

std::string quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string count_text(std::uint32_t count) {
  std::array<char, 9> text{};
  std::snprintf(text.data(), text.size(), "%08x", count);
  return text.data();
}

std::string digest(const Challenge& challenge, const Credentials& credentials,
                   const DigestInput& input) {
  const auto of = [&](const std::string& text) { return hash(challenge.algorithm, text); };
  const std::string secret =
      of(credentials.user + ":" + challenge.realm + ":" + credentials.password);
  const std::string request = of(std::string(input.method) + ":" + std::string(input.url));
  const std::string count = count_text(input.nonce_count);
  std::string middle = challenge.nonce;
  if (challenge.has_qop_auth) {
    middle += ":" + count + ":" + std::string(input.client_nonce) + ":auth";
  }
  std::string text = "Digest username=" + quoted(credentials.user) +
                     ", realm=" + quoted(challenge.realm) + ", nonce=" + quoted(challenge.nonce) +
                     ", uri=" + quoted(input.url) +
                     ", response=" + quoted(of(secret + ":" + middle + ":" + request));
  // Old servers that only know MD5 do not know the parameter, either.
  if (challenge.algorithm == Challenge::Algorithm::sha256) text += ", algorithm=SHA-256";
  if (!challenge.opaque.empty()) text += ", opaque=" + quoted(challenge.opaque);
  if (challenge.has_qop_auth) {
    text += ", qop=auth, nc=" + count + ", cnonce=" + quoted(input.client_nonce);
  }
  return text;
}

std::string fresh_nonce() { return crypto::hex(crypto::random_bytes<16>()); }

}  // namespace

std::string authorize(const Challenge& challenge, const Credentials& credentials,
                      const DigestInput& input) {
  if (challenge.scheme == Challenge::Scheme::basic) {
    return "Basic " + crypto::base64(credentials.user + ":" + credentials.password);
  }
  return digest(challenge, credentials, input);
}

std::optional<std::string> Authorizer::header(std::string_view method, std::string_view url) {
  if (!challenge_ || !credentials_) return std::nullopt;
  has_tried_ = true;
  return authorize(*challenge_, *credentials_, {method, url, ++nonce_count_, fresh_nonce()});
}

bool Authorizer::take(const media::rtsp::Message& refusal) {
  std::optional<Challenge> best;
  for (const media::rtsp::Header& header : refusal.headers) {
    if (!media::rtsp::equal_ignoring_case(header.name, "WWW-Authenticate")) continue;
    auto challenge = media::rtsp::parse_challenge(header.value);
    if (challenge && (!best || media::rtsp::is_stronger(*challenge, *best))) best = challenge;
  }
  if (!best || !credentials_) return false;
  // Some cameras do not say that a nonce is stale, so credentials that were accepted before are
  // tried once more.
  const bool may_be_stale = best->is_stale || std::exchange(were_right_, false);
  if (has_tried_ && !may_be_stale) return false;
  const bool is_new_nonce = !challenge_ || challenge_->nonce != best->nonce;
  // A nonce that is called stale but sent again leads nowhere.
  if (has_tried_ && !is_new_nonce) return false;
  if (is_new_nonce) nonce_count_ = 0;
  challenge_ = std::move(best);
  return true;
}

}  // namespace rtsp
