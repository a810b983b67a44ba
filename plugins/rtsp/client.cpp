#include "plugins/rtsp/client.hpp"

#include <algorithm>
#include <utility>

#include "plugins/peer_text/quote.hpp"

namespace rtsp {

namespace {

using media::rtsp::Message;

constexpr vex::Nanos farewell_timeout = std::chrono::milliseconds(100);

constexpr unsigned aggregate_not_allowed = 459;
constexpr unsigned only_aggregate_allowed = 460;
constexpr unsigned unsupported_transport = 461;

bool is_success(const Message& reply) { return reply.status >= 200 && reply.status < 300; }
bool is_redirect(const Message& reply) { return reply.status >= 300 && reply.status < 400; }

std::optional<Credentials> credentials_for(const media::rtsp::Url& url,
                                           const media::rtsp::Url& own_url,
                                           const std::optional<Credentials>& own) {
  if (!url.user.empty()) return Credentials{url.user, url.password};
  if (!is_same_origin(own_url, url)) return std::nullopt;
  if (!own_url.user.empty()) return Credentials{own_url.user, own_url.password};
  return own;
}

/// Whether a word is in a comma-separated list.
bool names(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (media::rtsp::equal_ignoring_case(media::rtsp::trimmed(list.substr(0, comma)), wanted)) {
      return true;
    }
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

}  // namespace

Client::Client(const vex_host& host, media::rtsp::Url url, std::optional<Credentials> own,
               Connection::OnFrame on_frame)
    : host_(host),
      own_url_(url),
      own_(std::move(own)),
      on_frame_(std::move(on_frame)),
      url_(std::move(url)),
      authorizer_(credentials_for(url_, own_url_, own_)) {
  connect();
}

void Client::connect() {
  visited_.push_back(url_.text());
  connection_ = std::make_unique<Connection>(host_, url_, on_frame_);
}

void Client::ask_options() {
  const Message reply = ask("OPTIONS", url_.text(), {});
  if (const auto methods = reply.header("Public"); methods && is_success(reply)) {
    knows_get_parameter_ = names(*methods, "GET_PARAMETER");
  }
}

Description Client::describe() {
  Message reply = ask("DESCRIBE", url_.text(), {{"Accept", "application/sdp"}});
  while (is_redirect(reply)) {
    redirect_to(reply);
    reply = ask("DESCRIBE", url_.text(), {{"Accept", "application/sdp"}});
  }
  if (!is_success(reply)) throw error_of(reply, "DESCRIBE");
  if (reply.body.empty()) {
    throw vex::Error(vex::Reason::protocol, "DESCRIBE was answered without a description");
  }
  Description description{std::move(reply.body), url_.text()};
  for (const char* name : {"Content-Base", "Content-Location"}) {
    const auto base = reply.header(name);
    if (!base || !media::rtsp::is_absolute(*base)) continue;
    description.base = *base;
    break;
  }
  return description;
}

void Client::redirect_to(const Message& reply) {
  const auto refuse = [](const std::string& why) {
    return vex::Error(vex::Reason::redirect, "DESCRIBE was redirected " + why);
  };
  const auto location = reply.header("Location");
  if (!location) throw refuse("to nowhere");
  const auto url = media::rtsp::parse_url(media::rtsp::control_url(url_.text(), *location));
  if (!url) throw refuse("to an unusable place, " + peer_text::quote(*location));
  if (std::find(visited_.begin(), visited_.end(), url->text()) != visited_.end()) {
    throw refuse("in a circle");
  }
  if (visited_.size() > max_redirects) throw refuse("more than 5 times");
  url_ = *url;
  authorizer_ = Authorizer(credentials_for(url_, own_url_, own_));
  connection_.reset();
  connect();
}

media::rtsp::Transport Client::set_up(const std::string& track_url, const std::string& transport) {
  const Message reply = ask("SETUP", track_url, {{"Transport", transport}});
  if (reply.status == unsupported_transport) {
    throw TransportRefused(error_of(reply, "SETUP").what());
  }
  if (!is_success(reply)) throw error_of(reply, "SETUP");
  take_session(reply);
  session_url_ = session_url_.empty() ? track_url : session_url_;
  const auto header = reply.header("Transport");
  // Without the header the server is assumed to have done what was requested.
  const auto chosen = media::rtsp::parse_transport(header.value_or(transport));
  if (!chosen) {
    throw vex::Error(vex::Reason::unsupported,
                     "SETUP was answered with the transport " + peer_text::quote(*header));
  }
  return *chosen;
}

std::vector<media::rtsp::RtpInfo> Client::play(const std::string& aggregate_url,
                                               const std::vector<std::string>& track_urls) {
  const Headers headers{{"Range", "npt=0.000-"}};
  Message reply = ask("PLAY", aggregate_url, headers);
  session_url_ = aggregate_url;
  std::vector<media::rtsp::RtpInfo> infos;
  const auto take_infos = [&] {
    if (!is_success(reply)) throw error_of(reply, "PLAY");
    take_session(reply);
    const auto more = media::rtsp::parse_rtp_info(reply.header("RTP-Info").value_or(""));
    infos.insert(infos.end(), more.begin(), more.end());
  };
  if (reply.status == aggregate_not_allowed || reply.status == only_aggregate_allowed) {
    for (const std::string& url : track_urls) {
      reply = ask("PLAY", url, headers);
      take_infos();
      session_url_ = url;
    }
  } else {
    take_infos();
  }
  return infos;
}

void Client::take_session(const Message& reply) {
  const auto header = reply.header("Session");
  auto session = header ? media::rtsp::parse_session(*header) : std::nullopt;
  if (!session) return;
  session_ = std::move(session);
  next_sign_of_life_ = now() + session_->timeout / 2;
}

void Client::keep_alive() {
  if (const auto reply = connection_->take_told_reply()) {
    if (reply->status == 454) throw error_of(*reply, "the keepalive");
    // A server without GET_PARAMETER has OPTIONS; a 401 means that the nonce is too old.
    if (reply->status == 401 && authorizer_.take(*reply)) next_sign_of_life_ = now();
    if (is_success(*reply)) authorizer_.accepted();
    if (reply->status == 501 || reply->status == 405) knows_get_parameter_ = false;
  }
  if (!session_ || now() < next_sign_of_life_) return;
  next_sign_of_life_ = now() + session_->timeout / 2;
  const char* method = knows_get_parameter_ ? "GET_PARAMETER" : "OPTIONS";
  connection_->tell(method, session_url_, complete(method, session_url_, {}));
}

void Client::tear_down() {
  if (!session_) return;
  try {
    connection_->tell("TEARDOWN", session_url_, complete("TEARDOWN", session_url_, {}),
                      farewell_timeout);
  } catch (const vex::Error&) {
    // The connection or the run has ended, so the server ends the session when it expires.
  }
  session_.reset();
}

/// Repeats the request with credentials if the server asks for them, and once more if their nonce
/// is stale.
Message Client::ask(std::string_view method, const std::string& url, const Headers& headers) {
  Message reply = connection_->ask(method, url, complete(method, url, headers));
  for (int attempts = 1; reply.status == 401 && attempts < 3; ++attempts) {
    if (!authorizer_.has_credentials()) {
      throw vex::Error(vex::Reason::auth, "the server asks for credentials, and there are none");
    }
    if (!authorizer_.take(reply)) {
      throw vex::Error(vex::Reason::auth,
                       std::string(method) + ": the server refuses the credentials");
    }
    reply = connection_->ask(method, url, complete(method, url, headers));
  }
  if (reply.status != 401) authorizer_.accepted();
  return reply;
}

Client::Headers Client::complete(std::string_view method, const std::string& url, Headers headers) {
  headers.insert(headers.begin(), {"User-Agent", "video-exporter"});
  if (session_) headers.push_back({"Session", session_->id});
  if (auto value = authorizer_.header(method, url)) {
    headers.push_back({"Authorization", std::move(*value)});
  }
  return headers;
}

vex::Nanos Client::now() const {
  return vex::Nanos(vex::detail::service<vex_clock>(host_, VEX_CLOCK).now(&host_));
}

}  // namespace rtsp
