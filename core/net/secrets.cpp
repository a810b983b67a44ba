#include "core/net/secrets.hpp"

#include <algorithm>

#include "core/net/base64.hpp"

namespace core::net {
namespace {

constexpr std::size_t min_size = 3;
// Query values can be stream keys, but also "flv" or "true", which may legitimately occur in
// messages.
constexpr std::size_t min_query_value_size = 5;
constexpr std::string_view mask = "***";

}  // namespace

void Secrets::add(std::string_view secret) {
  if (secret.size() < min_size) return;
  if (std::find(secrets_.begin(), secrets_.end(), secret) != secrets_.end()) return;
  secrets_.emplace_back(secret);
  std::stable_sort(secrets_.begin(), secrets_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

void Secrets::add_url(const Url& url) {
  add(url.user);
  add(url.password);
  if (!url.user.empty()) add(base64(url.user + ":" + url.password));
  std::string_view rest = url.query;
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    const std::size_t equals = pair.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? pair : pair.substr(equals + 1);
    if (value.size() < min_query_value_size) continue;
    add(value);
    add(percent_decode(value));
  }
}

std::string Secrets::scrub(std::string_view sentence) const {
  std::string result(sentence);
  for (const std::string& secret : secrets_)
    for (std::size_t at = result.find(secret); at != std::string::npos;
         at = result.find(secret, at + mask.size()))
      result.replace(at, secret.size(), mask);
  return result;
}

}  // namespace core::net
