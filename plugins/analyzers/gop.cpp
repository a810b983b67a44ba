#include "plugins/analyzers/gop.hpp"

#include <algorithm>
#include <cmath>

namespace analyzers {
namespace {

/// A step that belongs to no group, because the source has restarted.
bool is_discontinuous(vex::Nanos step) noexcept {
  return step < vex::Nanos{} || step > std::chrono::seconds(10);
}

}  // namespace

Gop::Gop(const vex::Setup& setup)
    : Analyzer(setup), longest_(setup.limit(long_gop)), irregular_(setup.limit(irregular_gop)) {}

void Gop::on_packet(const vex::Packet& packet) {
  if (packet.config || !kinds_.is_first(video, packet.track)) return;
  if (has_frame_ && is_discontinuous(packet.dts - last_)) has_frame_ = has_keyframe_ = false;
  if (packet.key && has_keyframe_) complete(packet.dts);
  if (packet.key || !has_frame_) {
    has_keyframe_ = packet.key;
    begin_ = packet.dts;
    frames_ = 0;
  }
  has_frame_ = true;
  last_ = packet.dts;
  ++frames_;
}

void Gop::complete(vex::Nanos end) {
  groups_[count_ % remembered] = {frames_, end - begin_};
  ++count_;
}

void Gop::report() {
  judge_length();
  if (count_ == reported_) return;
  reported_ = count_;
  const Group& last = groups_[(count_ - 1) % remembered];
  Group longest = last;
  for (const Group& group : groups_) {
    longest.frames = std::max(longest.frames, group.frames);
    longest.length = std::max(longest.length, group.length);
  }
  emit(gop_frames, last.frames, {"last"});
  emit(gop_frames, longest.frames, {"max"});
  emit(gop_length, vex::seconds(last.length), {"last"});
  emit(gop_length, vex::seconds(longest.length), {"max"});
  judge_regularity();
}

void Gop::judge_length() {
  if (std::isnan(longest_) || !has_frame_) return;
  vex::Nanos length = last_ - begin_;
  if (count_ > 0) length = std::max(length, groups_[(count_ - 1) % remembered].length);
  const bool was_long = std::exchange(is_long_, vex::seconds(length) > longest_);
  if (!is_long_ && !was_long) return;
  emit(vex::Finding{.rule = long_gop,
                    .broken = is_long_,
                    .value = vex::seconds(length),
                    .limit = longest_,
                    .message = "a player that joins has to wait long for a keyframe"});
}

void Gop::judge_regularity() {
  if (std::isnan(irregular_) || count_ < remembered) return;
  std::array<vex::Nanos, remembered> lengths;
  std::transform(groups_.begin(), groups_.end(), lengths.begin(),
                 [](const Group& group) { return group.length; });
  std::sort(lengths.begin(), lengths.end());
  const vex::Nanos median = (lengths[remembered / 2 - 1] + lengths[remembered / 2]) / 2;
  if (median <= vex::Nanos{}) return;
  const double ratio = vex::seconds(lengths.back()) / vex::seconds(median);
  emit(vex::Finding{.rule = irregular_gop,
                    .broken = ratio > irregular_,
                    .value = ratio,
                    .limit = irregular_,
                    .message = "the distance between keyframes varies"});
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Gop)
