// Measures how well a live playlist without dates keeps pace.
#pragma once

#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// The live edge of a playlist advances with the clock. Without dates its position is unknown,
/// because media sequence numbers of variants need not agree (RFC 8216 6.2.4); but how far it has
/// fallen behind its earlier position can be measured.
class Progress {
 public:
  /// Takes a new version, or the first one.
  void advance(const Change& change, Relation how, bool is_first, vex::Nanos fetched);

  /// How far the edge was behind its best when last seen. Rounded durations make the edge drift, so
  /// a tenth of the elapsed time is tolerated.
  [[nodiscard]] vex::Nanos lost(vex::Nanos fetched) const;

 private:
  [[nodiscard]] vex::Nanos edge(vex::Nanos fetched) const { return listed_ - fetched; }
  [[nodiscard]] vex::Nanos best(vex::Nanos fetched) const;

  vex::Nanos listed_{};   // total duration of all segments seen
  vex::Nanos best_{};     // best position of the edge
  vex::Nanos best_at_{};  // when that was
};

}  // namespace analyzers::hls
