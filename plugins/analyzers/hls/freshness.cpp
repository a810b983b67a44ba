#include "plugins/analyzers/hls/freshness.hpp"

#include <chrono>

namespace analyzers::hls {

Judgement playlist_stale(vex::Nanos unchanged_for, vex::Nanos target, double most) {
  const double limit = most * vex::seconds(target);
  if (!(vex::seconds(unchanged_for) > limit)) return fine();
  return broken("the playlist does not change", ratio(unchanged_for, target), most,
                {{"unchanged for", shown(unchanged_for)}, {"target duration", shown(target)}});
}

Judgement playlist_too_early(vex::Nanos apart, vex::Nanos target, double least) {
  const double limit = least * vex::seconds(target);
  if (!(vex::seconds(apart) < limit)) return fine();
  return broken("the playlist changes too early", ratio(apart, target), least,
                {{"at most apart", shown(apart)}, {"target duration", shown(target)}});
}

Judgement cached_too_long(std::int64_t age_seconds, vex::Nanos target, double most) {
  const double limit = most * vex::seconds(target);
  if (!(static_cast<double>(age_seconds) > limit)) return fine();
  return broken("the playlist comes out of a cache, and is old",
                ratio(std::chrono::seconds(age_seconds), target), most,
                {{"Age", std::to_string(age_seconds)}, {"target duration", shown(target)}});
}

Judgement edges_disagree(vex::Nanos behind, vex::Nanos target, double most) {
  // Caches are often one segment behind, by up to its whole duration.
  const double limit = 1 + most;
  if (!(vex::seconds(behind) > limit * vex::seconds(target))) return fine();
  return broken("an older version of the playlist came after a newer one", ratio(behind, target),
                limit, {{"behind", shown(behind)}, {"target duration", shown(target)}});
}

Judgement end_list_on_live(const Change& change) {
  using media::m3u8::MediaPlaylist;
  const bool is_sliding = change.before.type == MediaPlaylist::Type::live &&
                          !change.before.has_end_list && change.now.media_sequence > 0;
  if (!is_sliding || !change.now.has_end_list) return fine();
  return broken("a live playlist has ended", vex::absent, vex::absent,
                {change.lines(change.now.end_list_line)});
}

}  // namespace analyzers::hls
