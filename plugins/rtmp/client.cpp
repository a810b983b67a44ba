#include "plugins/rtmp/client.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "plugins/crypto/crypto.hpp"
#include "plugins/rtmp/status.hpp"

namespace rtmp {

namespace {

using media::rtmp::Challenge;
using media::rtmp::Command;

// A connect without credentials, one with the user name, and one that answers the challenge.
constexpr int max_attempts = 3;

std::optional<Credentials> credentials_for(const media::rtmp::Url& url,
                                           const media::rtmp::Url& own_url,
                                           const std::optional<Credentials>& own) {
  if (!url.user.empty()) return Credentials{url.user, url.password};
  const bool is_own =
      url.host == own_url.host && url.port == own_url.port && (url.is_secure || !own_url.is_secure);
  if (!is_own) return std::nullopt;
  if (!own_url.user.empty()) return Credentials{own_url.user, own_url.password};
  return own;
}

/// A valid stream id; 1 if a server gives none, because they all count from there.
std::uint32_t stream_id_of(const Command& answer) {
  for (const media::amf0::Value& value : answer.arguments) {
    const bool fits = value.kind == media::amf0::Kind::number && value.number >= 0 &&
                      value.number <= 4294967295.0 && std::floor(value.number) == value.number;
    if (fits) return static_cast<std::uint32_t>(value.number);
  }
  return 1;
}

}  // namespace

Client::Client(const vex_host& host, media::rtmp::Url url, std::optional<Credentials> own,
               Referrer referrer, media::flv::PayloadDepth depth, media::flv::Listener& media)
    : host_(host),
      own_url_(url),
      own_(std::move(own)),
      referrer_(std::move(referrer)),
      depth_(depth),
      media_(media),
      url_(std::move(url)) {}

void Client::start(const std::function<void()>& on_handshake) {
  visited_.push_back(url_.text());
  while (!is_connected_) connect(on_handshake);
  play();
}

void Client::connect(const std::function<void()>& on_handshake) {
  connection_.reset();
  connection_ = std::make_unique<Connection>(
      host_, vex::connect(host_, url_.host, url_.port, url_.is_secure ? unsigned{VEX_NET_TLS} : 0U),
      depth_, media_);
  connection_->shake_hands();
  on_handshake();
  ++attempts_;
  const media::rtmp::ConnectFacts facts{url_.app + authorization_, url_.tc_url() + authorization_,
                                        referrer_.page_url, referrer_.swf_url};
  const Command answer = connection_->ask("connect", [&](double transaction_id) {
    return media::rtmp::connect_request(transaction_id, facts);
  });
  if (answer.name == "_result" && meaning_of(answer) != Meaning::failed) {
    is_connected_ = true;
  } else {
    take_refusal(answer);
  }
}

/// Returns if connecting again may help, otherwise throws.
void Client::take_refusal(const Command& refusal) {
  if (take_redirect(refusal)) return;
  const auto challenge = media::rtmp::parse_challenge(refusal.text("description"));
  if (!challenge) throw error_of(refusal, "connect");
  take_challenge(*challenge);
}

/// As sent by Flash Media Server and SRS: {"ex": {"code": 302, "redirect": "rtmp://..."}}.
bool Client::take_redirect(const Command& refusal) {
  const media::amf0::Value* information = refusal.information();
  const media::amf0::Value* ex = information == nullptr ? nullptr : information->find("ex");
  const auto target = ex == nullptr ? std::nullopt : ex->string_of("redirect");
  if (!target) return false;
  const auto refuse = [](const char* why) {
    return vex::Error(vex::Reason::redirect, std::string("connect was redirected ") + why);
  };
  // It may name only the application, which keeps the stream.
  const std::string tail = "/" + url_.stream_name;
  std::string text(*target);
  if (!text.ends_with(tail)) text += tail;
  auto url = media::rtmp::parse_url(text);
  if (!url) throw refuse("to an unusable place");
  if (std::find(visited_.begin(), visited_.end(), url->text()) != visited_.end()) {
    throw refuse("in a circle");
  }
  if (visited_.size() > max_redirects) throw refuse("more than 5 times");
  url_ = *std::move(url);
  visited_.push_back(url_.text());
  authorization_.clear();
  attempts_ = 0;
  return true;
}

void Client::take_challenge(const Challenge& challenge) {
  const auto credentials = credentials_for(url_, own_url_, own_);
  if (!credentials) {
    throw vex::Error(vex::Reason::auth, "the server asks for credentials, and there are none");
  }
  if (challenge.wants == Challenge::Wants::nothing_more || attempts_ >= max_attempts) {
    throw vex::Error(vex::Reason::auth, "connect: the server refuses the credentials");
  }
  authorization_ =
      authorize(challenge, *credentials, url_.app, crypto::hex(crypto::random_bytes<4>()));
}

/// FCSubscribe is for content delivery networks and means nothing to others. No player sends
/// releaseStream, because servers take the sender for a publisher.
void Client::play() {
  connection_->tell(
      media::rtmp::subscribe_request(connection_->next_transaction(), url_.stream_name));
  const Command answer = connection_->ask(
      "createStream", [](double id) { return media::rtmp::create_stream_request(id); });
  if (answer.name == "_error") throw error_of(answer, "createStream");
  connection_->play(stream_id_of(answer), url_.stream_name);
}

}  // namespace rtmp
