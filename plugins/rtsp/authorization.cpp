#include "plugins/rtsp/authorization.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdio>
#include <span>

#include <vex/vex.hpp>

namespace rtsp {

namespace {

using media::rtsp::Challenge;

std::string hex(std::span<const unsigned char> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte >> 4U];
    text += digits[byte & 0x0FU];
  }
  return text;
}

std::string hash(Challenge::Algorithm algorithm, const std::string& text) {
  const EVP_MD* kind = algorithm == Challenge::Algorithm::sha256 ? EVP_sha256() : EVP_md5();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, kind, nullptr) != 1) {
    throw vex::Error(VEX_E_INTERNAL, "OpenSSL has no hash for the server's digest");
  }
  return hex(std::span(digest).first(size));
}

std::string base64(std::string_view text) {
  std::string encoded(4 * ((text.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock adds a NUL
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                  reinterpret_cast<const unsigned char*>(text.data()),
                  static_cast<int>(text.size()));
  encoded.pop_back();
  return encoded;
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
  // Old servers that know no other algorithm than MD5 do not know the parameter, either.
  if (challenge.algorithm == Challenge::Algorithm::sha256) text += ", algorithm=SHA-256";
  if (!challenge.opaque.empty()) text += ", opaque=" + quoted(challenge.opaque);
  if (challenge.has_qop_auth) {
    text += ", qop=auth, nc=" + count + ", cnonce=" + quoted(input.client_nonce);
  }
  return text;
}

std::string fresh_nonce() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw vex::Error(VEX_E_INTERNAL, "OpenSSL has no random bytes");
  }
  return hex(bytes);
}

}  // namespace

std::string authorize(const Challenge& challenge, const Credentials& credentials,
                      const DigestInput& input) {
  if (challenge.scheme == Challenge::Scheme::basic) {
    return "Basic " + base64(credentials.user + ":" + credentials.password);
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
  if (has_tried_ && !best->is_stale) return false;
  const bool is_new_nonce = !challenge_ || challenge_->nonce != best->nonce;
  // A nonce that is called stale and yet given again leads nowhere.
  if (has_tried_ && !is_new_nonce) return false;
  if (is_new_nonce) nonce_count_ = 0;
  challenge_ = std::move(best);
  return true;
}

}  // namespace rtsp
