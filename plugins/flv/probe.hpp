// The probe `flv`: FLV over HTTP, over WebSocket, and from files.
#pragma once

#include <vex/vex.hpp>

namespace flv {

class Feed;

class Probe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"flv", "1.0.0",
                                  "Watches FLV over HTTP and WebSocket, and checks FLV files"};
  static constexpr auto services = vex::words(VEX_HTTP);
  static constexpr auto schemes = vex::words("http", "https", "ws", "wss", "file");
  static constexpr auto path_endings = vex::words(".flv");

  explicit Probe(const vex::Setup& setup) : vex::Probe(setup) {}

  void run(const vex::Run& run) override;

 private:
  void watch_http(const vex::Run& run);
  void watch_websocket(const vex::Run& run);
  void push(Feed& feed, vex::Bytes bytes);

  bool has_told_of_skipped_tracks_ = false;  // once for all runs
};

}  // namespace flv
