// How a live playlist keeps its pace, for those that have no dates.
#pragma once

#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// The live edge of a playlist runs with the clock. Where it is cannot be told without dates, for
/// media sequence numbers of variants need not agree (RFC 8216 6.2.4); but how far it has fallen
/// behind where it was can.
class Progress {
 public:
  /// A new version came, or the first one.
  void advance(const Change& change, Relation how, bool is_first, vex::Nanos fetched);

  /// How far the edge was behind its best when it was seen last. Durations that are rounded make an
  /// edge creep: a tenth of the time that goes by is forgiven.
  [[nodiscard]] vex::Nanos lost(vex::Nanos fetched) const;

 private:
  [[nodiscard]] vex::Nanos edge(vex::Nanos fetched) const { return listed_ - fetched; }
  [[nodiscard]] vex::Nanos best(vex::Nanos fetched) const;

  vex::Nanos listed_{};   // durations of all segments that came up
  vex::Nanos best_{};     // of the edge
  vex::Nanos best_at_{};  // when it was so
};

}  // namespace analyzers::hls
