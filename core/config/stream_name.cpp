#include "core/config/stream_name.hpp"

#include <algorithm>

namespace core::config {
namespace {

std::string_view without_extension(std::string_view path) {
  const auto slash = path.rfind('/');
  const auto dot = path.rfind('.');
  const bool has_dot = dot != std::string_view::npos;
  const bool is_in_last_part = slash == std::string_view::npos || dot > slash;
  return has_dot && is_in_last_part ? path.substr(0, dot) : path;
}

std::string_view known(std::string_view part) { return part.empty() ? "unknown" : part; }

}  // namespace

std::string stream_name(std::string_view project, std::string_view id, const net::Url& url) {
  std::string_view trimmed = url.path;
  trimmed.remove_prefix(trimmed.starts_with('/') ? 1 : 0);
  std::string path(without_extension(trimmed));
  std::replace(path.begin(), path.end(), '/', '_');
  std::string name;
  for (const std::string_view part : {project, std::string_view(url.host), id}) {
    name.append(known(part)).append("_");
  }
  return name.append(known(path));
}

std::string stream_id(const net::Url& url) {
  std::string_view path = url.path;
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::string_view last = without_extension(path.substr(path.rfind('/') + 1));
  return std::string(last.empty() ? std::string_view(url.host) : last);
}

}  // namespace core::config
