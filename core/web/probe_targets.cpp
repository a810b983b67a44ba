#include "core/web/probe_targets.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "core/config/config.hpp"

namespace core::web {
namespace {

struct Parts {
  std::string origin;  // scheme and authority, in lower case
  std::string_view path;
};

std::optional<Parts> parts_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || scheme == 0) return std::nullopt;
  const std::size_t end = std::min(url.find_first_of("/?#\\", scheme + 3), url.size());
  std::string origin(url.substr(0, end));
  std::transform(origin.begin(), origin.end(), origin.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return Parts{std::move(origin), url.substr(end)};
}

bool is_dot(std::string_view text, std::size_t& size) {
  if (text.substr(0, 1) == ".") {
    size = 1;
  } else if (text.substr(0, 3) == "%2e" || text.substr(0, 3) == "%2E") {
    size = 3;
  } else {
    return false;
  }
  return true;
}

// Whether it contains two dots in a row, encoded or not, which no stream's path needs.
bool may_climb(std::string_view path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    std::size_t size = 0;
    if (is_dot(path.substr(i), size) && is_dot(path.substr(i + size), size)) return true;
  }
  return false;
}

bool has_odd_bytes(std::string_view url) {
  return std::any_of(url.begin(), url.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7f || c == '\\';
  });
}

}  // namespace

bool lies_under(std::string_view prefix, std::string_view url) {
  const std::optional<Parts> allowed = parts_of(prefix);
  const std::optional<Parts> asked = parts_of(url);
  if (!allowed || !asked || has_odd_bytes(url) || may_climb(asked->path)) return false;
  return allowed->origin == asked->origin &&
         asked->path.substr(0, allowed->path.size()) == allowed->path;
}

bool permits_probe(const config::Config& config, std::string_view url) {
  const auto& prefixes = config.web.probe_allow;
  return std::any_of(config.streams.begin(), config.streams.end(),
                     [url](const config::Stream& stream) {
                       return stream.url == url || stream.shown_url == url;
                     }) ||
         std::any_of(prefixes.begin(), prefixes.end(),
                     [url](const std::string& prefix) { return lies_under(prefix, url); });
}

}  // namespace core::web
