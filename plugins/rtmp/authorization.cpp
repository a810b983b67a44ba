#include "plugins/rtmp/authorization.hpp"

#include "plugins/crypto/crypto.hpp"

namespace rtmp {

namespace {

using media::rtmp::Challenge;

std::string md5_base64(const std::string& text) {
  return crypto::base64(crypto::hash(crypto::Algorithm::md5, text));
}

std::string md5_hex(const std::string& text) {
  return crypto::hex(crypto::hash(crypto::Algorithm::md5, text));
}

std::string answer_adobe(const Challenge& challenge, const Credentials& credentials,
                         const std::string& nonce) {
  const std::string secret = md5_base64(credentials.user + challenge.salt + credentials.password);
  const std::string& theirs = challenge.opaque.empty() ? challenge.challenge : challenge.opaque;
  std::string answer = "&challenge=" + nonce + "&response=" + md5_base64(secret + theirs + nonce);
  if (!challenge.opaque.empty()) answer += "&opaque=" + challenge.opaque;
  return answer;
}

/// HTTP's digest with fixed values, since it was made for publishers.
std::string answer_llnw(const Challenge& challenge, const Credentials& credentials,
                        std::string_view app, const std::string& nonce) {
  const std::string count = "00000001";
  const std::string secret = md5_hex(credentials.user + ":live:" + credentials.password);
  std::string request = "publish:/" + std::string(app);
  if (app.find('/') == std::string_view::npos) request += "/_definst_";
  const std::string response = md5_hex(secret + ":" + challenge.nonce + ":" + count + ":" + nonce +
                                       ":auth:" + md5_hex(request));
  return "&nonce=" + challenge.nonce + "&cnonce=" + nonce + "&nc=" + count +
         "&response=" + response;
}

}  // namespace

std::string authorize(const Challenge& challenge, const Credentials& credentials,
                      std::string_view app, std::string_view nonce) {
  if (challenge.wants == Challenge::Wants::nothing_more) return {};
  const bool is_adobe = challenge.scheme == Challenge::Scheme::adobe;
  std::string query = is_adobe ? "?authmod=adobe&user=" : "?authmod=llnw&user=";
  query += credentials.user;
  if (challenge.wants == Challenge::Wants::user) return query;
  return query + (is_adobe ? answer_adobe(challenge, credentials, std::string(nonce))
                           : answer_llnw(challenge, credentials, app, std::string(nonce)));
}

}  // namespace rtmp
