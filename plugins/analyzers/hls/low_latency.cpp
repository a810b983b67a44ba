#include "plugins/analyzers/hls/low_latency.hpp"

#include "media/uri/reference.hpp"

namespace analyzers::hls {

namespace {

using media::m3u8::MediaPlaylist;
using media::m3u8::Part;
using media::m3u8::PreloadHint;

/// The number of parts that the playlist has of a segment.
std::uint64_t parts_of(const MediaPlaylist& list, std::uint64_t sequence) {
  if (sequence == list.next_sequence()) return list.trailing_parts.count;
  const auto* segment = list.find(sequence);
  return segment == nullptr ? 0 : segment->parts.count;
}

bool has(const MediaPlaylist& list, std::uint64_t sequence, std::int64_t part) {
  if (sequence < list.next_sequence()) return true;
  if (part < 0 || sequence > list.next_sequence()) return false;
  return list.trailing_parts.count > static_cast<std::uint64_t>(part);
}

/// The first part that the previous version did not have.
const Part* first_new_part(const Change& change) {
  const std::uint64_t sequence = change.before.next_sequence();
  const std::uint64_t count = change.before.trailing_parts.count;
  std::uint64_t index = 0;
  for (const Part& part : change.now.parts) {
    if (part.sequence != sequence) continue;
    if (index++ == count) return &part;
  }
  return nullptr;
}

}  // namespace

Judgement blocking_reload(const vex::Playlist& fetch, const MediaPlaylist* now) {
  if (fetch.asked_media_sequence < 0) return fine();
  const auto sequence = static_cast<std::uint64_t>(fetch.asked_media_sequence);
  std::vector<Fact> facts{{"_HLS_msn", std::to_string(sequence)}};
  if (fetch.asked_part >= 0) facts.push_back({"_HLS_part", std::to_string(fetch.asked_part)});
  if (now == nullptr) {
    constexpr std::uint32_t bad_request = 400;
    if (fetch.http_status != bad_request) return fine();
    return broken("a blocking reload was refused", bad_request, vex::absent, std::move(facts));
  }
  if (now->is_finished() || has(*now, sequence, fetch.asked_part)) return fine();
  facts.push_back({"next", std::to_string(now->next_sequence())});
  facts.push_back({"parts of it", std::to_string(now->trailing_parts.count)});
  facts.push_back({"waited", shown(fetch.time - fetch.requested)});
  return broken("a blocking reload was answered without what it asked for",
                static_cast<double>(now->next_sequence()), static_cast<double>(sequence),
                std::move(facts));
}

bool is_answered_at_once(const vex::Playlist& fetch, const MediaPlaylist* now) {
  if (fetch.asked_media_sequence < 0 || now == nullptr) return false;
  const vex::Nanos pace = now->part_target.value_or(now->target_duration.value_or(vex::Nanos{}));
  return fetch.time - fetch.requested < pace / 2;
}

Judgement preload_hint(const Change& change) {
  if (relation(change.before, change.now) != Relation::follows) return fine();
  const PreloadHint* hint = nullptr;
  for (const PreloadHint& candidate : change.before.preload_hints) {
    if (candidate.type == PreloadHint::Type::part) hint = &candidate;
  }
  const Part* part = hint != nullptr ? first_new_part(change) : nullptr;
  if (part == nullptr) return fine();
  const bool begins_there = part->byte_range.length == 0
                                ? hint->byte_range_start == 0
                                : part->byte_range.offset == hint->byte_range_start;
  if (part->uri == hint->uri && begins_there) return fine();
  return broken("the part that appeared is not the one that was hinted at", vex::absent,
                vex::absent,
                {{"hint", media::uri::without_secrets(hint->uri)}, change.lines(part->line)});
}

Judgement hinted_part(const vex::Segment& part) {
  if (!part.hinted || part.reason == vex::Reason::none) return fine();
  return broken("a hinted part cannot be fetched",
                part.http_status != 0 ? static_cast<double>(part.http_status) : vex::absent,
                vex::absent,
                {{"media sequence", std::to_string(part.media_sequence)},
                 {"part", std::to_string(part.part)},
                 {"uri", std::string(part.uri)},
                 {"answer", std::string(part.sentence)}});
}

Judgement rendition_report(const media::m3u8::RenditionReport& report, const MediaPlaylist& seen,
                           std::string_view name, const Lines& lines) {
  if (!report.last_media_sequence || seen.segments.empty()) return fine();
  // A report may be as old as the playlist that contains it, so one segment behind is acceptable.
  const std::uint64_t last = seen.segments.back().sequence;
  if (*report.last_media_sequence + 1 >= last) return fine();
  return broken("a rendition report is out of date",
                static_cast<double>(*report.last_media_sequence), static_cast<double>(last),
                {{"rendition", std::string(name)},
                 lines(report.line),
                 {"parts of the last segment", std::to_string(parts_of(seen, last))}});
}

}  // namespace analyzers::hls
