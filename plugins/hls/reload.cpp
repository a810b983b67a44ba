#include "plugins/hls/reload.hpp"

#include <algorithm>

namespace hls {
namespace {

using namespace std::chrono_literals;

constexpr nanoseconds shortest_wait = 250ms;

}  // namespace

nanoseconds reload_time(nanoseconds requested, nanoseconds target_duration, bool has_changed) {
  const nanoseconds wait = has_changed ? target_duration : target_duration / 2;
  return requested + std::max(wait, shortest_wait);
}

nanoseconds blocking_interval(const media::m3u8::MediaPlaylist& playlist) {
  if (playlist.part_target) return *playlist.part_target / 2;
  return std::max<nanoseconds>(playlist.target_duration.value_or(0s) / 8, shortest_wait);
}

Directives directives_behind(const media::m3u8::MediaPlaylist& playlist, bool can_merge) {
  Directives directives;
  if (!playlist.server_control || !playlist.server_control->can_block_reload) return directives;
  directives.media_sequence = playlist.next_sequence();
  if (playlist.part_target) directives.part = playlist.trailing_parts.count;
  directives.skip = can_merge && playlist.server_control->can_skip_until.has_value();
  return directives;
}

std::string with_directives(std::string_view url, const Directives& directives) {
  std::string result(url.substr(0, url.find('#')));
  const auto add = [&](std::string_view name, std::string_view value) {
    result += result.find('?') == std::string::npos ? '?' : '&';
    result.append(name).append("=").append(value);
  };
  // Sorted by name, as rfc8216bis 6.2.5 requires, so that caches see a single URL.
  if (directives.media_sequence) add("_HLS_msn", std::to_string(*directives.media_sequence));
  if (directives.part) add("_HLS_part", std::to_string(*directives.part));
  if (directives.skip) add("_HLS_skip", "YES");
  return result;
}

}  // namespace hls
