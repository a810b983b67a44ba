// Judges segments.

#include "plugins/analyzers/hls/codecs.hpp"
#include "plugins/analyzers/hls/hls.hpp"
#include "plugins/analyzers/hls/low_latency.hpp"

namespace analyzers::hls {

namespace {

/// Observations of segments are counted separately from those of the playlist of the same
/// rendition.
constexpr std::uint32_t of_segments = 0x80000000;

/// Likewise for observations of removed segments.
constexpr std::uint32_t of_removed = 0xC0000000;

constexpr std::size_t most_sizes = 16;

std::string_view result_of(const vex::Segment& segment) {
  if (segment.reason == vex::Reason::none) return segment.whole ? "ok" : "beginning";
  switch (segment.http_status) {
    case 403:
    case 404:
    case 410:
      return "missing";
    default:
      return "failed";
  }
}

/// Whether the segment was requested after it had left the playlist, to see if it is still
/// available. A version that arrived in the meantime is taken into account.
bool had_left(const vex::Segment& segment, const RenditionState& rendition) {
  if (segment.kind != vex::Segment::whole_segment || segment.whole) return false;
  if (rendition.media() == nullptr) return false;
  const std::uint64_t sequence = segment.media_sequence;
  return (sequence < rendition.media()->media_sequence &&
          segment.requested >= rendition.first_seen) ||
         (sequence < rendition.first_before && segment.requested >= rendition.seen_before);
}

/// Durations in whole seconds may be rounded, by half for short segments, so the media knows
/// better.
vex::Nanos duration_of(const vex::Segment& segment) {
  const bool may_be_rounded = segment.promised.count() % 1'000'000'000 == 0;
  if (!may_be_rounded || !segment.begin_dts || !segment.end_dts) return segment.promised;
  const vex::Nanos real = *segment.end_dts - *segment.begin_dts;
  return real.count() > 0 ? real : segment.promised;
}

}  // namespace

void Hls::on_segment(const vex::Segment& segment) {
  if (!stream_) return;
  RenditionState* rendition = stream_->find(segment.rendition);
  if (rendition == nullptr) return;
  const auto said = [&](const vex_rule& rule, Persistence persistence, const Judgement& judgement) {
    judge(rule, *rendition, rendition->id | of_segments, persistence, judgement);
  };
  if (segment.kind == vex::Segment::key) {
    said(rule::key_unavailable, Persistence::at_once, key_unavailable(segment));
    return;
  }
  if (had_left(segment, *rendition)) {
    judge(rule::segment_missing, *rendition, rendition->id | of_removed, Persistence::second,
          segment_gone(segment, rendition->media()->duration()));
    return;
  }
  said(rule::segment_missing, Persistence::at_once, segment_missing(segment));
  if (segment.kind == vex::Segment::map) return;
  emit(metric::segments, 1, {result_of(segment)});
  if (segment.hinted) said(rule::preload_hint, Persistence::second, hinted_part(segment));
  const auto ended = rendition->parts.take(segment);
  if (ended != nullptr && rendition->media() != nullptr) {
    if (const auto whole = ended->whole(*rendition->media())) judge_media(*whole, *rendition);
  }
  if (segment.kind != vex::Segment::whole_segment || segment.reason != vex::Reason::none) return;
  judge_media(segment, *rendition);
}

/// Judges a segment that was fetched whole, assembled from its parts, or fetched only at its start.
void Hls::judge_media(const vex::Segment& segment, RenditionState& rendition) {
  const auto said = [&](const vex_rule& rule, const Judgement& judgement) {
    judge(rule, rendition, rendition.id | of_segments, Persistence::second, judgement);
  };
  if (const auto ratio = download_ratio(segment)) {
    emit(metric::download_ratio, *ratio);
    said(rule::segment_slow, segment_slow(segment, limits_.slow));
  } else if (segment.whole) {
    emit(metric::download_ratio, vex::absent);  // parts are fetched instead of segments
  }
  const bool is_independent = rendition.playlist && rendition.playlist->has_independent_segments;
  said(rule::segment_duration, segment_duration(rendition.end, segment, limits_.duration));
  said(rule::segment_start, segment_start(segment, is_independent));
  if (const auto* variant = stream_->variant_of(rendition)) {
    said(rule::codecs_mismatch, codecs_mismatch(*variant, segment));
  } else if (const auto* sound = stream_->sound_named(rendition)) {
    said(rule::codecs_mismatch, codecs_mismatch(*stream_->multivariant, *sound, segment));
  }
  rendition.end = end_of(segment);
  if (segment.begin_pts) {
    rendition.media_time = {segment.media_sequence, segment.discontinuity_sequence,
                            *segment.begin_pts, segment.end_pts.value_or(*segment.begin_pts)};
    judge_timestamps(rendition);
  }
  if (segment.whole) stream_->covered += segment.promised;
  judge_sizes(segment, rendition);
}

/// Compares with the first variant whose media is also read.
void Hls::judge_timestamps(const RenditionState& rendition) {
  const bool is_compared =
      rendition.role == vex::Role::variant || rendition.role == vex::Role::subtitles;
  if (!is_compared) return;
  for (const RenditionState& other : stream_->renditions) {
    if (other.role != vex::Role::variant || !other.is_listed || !other.media_time) continue;
    if (other.id == rendition.id) return;
    judge(rule::variants_misaligned, rendition, rendition.id | of_segments, Persistence::second,
          timestamps_misaligned(Stream::timestamps_of(rendition), Stream::timestamps_of(other)));
    return;
  }
}

void Hls::judge_sizes(const vex::Segment& segment, RenditionState& rendition) {
  const media::m3u8::Variant* variant = stream_->variant_of(rendition);
  const bool has_size = segment.whole || segment.whole_bytes >= 0;
  const bool is_counted = variant != nullptr || rendition.role == vex::Role::audio;
  if (!is_counted || !has_size || segment.promised.count() <= 0) return;
  auto& sizes = rendition.sizes;
  if (!sizes.empty() && rendition.last_size_sequence + 1 != segment.media_sequence) sizes.clear();
  if (sizes.size() == most_sizes) sizes.erase(sizes.begin());
  const SegmentSize size{
      segment.whole ? segment.bytes : static_cast<std::uint64_t>(segment.whole_bytes),
      duration_of(segment)};
  sizes.push_back(size);
  rendition.mean_rate.add(size);
  rendition.last_size_sequence = segment.media_sequence;
  if (variant == nullptr) return;
  const Rates own = rendition.rates();
  const Rates sound = stream_->sound_of(*variant);
  // The mean of a finished stream is final with its last segment.
  const bool is_last = !rendition.is_live() && own.mean > 0;
  judge(rule::bandwidth_exceeded, rendition, rendition.id | of_segments,
        is_last ? Persistence::at_once : Persistence::second,
        bandwidth_exceeded(own, sound, *variant, limits_.bandwidth));
  if (variant->bandwidth == 0 || own.peak <= 0) return;
  emit(metric::bitrate_ratio, (own.peak + sound.peak) / static_cast<double>(variant->bandwidth),
       {rendition.name});
}

}  // namespace analyzers::hls
