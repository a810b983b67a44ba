// Serves the status page with made-up streams, for those who change how it looks:
//   cmake --build build --target status_preview && build/tests/status_preview 1000
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>

#include "core/web/routes.hpp"
#include "core/web/server.hpp"
#include "core/web/status_page.hpp"
#include "core/web/streams_page.hpp"
#include "tests/core/web/sample_snapshot.hpp"

namespace {

using core::web::SampleSource;
using core::web::SampleStream;
namespace sample = core::web::sample;

void add_stream(SampleSource& source, int number) {
  const std::string id = "camera-" + std::to_string(number);
  SampleStream& stream =
      source.add("arena-" + std::to_string(number % 7), id,
                 "https://edge-" + std::to_string(number % 12) + ".cdn.example.com/live/" + id +
                     "/main_1080p.flv?token=***&expires=***");
  stream.since(-vex_time{number} * number * 1'000'000'000);
  if (number % 5 == 0) stream.label("team", number % 2 == 0 ? "sports" : "news");
  if (number % 41 == 13) return;
  if (number % 23 == 7) {
    stream.down(vex::Reason::stalled, "nothing has arrived for 5 s");
  } else if (number % 97 == 5) {
    stream.down(vex::Reason::tls,
                "edge.cdn.example.com: the certificate has expired on 2026-02-28");
  } else {
    stream.up().health({{}, VEX_YES, VEX_QUALITY_GOOD, VEX_YES, 0});
    stream.value(sample::bitrate, 1.5e6 + 1e4 * (number % 100))
        .value(sample::framerate, number % 3 == 0 ? 50 : 25)
        .value(sample::gop_frames, 50, "last")
        .value(sample::gop_seconds, 2, "last");
    if (number % 31 == 0)
      stream.finding(sample::low_bitrate, "310 kbit/s, at least 500 kbit/s expected");
  }
  stream.video(number % 4 == 0 ? "hevc" : "h264", 1920, 1080).audio("aac");
}

}  // namespace

int main(int argc, char** argv) {
  SampleSource source;
  const int count = argc > 1 ? std::atoi(argv[1]) : 40;
  for (int number = 0; number < count; ++number) add_stream(source, number);
  core::web::Routes routes;
  routes.add("/", core::web::StatusPage(source, "preview"));
  routes.add("/api/v1/streams", core::web::StreamsPage(source));
  core::web::Server server({.port = static_cast<std::uint16_t>(argc > 2 ? std::atoi(argv[2]) : 0)},
                           routes);
  server.start();
  std::cout << "http://" << server.address() << "/" << std::endl;
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  int ended = 0;
  sigprocmask(SIG_BLOCK, &ends, nullptr);
  sigwait(&ends, &ended);
}
