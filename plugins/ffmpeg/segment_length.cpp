#include "plugins/ffmpeg/segment_length.hpp"

#include <utility>

namespace ffmpeg {

bool SegmentLength::take(vex::Nanos arrival, vex::Nanos dts) {
  const auto before = std::exchange(last_arrival_, arrival);
  if (!before || arrival - *before < shortest_wait) return false;
  const auto begin = std::exchange(begin_, dts);
  if (!begin) return false;  // the first burst holds all segments in the playlist
  const vex::Nanos length = dts - *begin;
  if (length <= vex::Nanos{} || length > most || (is_known_ && length <= longest_)) return false;
  is_known_ = true;
  return std::exchange(longest_, length) != length;
}

}  // namespace ffmpeg
