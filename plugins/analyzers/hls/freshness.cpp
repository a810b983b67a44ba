#include "plugins/analyzers/hls/freshness.hpp"

namespace analyzers::hls {

Judgement playlist_stale(vex::Nanos unchanged_for, vex::Nanos target, double most) {
  const double limit = most * vex::seconds(target);
  if (!(vex::seconds(unchanged_for) > limit)) return fine();
  return broken("the playlist does not change", vex::seconds(unchanged_for), limit,
                {{"target duration", shown(target)}});
}

Judgement playlist_too_early(vex::Nanos apart, vex::Nanos target, double least) {
  const double limit = least * vex::seconds(target);
  if (!(vex::seconds(apart) < limit)) return fine();
  return broken("the playlist changes too early", vex::seconds(apart), limit,
                {{"target duration", shown(target)}});
}

Judgement cached_too_long(std::int64_t age_seconds, vex::Nanos target, double most) {
  const double limit = most * vex::seconds(target);
  if (!(static_cast<double>(age_seconds) > limit)) return fine();
  return broken("the playlist comes out of a cache, and is old", static_cast<double>(age_seconds),
                limit, {{"Age", std::to_string(age_seconds)}, {"target duration", shown(target)}});
}

Judgement edges_disagree(vex::Nanos behind, vex::Nanos target, double most) {
  // A segment behind is what caches do, up to its whole length.
  const double limit = (1 + most) * vex::seconds(target);
  if (!(vex::seconds(behind) > limit)) return fine();
  return broken("an older version of the playlist came after a newer one", vex::seconds(behind),
                limit, {{"behind", shown(behind)}});
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
