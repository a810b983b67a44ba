#include "plugins/rtmp/probe.hpp"

#include "plugins/flv_events/events.hpp"
#include "plugins/rtmp/client.hpp"

namespace rtmp {

Probe::Probe(const vex::Setup& setup)
    : vex::Probe(setup),
      username_(setup[username]),
      password_(setup[password]),
      page_url_(setup[page_url]),
      swf_url_(setup[swf_url]) {}

void Probe::run(const vex::Run& run) {
  auto url = media::rtmp::parse_url(run.url);
  if (!url) {
    throw vex::Error(vex::Reason::protocol, "the URL names no application and stream of RTMP");
  }
  std::optional<Credentials> credentials;
  if (!username_.empty()) credentials = Credentials{username_, password_};

  // Media is a reply to play as well, so a request ends with the first media at the latest.
  bool is_answered = false;
  const auto end_request = [&] {
    if (!std::exchange(is_answered, true)) mark(vex::Phase::request);
  };
  const auto depth = flv_events::depth_of(run);
  flv_events::Writer writer(
      {.protocol = url->is_secure ? "rtmps" : "rtmp", .container = "flv", .live = vex::Known::yes},
      depth, [&](const auto& event) {
        end_request();
        emit(event);
      });
  Client client(host(), *std::move(url), std::move(credentials), {page_url_, swf_url_}, depth,
                writer);
  client.start([this] { mark(vex::Phase::handshake); });
  end_request();
  while (true) {
    client.read();
    if (!has_told_of_skipped_tracks_ && client.multitrack_bodies() > 0) {
      has_told_of_skipped_tracks_ = true;
      log(VEX_LOG_INFO, "further tracks in multitrack packets are not watched");
    }
  }
}

}  // namespace rtmp
