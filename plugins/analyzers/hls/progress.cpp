#include "plugins/analyzers/hls/progress.hpp"

#include <algorithm>

namespace analyzers::hls {

namespace {

using media::m3u8::MediaPlaylist;
using media::m3u8::Segment;

/// The duration of new segments. For segments that came and went unseen, only their number is
/// known, and the duration of those next to them.
vex::Nanos came_up(const MediaPlaylist& before, const MediaPlaylist& now) {
  vex::Nanos sum{};
  for (const Segment& segment : now.segments) {
    if (segment.sequence >= before.next_sequence()) sum += segment.duration;
  }
  if (now.segments.empty()) return sum;
  const std::uint64_t first = now.segments.front().sequence;
  constexpr std::uint64_t most_unseen = 1000;
  if (first <= before.next_sequence() || first - before.next_sequence() > most_unseen) return sum;
  const auto unseen = static_cast<std::int64_t>(first - before.next_sequence());
  return sum + now.segments.front().duration * unseen;
}

}  // namespace

void Progress::advance(const Change& change, Relation how, bool is_first, vex::Nanos fetched) {
  if (is_first || how == Relation::restarted) {
    listed_ = {};
    best_ = edge(fetched);
    best_at_ = fetched;
    return;
  }
  listed_ += came_up(change.before, change.now);
  best_ = std::max(edge(fetched), best(fetched));
  best_at_ = fetched;
}

vex::Nanos Progress::best(vex::Nanos fetched) const { return best_ - (fetched - best_at_) / 10; }

vex::Nanos Progress::lost(vex::Nanos fetched) const {
  return std::max(vex::Nanos{}, best(fetched) - edge(fetched));
}

}  // namespace analyzers::hls
