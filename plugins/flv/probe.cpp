#include "plugins/flv/probe.hpp"

#include <charconv>

#include "plugins/flv/feed.hpp"
#include "plugins/flv/websocket.hpp"
#include "plugins/flv_events/events.hpp"

namespace flv {

namespace {

bool is_websocket(std::string_view scheme) { return scheme == "ws" || scheme == "wss"; }

/// A body with a length is a recording, sent as fast as possible. A live stream has none, but for
/// old players that insist on a length some servers announce one that no file has.
bool is_finite(const vex::HttpResponse& response) {
  constexpr std::uint64_t largest_file = std::uint64_t{1} << 40U;
  const auto length = response.header("Content-Length");
  if (!length) return false;
  std::uint64_t bytes = 0;
  const auto [end, code] = std::from_chars(length->data(), length->data() + length->size(), bytes);
  return code == std::errc() && bytes < largest_file;
}

}  // namespace

void Probe::run(const vex::Run& run) {
  if (is_websocket(run.target.scheme)) {
    watch_websocket(run);
  } else {
    watch_http(run);
  }
}

void Probe::watch_http(const vex::Run& run) {
  vex::HttpResponse response = vex::http(host());
  const bool is_file = run.target.scheme == "file";
  const bool ends_well = is_file || is_finite(response);
  flv_events::Writer writer({.protocol = is_file ? "file" : "http-flv",
                             .container = "flv",
                             .live = vex::known(!ends_well)},
                            flv_events::depth_of(run), [this](const auto& event) { emit(event); });
  Feed feed(flv_events::depth_of(run), writer);
  if (!is_file) feed.set_content_type(response.header("Content-Type").value_or(""));

  while (true) {
    const vex::Bytes bytes = response.body().read();
    if (bytes.empty()) break;
    push(feed, bytes);
  }
  if (!ends_well) feed.end_live();
  feed.end_file();
}

void Probe::watch_websocket(const vex::Run& run) {
  vex::HttpResponse response = open_websocket(host());
  mark(vex::Phase::handshake);
  flv_events::Writer writer({.protocol = "ws-flv", .container = "flv", .live = vex::Known::yes},
                            flv_events::depth_of(run), [this](const auto& event) { emit(event); });
  Feed feed(flv_events::depth_of(run), writer);
  WebSocket(response.body(), [&](vex::Bytes bytes) { push(feed, bytes); }).run();
  feed.end_live();
}

void Probe::push(Feed& feed, vex::Bytes bytes) {
  feed.push(bytes);
  if (has_told_of_skipped_tracks_ || !feed.has_skipped_tracks()) return;
  has_told_of_skipped_tracks_ = true;
  log(VEX_LOG_INFO, "further tracks in multitrack packets are not watched");
}

}  // namespace flv
