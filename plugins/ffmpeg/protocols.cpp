#include "plugins/ffmpeg/protocols.hpp"

#include <algorithm>

namespace ffmpeg {
namespace {

// crypto decrypts data from one of the others (HLS); httpproxy is used by http_proxy.
constexpr std::string_view of_network =
    "http,https,httpproxy,tls,tcp,udp,udplite,rtp,srtp,srt,rist,rtmp,rtmps,rtmpt,rtmpts,"
    "ffrtmphttp,mmsh,mmst,ftp,sctp,crypto";
constexpr std::string_view of_files = "file,crypto";

}  // namespace

std::string allowed_protocols(std::string_view scheme, const std::vector<std::string>& configured) {
  if (configured.empty()) return std::string(scheme == "file" ? of_files : of_network);
  std::string list;
  for (const std::string& name : configured) list.append(list.empty() ? "" : ",").append(name);
  return list;
}

bool is_allowed(std::string_view protocol, std::string_view allowed) {
  while (!allowed.empty()) {
    const std::string_view name = allowed.substr(0, allowed.find(','));
    if (name == protocol) return true;
    allowed.remove_prefix(std::min(name.size() + 1, allowed.size()));
  }
  return false;
}

}  // namespace ffmpeg
