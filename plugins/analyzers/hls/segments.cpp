#include "plugins/analyzers/hls/segments.hpp"

#include <cmath>

#include "plugins/analyzers/hls/evidence.hpp"

namespace analyzers::hls {

namespace {

constexpr std::uint64_t aes_128_key_bytes = 16;

std::vector<Fact> facts_of(const vex::Segment& segment) {
  std::vector<Fact> facts{{"media sequence", std::to_string(segment.media_sequence)},
                          {"uri", std::string(segment.uri)}};
  if (segment.part >= 0) facts.push_back({"part", std::to_string(segment.part)});
  return facts;
}

std::vector<Fact> failure_of(const vex::Segment& segment) {
  auto facts = facts_of(segment);
  facts.push_back({"reason", std::string(vex::name_of(segment.reason))});
  if (!segment.sentence.empty()) facts.push_back({"answer", std::string(segment.sentence)});
  return facts;
}

double status_of(const vex::Segment& segment) {
  return segment.http_status != 0 ? static_cast<double>(segment.http_status) : vex::absent;
}

bool is_whole_seconds(vex::Nanos time) { return time.count() % 1'000'000'000 == 0; }

}  // namespace

Judgement segment_missing(const vex::Segment& segment) {
  const bool is_media = segment.kind != vex::Segment::key && !segment.hinted;
  if (!is_media || segment.reason == vex::Reason::none) return fine();
  return broken("a listed segment cannot be fetched", status_of(segment), vex::absent,
                failure_of(segment));
}

Judgement segment_gone(const vex::Segment& segment, vex::Nanos window) {
  if (segment.reason == vex::Reason::none) return fine();
  auto facts = failure_of(segment);
  facts.push_back({"has to stay for", shown(window + segment.promised)});
  return broken("a segment that has just left the playlist is no longer available",
                status_of(segment), vex::absent, std::move(facts));
}

std::optional<double> download_ratio(const vex::Segment& segment) {
  const bool is_told = segment.kind == vex::Segment::whole_segment && segment.whole &&
                       segment.reason == vex::Reason::none && segment.promised.count() > 0 &&
                       segment.download.count() >= 0;
  if (!is_told) return std::nullopt;
  return vex::seconds(segment.download) / vex::seconds(segment.promised);
}

Judgement segment_slow(const vex::Segment& segment, double most) {
  const auto ratio = download_ratio(segment);
  if (!ratio || *ratio < most) return fine();
  auto facts = facts_of(segment);
  facts.push_back({"download", shown(segment.download)});
  facts.push_back({"duration", shown(segment.promised)});
  facts.push_back({"bytes", std::to_string(segment.bytes)});
  return broken("segments take longer to fetch than to play", *ratio, most, std::move(facts));
}

std::optional<SegmentEnd> end_of(const vex::Segment& segment) {
  if (segment.kind != vex::Segment::whole_segment || !segment.end_dts) return std::nullopt;
  return SegmentEnd{segment.media_sequence, segment.discontinuity_sequence, *segment.end_dts};
}

Judgement segment_duration(const std::optional<SegmentEnd>& before, const vex::Segment& segment,
                           double most) {
  const bool is_known = segment.kind == vex::Segment::whole_segment && segment.whole &&
                        segment.begin_dts && segment.end_dts && segment.promised.count() > 0;
  if (!is_known) return fine();
  constexpr double rounding = 0.5;
  const double limit = most + (is_whole_seconds(segment.promised) ? rounding : 0);
  const vex::Nanos real = *segment.end_dts - *segment.begin_dts;
  const double off = vex::seconds(real - segment.promised);
  auto facts = facts_of(segment);
  if (std::abs(off) > limit) {
    facts.push_back({"promised", shown(segment.promised)});
    facts.push_back({"media", shown(real)});
    return broken("EXTINF is not the duration of the media", off, limit, std::move(facts));
  }
  const bool follows = before && before->media_sequence + 1 == segment.media_sequence &&
                       before->discontinuity_sequence == segment.discontinuity_sequence;
  if (!follows) return fine();
  const double gap = vex::seconds(*segment.begin_dts - before->end_dts);
  if (std::abs(gap) <= most) return fine();
  facts.push_back({"end before", shown(before->end_dts)});
  facts.push_back({"begin", shown(*segment.begin_dts)});
  return broken(gap > 0 ? "media is missing between two segments without a discontinuity"
                        : "two segments overlap without a discontinuity",
                gap, most, std::move(facts));
}

Judgement segment_start(const vex::Segment& segment, bool is_independent) {
  if (segment.kind != vex::Segment::whole_segment) return fine();
  if (segment.starts_with_tables == vex::Known::no) {
    return broken("a segment begins without PAT and PMT, or has no map", vex::absent, vex::absent,
                  facts_of(segment));
  }
  if (is_independent && segment.starts_with_keyframe == vex::Known::no) {
    return broken("a segment begins without a keyframe, in spite of EXT-X-INDEPENDENT-SEGMENTS",
                  vex::absent, vex::absent, facts_of(segment));
  }
  return fine();
}

Judgement key_unavailable(const vex::Segment& key) {
  if (key.kind != vex::Segment::key) return fine();
  if (key.reason != vex::Reason::none) {
    return broken("the key of a segment cannot be fetched", status_of(key), vex::absent,
                  failure_of(key));
  }
  if (key.encryption != vex::Segment::aes_128 || key.bytes == aes_128_key_bytes) return fine();
  return broken("the key of a segment is not 16 bytes long", static_cast<double>(key.bytes),
                static_cast<double>(aes_128_key_bytes), facts_of(key));
}

}  // namespace analyzers::hls
