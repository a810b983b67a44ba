// vex/cpp/test/bench.hpp - an instance of a plugin on a test's host. Part of vex/test.hpp.
#pragma once

#include <utility>

#include "../plugin.hpp"
#include "host.hpp"
#include "settings.hpp"

namespace vex::test {

/// Created as the exporter would create it, through its descriptor.
class Bench : public Host {
 public:
  Bench(const vex_plugin& plugin, Settings settings)
      : Host(plugin), plugin_(plugin), settings_(plugin, std::move(settings)) {
    const vex_setup setup = settings_.setup();
    vex::detail::invoke(plugin.create, static_cast<const vex_host*>(this), &setup, &self_);
  }
  ~Bench() override { plugin_.destroy(self_); }

 protected:
  [[nodiscard]] const vex_plugin& plugin() const { return plugin_; }
  [[nodiscard]] const detail::KeptSettings& settings() const { return settings_; }
  [[nodiscard]] void* self() const { return self_; }

 private:
  const vex_plugin& plugin_;
  const detail::KeptSettings settings_;
  void* self_ = nullptr;
};

}  // namespace vex::test
