// vex/test.hpp - the test kit for authors of plugins: a host without network, threads or real time.
//
//   vex::test::AnalyzerBench<Gop> bench({.options = {{"limit", "4s"}}});
//   bench.send(vex::Packet{.track = 1, .key = true});
//   bench.value("gop_frames{stat=last}");
//
// It belongs to no test framework. What a plugin or its test does wrong is thrown.
#pragma once

#include "cpp/test/analyzer_bench.hpp"
#include "cpp/test/probe_bench.hpp"
#include "vex.hpp"
