#include "plugins/ffmpeg/redirect.hpp"

#include <algorithm>
#include <array>

#include "media/uri/reference.hpp"
#include "plugins/ffmpeg/libav.hpp"
#include "plugins/ffmpeg/resolve.hpp"

namespace ffmpeg {
namespace {

bool has_scheme(std::string_view reference) {
  const std::size_t colon = reference.find(':');
  return colon != std::string_view::npos && colon > 0 && colon < reference.find_first_of("/?#");
}

struct Parts {
  std::string scheme;
  std::string user;
  int port = -1;
};

Parts parts_of(const std::string& url) {
  std::array<char, 1024> user{};
  Parts parts;
  av_url_split(nullptr, 0, user.data(), static_cast<int>(user.size()), nullptr, 0, &parts.port,
               nullptr, 0, url.c_str());
  parts.scheme = media::uri::scheme_of(url);
  parts.user = user.data();
  if (parts.port < 0) parts.port = parts.scheme == "https" ? 443 : 80;
  return parts;
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
  authority.remove_prefix(authority.rfind('@') + 1);  // credentials are added by the caller
  std::string target = std::string(scheme).append("//").append(authority);
  if (location.starts_with('/')) return target.append(location);
  const std::string_view asked = whole.substr(path, whole.find('?', path) - path);
  if (location.starts_with('?')) return target.append(asked).append(location);
  const std::size_t slash = asked.rfind('/');
  if (slash == std::string_view::npos) return target.append("/").append(location);
  return target.append(asked.substr(0, slash + 1)).append(location);
}

bool is_same_server(const std::string& own, const std::string& other) {
  const Parts a = parts_of(own);
  const Parts b = parts_of(other);
  const bool has_port = a.scheme == "http" || a.scheme == "https";
  return host_of(own) == host_of(other) && (!has_port || a.port == b.port) &&
         (a.scheme != "https" || b.scheme == "https");
}

std::string with_user_of(const std::string& own, const std::string& url) {
  const std::string user = parts_of(own).user;
  const std::size_t at = url.find("://");
  if (user.empty() || at == std::string::npos || !parts_of(url).user.empty()) return url;
  return std::string(url).insert(at + 3, user + "@");
}

}  // namespace ffmpeg
