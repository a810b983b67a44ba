#include "plugins/analyzers/hls/variants.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "plugins/analyzers/hls/date_time.hpp"

namespace analyzers::hls {

namespace {

using media::m3u8::MediaPlaylist;
using media::m3u8::MultivariantPlaylist;
using media::m3u8::Rendition;
using media::m3u8::Segment;

/// The live edge minus the time it was seen, which is about the same for all variants that keep up.
std::optional<vex::Nanos> edge_of(const VariantView& variant) {
  const MediaPlaylist& list = *variant.playlist;
  if (list.segments.empty() || list.is_finished()) return std::nullopt;
  const auto begin = date_time_of(list, list.segments.back().sequence);
  if (!begin) return std::nullopt;
  return *begin + list.segments.back().duration - variant.fetched;
}

/// The segment of another variant that starts at that date, if it is unambiguous.
const Segment* segment_at(const MediaPlaylist& list, vex::Nanos date) {
  DateTimes dates(list);
  while (dates.next()) {
    if (!dates.begin()) continue;
    const vex::Nanos begin = *dates.begin();
    const vex::Nanos distance = begin > date ? begin - date : date - begin;
    if (distance <= dates.segment().duration / 4) return &dates.segment();
  }
  return nullptr;
}

bool has_dates(const MediaPlaylist& list) {
  return !list.segments.empty() && date_time_of(list, list.segments.back().sequence).has_value();
}

/// Windows cover the same time, except for what one of them is behind.
std::optional<Judgement> other_windows(const VariantView& one, const VariantView& other) {
  const MediaPlaylist& first = *one.playlist;
  const MediaPlaylist& second = *other.playlist;
  const vex::Nanos apart = one.lost > other.lost ? one.lost - other.lost : other.lost - one.lost;
  const auto& target = first.target_duration;
  const bool can_tell = !first.segments.empty() && !second.segments.empty() && target &&
                        apart <= *target && !first.is_finished() && !second.is_finished();
  if (!can_tell) return std::nullopt;
  const auto range = [](const MediaPlaylist& list) {
    return std::pair{list.segments.front().discontinuity_sequence,
                     list.segments.back().discontinuity_sequence};
  };
  const auto [from, to] = range(first);
  const auto [other_from, other_to] = range(second);
  if (from <= other_to && other_from <= to) return std::nullopt;
  return broken("variants have no discontinuity sequence in common", static_cast<double>(other_to),
                static_cast<double>(to),
                {{std::string(one.name), describe(first.segments.back())},
                 {std::string(other.name), describe(second.segments.back())}});
}

std::optional<Judgement> other_discontinuities(const VariantView& one, const VariantView& other) {
  if (one.playlist->segments.empty() || other.playlist->segments.empty()) return std::nullopt;
  // In the middle of the window neither is about to lose or gain what is compared.
  const auto& segments = one.playlist->segments;
  const Segment& segment = segments[segments.size() / 2];
  const auto date = date_time_of(*one.playlist, segment.sequence);
  const Segment* match = date ? segment_at(*other.playlist, *date) : nullptr;
  if (match == nullptr || match->discontinuity_sequence == segment.discontinuity_sequence) {
    return std::nullopt;
  }
  return broken(
      "variants differ in discontinuity sequence at the same date",
      static_cast<double>(match->discontinuity_sequence),
      static_cast<double>(segment.discontinuity_sequence),
      {{std::string(one.name), describe(segment)}, {std::string(other.name), describe(*match)}});
}

bool has_group(const MultivariantPlaylist& list, Rendition::Type type, const std::string& id) {
  return std::any_of(list.renditions.begin(), list.renditions.end(),
                     [&](const Rendition& r) { return r.type == type && r.group_id == id; });
}

}  // namespace

Judgement variants_misaligned(std::span<const VariantView> variants) {
  for (std::size_t i = 1; i < variants.size(); ++i) {
    const VariantView& first = variants.front();
    const VariantView& other = variants[i];
    const auto& target = first.playlist->target_duration;
    const auto& other_target = other.playlist->target_duration;
    if (target && other_target && *target != *other_target) {
      return broken("variants differ in target duration", vex::seconds(*other_target),
                    vex::seconds(*target),
                    {{std::string(first.name), shown(*target)},
                     {std::string(other.name), shown(*other_target)}});
    }
    const bool is_dated = has_dates(*first.playlist) && has_dates(*other.playlist);
    auto verdict = is_dated ? other_discontinuities(first, other) : other_windows(first, other);
    if (verdict) return std::move(*verdict);
  }
  return fine();
}

Judgement variant_lagging(std::span<const VariantView> variants, double most) {
  const bool are_dated =
      std::all_of(variants.begin(), variants.end(),
                  [](const VariantView& variant) { return edge_of(variant).has_value(); });
  const VariantView* ahead = nullptr;
  const VariantView* behind = nullptr;
  vex::Nanos first{};
  vex::Nanos last{};
  for (const VariantView& variant : variants) {
    if (variant.playlist->segments.empty() || variant.playlist->is_finished()) continue;
    const vex::Nanos edge = are_dated ? *edge_of(variant) : -variant.lost;
    if (ahead == nullptr || edge > first) {
      ahead = &variant;
      first = edge;
    }
    if (behind == nullptr || edge < last) {
      behind = &variant;
      last = edge;
    }
  }
  if (ahead == nullptr || ahead == behind) return fine();
  const auto& target = behind->playlist->target_duration;
  const vex::Nanos lag = first - last;
  const double limit = most * vex::seconds(target.value_or(vex::Nanos{}));
  if (!target || vex::seconds(lag) <= limit) return fine();
  return broken(are_dated ? "the live edge of a variant is behind that of another"
                          : "a variant has fallen behind another, by the durations that came",
                ratio(lag, *target), most,
                {{"behind", std::string(behind->name)},
                 {"by", shown(lag)},
                 {"last segment", describe(behind->playlist->segments.back())},
                 {"ahead", std::string(ahead->name)}});
}

Judgement group_missing(const MultivariantPlaylist& list, const Lines& lines) {
  using Type = Rendition::Type;
  for (const auto& variant : list.variants) {
    const auto is_missing = [&](Type type, const std::string& id) {
      return !id.empty() && !has_group(list, type, id);
    };
    const bool lacks_captions = variant.closed_captions != "NONE" &&
                                is_missing(Type::closed_captions, variant.closed_captions);
    if (is_missing(Type::audio, variant.audio) || is_missing(Type::video, variant.video) ||
        is_missing(Type::subtitles, variant.subtitles) || lacks_captions) {
      return broken("a variant names a group of renditions that is not there", vex::absent,
                    vex::absent, {lines(variant.line)});
    }
  }
  return fine();
}

}  // namespace analyzers::hls
