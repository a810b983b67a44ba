// The test kit needs no test framework: a status of 0 is the success.
#include "keyframe_gap.cpp"

#include <vex/test.hpp>

int main() {
  using namespace std::chrono_literals;
  vex::test::AnalyzerBench<KeyframeGap> bench({.limits = {{"keyframe_late", "3s"}}});
  bench.send(vex::Track{.id = 1, .kind = vex::Track::video});
  bench.send(vex::Packet{.track = 1, .key = true, .dts = 0s});
  bench.send(vex::Packet{.track = 1, .dts = 2s});
  bench.send(vex::Packet{.track = 1, .key = true, .dts = 4s});
  return bench.value("keyframe_gap_seconds") == 4 && bench.is_broken("keyframe_late") ? 0 : 1;
}
