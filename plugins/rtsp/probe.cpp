#include "plugins/rtsp/probe.hpp"

#include <memory>
#include <utility>

namespace rtsp {
namespace {

std::string name_of(Carrier carrier) { return carrier == Carrier::tcp ? "TCP" : "UDP"; }

std::string seconds_of(vex::Nanos length) {
  const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(length).count();
  std::string text = std::to_string(whole / 1000);
  if (whole % 1000 != 0) text += "." + std::to_string(whole % 1000 + 1000).substr(1);
  return text + " s";
}

}  // namespace

Probe::Probe(const vex::Setup& setup)
    : vex::Probe(setup),
      may_choose_(setup[transport] == "auto"),
      transport_timeout_(setup[transport_timeout]),
      username_(setup[username]),
      password_(setup[password]),
      first_(setup[transport] == "udp" ? Carrier::udp : Carrier::tcp) {}

void Probe::run(const vex::Run& run) {
  auto session = open(run, first_, may_choose_);
  const auto failure =
      play(*session, may_choose_ ? std::optional(transport_timeout_) : std::nullopt);
  session->tear_down();
  if (failure) throw vex::Error(*failure);
  const Carrier silent = session->carrier();
  session.reset();
  play_beside(silent, run);
}

std::unique_ptr<Session> Probe::open(const vex::Run& run, Carrier carrier, bool may_change) const {
  auto url = media::rtsp::parse_url(run.url);
  if (!url) throw vex::Error(vex::Reason::protocol, "the URL is none of RTSP");
  std::optional<Credentials> credentials;
  if (!username_.empty()) credentials = Credentials{username_, password_};
  return std::make_unique<Session>(host(), run, *std::move(url), std::move(credentials), carrier,
                                   may_change);
}

void Probe::play_beside(Carrier silent, const vex::Run& run) {
  // The wait is added to the phase `request`, as the time for redirects is.
  mark(vex::Phase::request);
  const Carrier next = other(silent);
  log(VEX_LOG_WARNING, silence(silent) + ": trying " + name_of(next));
  const auto session = open(run, next, false);
  const auto end = play(*session, std::nullopt);
  session->tear_down();
  if (end && end->reason() == vex::Reason::unsupported) {
    throw vex::Error(vex::Reason::no_media,
                     silence(silent) + ", and over " + name_of(next) + ": " + end->what());
  }
  if (end) throw vex::Error(*end);
}

/// What ended the session; nothing if no media has arrived within `patience`.
std::optional<vex::Error> Probe::play(Session& session, std::optional<vex::Nanos> patience) {
  try {
    session.start();
    announce(session);
    if (!session.await_media(patience)) return std::nullopt;
    first_ = session.carrier();
    session.watch();
  } catch (const vex::Error& error) {
    return error;
  }
  return std::nullopt;
}

void Probe::announce(const Session& session) const {
  mark(vex::Phase::request);
  emit(vex::Format{.protocol = session.is_secure() ? "rtsps" : "rtsp",
                   .container = "rtp",
                   .live = vex::Known::yes});
}

std::string Probe::silence(Carrier carrier) const {
  return "no packet over " + name_of(carrier) + " within " + seconds_of(transport_timeout_) +
         " of PLAY";
}

}  // namespace rtsp
