#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <vex/cpp/error.hpp>

#include "core/engine/blocking_pool.hpp"
#include "core/engine/wait.hpp"
#include "core/net/byte_stream.hpp"
#include "core/net/context.hpp"
#include "core/net/network.hpp"
#include "tests/core/engine/loop_fixture.hpp"

namespace core::net {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Remembers what it is told.
struct Recorder final : RunObserver {
  void on_phase(Phase phase, Time begin, Time end) override {
    phases.push_back(phase);
    EXPECT_LE(begin, end);
  }
  std::vector<Phase> phases;
};

// One I/O thread with a network.
class OnNetwork : public engine::OnLoop {
 protected:
  OnNetwork() { options.user_agent = "video-exporter/test"; }
  ~OnNetwork() override {
    loops().stop();
    network_.reset();
  }

  // Before the first use of the network.
  NetworkOptions network_options;
  NetOptions options;
  Recorder recorder;

  // Runs `body` on a fiber, with a context of its own.
  template <class Body>
  void run_net(Body body) {
    run([&] {
      NetContext context(net(), options, recorder);
      body(context);
    });
  }

  Net& net() {
    if (!network_) network_.emplace(loops(), blocking_, network_options);
    return network_->on(loop());
  }

 private:
  engine::BlockingPool blocking_{2};
  std::optional<Network> network_;
};

// All that comes until the end of the stream.
inline std::string read_all(ByteStream& stream) {
  std::string all;
  for (Bytes bytes; !(bytes = stream.read({})).empty();)
    all.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return all;
}

inline std::string as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes as_bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

// The reason of what `body` throws; none when it throws nothing.
template <class Body>
vex::Reason reason_of(Body body) {
  try {
    body();
  } catch (const vex::Error& error) {
    return error.reason();
  }
  return vex::Reason::none;
}

}  // namespace core::net
