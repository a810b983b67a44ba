// vex/cpp/test/probe_bench.hpp - runs a probe against scripted peers. Part of vex/test.hpp.
#pragma once

#include <string>
#include <utility>

#include "bench.hpp"

namespace vex::test {

/// How a run ended.
struct Outcome {
  vex_status status = VEX_OK;
  Reason reason = Reason::none;
  std::string sentence{};
};

/// `network.add()` adds a peer, `recording` holds what the probe emitted.
///
///   ProbeBench<FlvProbe> bench;
///   bench.network.add().sends(file).ends();
///   EXPECT_EQ(bench.run().reason, vex::Reason::closed);
///   EXPECT_EQ(bench.recording.of<vex::Packet>().size(), 2);
template <class Type>
class ProbeBench : public Bench {
 public:
  explicit ProbeBench(Settings settings = {})
      : Bench(vex::detail::descriptor<Type>, std::move(settings)) {}

  /// One run, from connecting to its end. May be called again.
  Outcome run() {
    const vex_run run = settings().run();
    vex_error error{};
    const vex_status status = plugin().probe->run(self(), &run, &error);
    tasks.finish();
    return {status, Reason{error.reason}, error.text};
  }
};

}  // namespace vex::test
