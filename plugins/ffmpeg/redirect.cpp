#include "plugins/ffmpeg/redirect.hpp"

#include <algorithm>

namespace ffmpeg {
namespace {

bool has_scheme(std::string_view reference) {
  const std::size_t colon = reference.find(':');
  return colon != std::string_view::npos && colon > 0 && colon < reference.find_first_of("/?#");
}

}  // namespace

std::string redirected(std::string_view url, std::string_view location) {
  if (has_scheme(location)) return std::string(location);
  const std::size_t mark = url.find("://");
  if (mark == std::string_view::npos) return std::string(location);
  const std::size_t begin = mark + 3;
  const std::string_view scheme = url.substr(0, url.find(':') + 1);
  if (location.starts_with("//")) return std::string(scheme).append(location);
  const std::string_view whole = url.substr(0, url.find('#'));
  const std::size_t path = std::min(whole.find_first_of("/?", begin), whole.size());
  std::string_view authority = whole.substr(begin, path - begin);
  authority.remove_prefix(authority.rfind('@') + 1);  // who asks says who they are by themselves
  std::string target = std::string(scheme).append("//").append(authority);
  if (location.starts_with('/')) return target.append(location);
  const std::string_view asked = whole.substr(path, whole.find('?', path) - path);
  if (location.starts_with('?')) return target.append(asked).append(location);
  const std::size_t slash = asked.rfind('/');
  if (slash == std::string_view::npos) return target.append("/").append(location);
  return target.append(asked.substr(0, slash + 1)).append(location);
}

}  // namespace ffmpeg
