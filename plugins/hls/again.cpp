// What a session loads again although its media does not need it: the multivariant playlist, which
// every player starts with, and removed segments, which players may still fetch.
#include <algorithm>

#include "plugins/hls/session.hpp"

namespace hls {

using namespace std::chrono_literals;

namespace {

using media::m3u8::MediaPlaylist;

constexpr vex::Nanos longest_until_retry = 10s;
constexpr vex::Nanos between_checks = 30s;
constexpr vex::Nanos check_timeout = 5s;
constexpr std::uint32_t partial_content = 206;

std::string_view path_of(std::string_view uri) { return uri.substr(0, uri.find('?')); }

/// The last of the segments that the previous playlist had and this one, which may be a delta
/// update, has dropped at its start; nullptr if there is none, or if it is unclear whether the
/// playlist has merely moved on.
const media::m3u8::Segment* last_removed(const MediaPlaylist& before, const MediaPlaylist& now) {
  if (before.segments.empty()) return nullptr;
  const std::uint64_t first = before.segments.front().sequence;
  if (now.media_sequence <= first) return nullptr;
  const std::uint64_t index = now.media_sequence - first;
  if (index >= before.segments.size()) return nullptr;
  if (!now.skip) {
    const auto& same = before.segments[static_cast<std::size_t>(index)];
    const bool has_slid =
        !now.segments.empty() && path_of(same.uri) == path_of(now.segments.front().uri);
    if (!has_slid) return nullptr;
  }
  const auto& removed = before.segments[static_cast<std::size_t>(index - 1)];
  return removed.is_gap ? nullptr : &removed;
}

bool is_missing(std::uint32_t status) { return status == 403 || status == 404 || status == 410; }

}  // namespace

bool Session::is_multivariant_due() const {
  return multivariant_.due && !multivariant_.is_loading && *multivariant_.due <= outlet_.now();
}

void Session::load_multivariant_again() {
  const vex::Nanos interval = options_.multivariant_interval;
  const bool has_failed = !reload_first();
  multivariant_.is_loading = false;
  multivariant_.due =
      outlet_.now() + (has_failed ? std::min(interval, longest_until_retry) : interval);
}

/// Called while the rendition still has its previous playlist; nothing if it is not time yet.
std::optional<Session::Removed> Session::removed_by(Rendition& rendition,
                                                    const MediaPlaylist& now) const {
  const bool is_checked = options_.checks_removed && rendition.is_primary &&
                          rendition.plan.role == vex::Role::variant && rendition.playlist &&
                          !now.is_finished() && outlet_.now() >= rendition.next_check;
  const auto* segment = is_checked ? last_removed(*rendition.playlist, now) : nullptr;
  if (segment == nullptr) return std::nullopt;
  rendition.next_check = outlet_.now() + between_checks;
  Removed removed;
  removed.item.sequence = segment->sequence;
  removed.item.discontinuity_sequence = segment->discontinuity_sequence;
  removed.item.uri = segment->uri;
  removed.item.byte_range = {.length = 1, .offset = segment->byte_range.offset};
  removed.item.duration = segment->duration;
  // It was listed at least until that version arrived.
  removed.stays_until = rendition.changed + segment->duration + rendition.playlist->duration();
  return removed;
}

/// A segment must stay available for its own duration plus that of the playlist (RFC 8216 6.2.2).
/// One byte shows whether it is.
void Session::ask_for(Rendition& rendition, const Removed& removed) {
  const Item& item = removed.item;
  rendition.is_checking = true;
  const FetchResult result = fetch(outlet_,
                                   {.url = item.uri,
                                    .base = rendition.url,
                                    .range = {item.byte_range.offset, item.byte_range.length},
                                    .max_bytes = item.byte_range.length,
                                    .timeout = check_timeout},
                                   [](vex::Bytes) {});
  rendition.is_checking = false;
  const bool is_there = !result.failure;
  // A server without range support is not asked again, because it would send everything.
  if (is_there && result.status != partial_content) rendition.next_check = vex::Nanos::max();
  if (result.over > removed.stays_until || (!is_there && !is_missing(result.status))) return;
  vex::Segment event{.kind = vex::Segment::whole_segment};
  event.whole = false;
  event.promised = item.duration;
  emit_segment(rendition, item, event, result, item.uri);
}

}  // namespace hls
