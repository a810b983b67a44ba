#include "plugins/analyzers/hls/parts.hpp"

#include <algorithm>
#include <utility>

#include "media/uri/reference.hpp"

namespace analyzers::hls {

namespace {

bool is_first_part(const vex::Segment& fetched) {
  return fetched.kind == vex::Segment::part_of_segment && fetched.part == 0 &&
         fetched.reason == vex::Reason::none;
}

}  // namespace

GatheredSegment::GatheredSegment(const vex::Segment& first) : sum_(first), codecs_(first.codecs) {
  sum_.kind = vex::Segment::whole_segment;
  sum_.part = -1;
  sum_.hinted = false;
  sum_.download = sum_.response = vex::Nanos{-1};
  sum_.uri = sum_.sentence = sum_.codecs = {};
}

bool GatheredSegment::continues_with(const vex::Segment& part) const {
  return part.kind == vex::Segment::part_of_segment && part.media_sequence == sum_.media_sequence &&
         part.part == parts_ && part.reason == vex::Reason::none;
}

void GatheredSegment::add(const vex::Segment& part) {
  ++parts_;
  sum_.time = part.time;
  sum_.bytes += part.bytes;
  sum_.frames += part.frames;
  if (part.codecs.size() > codecs_.size()) codecs_ = part.codecs;
  if (part.begin_pts) {
    sum_.begin_pts = std::min(sum_.begin_pts.value_or(*part.begin_pts), *part.begin_pts);
  }
  if (!sum_.begin_dts) sum_.begin_dts = part.begin_dts;
  if (part.end_dts) sum_.end_dts = part.end_dts;
  if (part.end_pts) sum_.end_pts = std::max(sum_.end_pts.value_or(*part.end_pts), *part.end_pts);
  if (part.width != 0) sum_.width = part.width;
  if (part.height != 0) sum_.height = part.height;
}

std::optional<vex::Segment> GatheredSegment::whole(const media::m3u8::MediaPlaylist& list) {
  const media::m3u8::Segment* listed = list.find(sum_.media_sequence);
  if (listed == nullptr || listed->parts.count != parts_) return std::nullopt;
  vex::Segment segment = sum_;
  uri_ = media::uri::without_secrets(listed->uri);
  segment.uri = uri_;
  segment.codecs = codecs_;
  segment.promised = listed->duration;
  segment.whole_bytes = -1;
  if (segment.begin_dts && segment.end_dts && segment.framerate > 0) {
    const double length = vex::seconds(*segment.end_dts - *segment.begin_dts);
    segment.framerate = length > 0 ? segment.frames / length : 0;
  }
  return segment;
}

std::unique_ptr<GatheredSegment> PartGatherer::take(const vex::Segment& fetched) {
  const bool is_media =
      fetched.kind == vex::Segment::part_of_segment || fetched.kind == vex::Segment::whole_segment;
  // A hinted part that failed is fetched again once it is listed.
  const bool comes_again = fetched.hinted && fetched.reason != vex::Reason::none;
  if (!is_media || comes_again) return nullptr;
  if (open_ && open_->continues_with(fetched)) {
    open_->add(fetched);
    return nullptr;
  }
  std::unique_ptr<GatheredSegment> ended = std::move(open_);
  if (is_first_part(fetched)) open_ = std::make_unique<GatheredSegment>(fetched);
  return ended;
}

}  // namespace analyzers::hls
