// A registry with plugins made for the tests of the configuration, and files from code.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <sstream>
#include <string>

#include "core/config/load.hpp"
#include "tests/core/plugin/descriptors.hpp"

namespace core::config {

/// Plugins: probes `flv` and `relay`; analyzers of the default chain, and `audio`, which runs only
/// where it is named; sinks `prometheus`, `log` and `webhook`.
plugin::Registry test_registry();

class ConfigTest : public testing::Test {
 protected:
  /// Loads a text as if it stood in tests/core/config/test.yml.
  [[nodiscard]] Config load(const std::string& text) {
    std::istringstream in(text);
    return config::load(in, std::string(CONFIG_TESTS) + "/test.yml", registry_,
                        [this](const std::string& name) -> std::optional<std::string> {
                          const auto found = environment_.find(name);
                          if (found == environment_.end()) return std::nullopt;
                          return found->second;
                        });
  }

  plugin::Registry registry_ = test_registry();
  std::map<std::string, std::string> environment_;
};

}  // namespace core::config
