#include "plugins/rtsp/probe.hpp"

#include "plugins/rtsp/session.hpp"

namespace rtsp {
namespace {

Carrier carrier_of(std::string_view transport) {
  if (transport == "tcp") return Carrier::tcp;
  return transport == "udp" ? Carrier::udp : Carrier::automatic;
}

}  // namespace

Probe::Probe(const vex::Setup& setup)
    : vex::Probe(setup),
      transport_(setup[transport]),
      username_(setup[username]),
      password_(setup[password]) {}

void Probe::run(const vex::Run& run) {
  auto url = media::rtsp::parse_url(run.url);
  if (!url) throw vex::Error(vex::Reason::protocol, "the URL is none of RTSP");
  std::optional<Credentials> credentials;
  if (!username_.empty()) credentials = Credentials{username_, password_};
  const bool is_secure = url->is_secure;
  Session session(host(), run, *std::move(url), std::move(credentials), carrier_of(transport_));
  session.start();
  mark(vex::Phase::request);
  emit(vex::Format{
      .protocol = is_secure ? "rtsps" : "rtsp", .container = "rtp", .live = vex::Known::yes});
  session.watch();
}

}  // namespace rtsp
