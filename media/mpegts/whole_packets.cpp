#include "media/mpegts/whole_packets.hpp"

namespace media::mpegts {

void WholePackets::begin(const UnitStart& start, const UnitOutput& output) {
  // A packet without a time continues the unit that has one.
  if (!start.pts) return;
  finish(output);
  is_open_ = true;
  frame_ = {};
  frame_.pts = *start.pts;
  frame_.dts = start.dts.value_or(*start.pts);
  frame_.is_keyframe = start.is_random_access && output.track.kind == TrackKind::video;
  bytes_.clear();
}

void WholePackets::append(std::span<const std::byte> bytes, const UnitOutput& output) {
  if (!is_open_) return;
  bytes_.add(bytes, depth_);
  frame_.arrival = output.arrival;
}

void WholePackets::finish(const UnitOutput& output) {
  if (!is_open_) return;
  is_open_ = false;
  frame_.size = bytes_.size();
  frame_.payload = bytes_.first(depth_);
  output.emit(frame_);
}

}  // namespace media::mpegts
