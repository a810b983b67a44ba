// Playlists: whatever they say, the bounds hold, indices point somewhere, and an update can be put
// together with itself and resolved.
#include <string_view>

#include "fuzz/fuzz.hpp"
#include "media/m3u8/delta_update.hpp"
#include "media/m3u8/playlist.hpp"
#include "media/uri/reference.hpp"

namespace {

namespace m3u8 = media::m3u8;

void require_inside(const m3u8::Range& range, std::size_t size) {
  fuzz::require(range.count == 0 || std::size_t{range.first} + range.count <= size);
}

void require_whole(const m3u8::MediaPlaylist& list) {
  fuzz::require(list.segments.size() <= 2 * m3u8::max_segments);
  require_inside(list.trailing_parts, list.parts.size());
  for (const m3u8::Segment& segment : list.segments) {
    require_inside(segment.parts, list.parts.size());
    require_inside(segment.keys, list.keys.size());
    fuzz::require(segment.map == m3u8::Segment::no_map || segment.map < list.maps.size());
    fuzz::require(segment.duration.count() >= 0);
    (void)media::uri::resolve("https://example.com/live/v.m3u8?a=1", segment.uri);
    (void)media::uri::without_secrets(segment.uri);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto read = m3u8::read_playlist(text, {{}, text.substr(0, 64)});
  auto* playlist = std::get_if<m3u8::Playlist>(&read);
  if (playlist == nullptr) return 0;
  fuzz::require(playlist->variables.size() <= m3u8::max_variables);
  if (const auto* multivariant = playlist->multivariant()) {
    fuzz::require(multivariant->variants.size() <= m3u8::max_variants);
    fuzz::require(multivariant->renditions.size() <= m3u8::max_variants);
    return 0;
  }
  auto& update = std::get<m3u8::MediaPlaylist>(playlist->content);
  require_whole(update);
  m3u8::MediaPlaylist previous = update;
  previous.skip.reset();
  (void)m3u8::merge_delta_update(previous, update);
  require_whole(update);
  return 0;
}
