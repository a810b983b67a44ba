// The whole exposition of a made-up snapshot.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <vex/cpp/test/sink_state.hpp>

#include "sinks/prometheus/render.hpp"

namespace sinks::prometheus {

inline std::string rendered(vex::test::SnapshotState& state, const Request& request = {},
                            std::vector<std::string>* defects = nullptr) {
  std::string text;
  Writer writer([&](std::string_view piece) { text += piece; });
  auto found = render(state.view(), request, writer);
  if (defects != nullptr) *defects = std::move(found);
  return text;
}

}  // namespace sinks::prometheus
