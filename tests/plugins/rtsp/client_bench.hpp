// A client against a scripted server.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <vex/test.hpp>

#include "plugins/rtsp/client.hpp"

namespace rtsp::test {

/// Runs whatever a test gives it where a probe's run would be.
class Script final : public vex::Probe {
 public:
  static constexpr vex::Info info{"script", "1.0.0", "Runs a test's own code"};
  static constexpr auto services = vex::words(VEX_NET);
  static constexpr auto schemes = vex::words("rtsp");

  explicit Script(const vex::Setup& setup) : vex::Probe(setup) {}

  void run(const vex::Run& /*run*/) override { body(host()); }

  static inline std::function<void(const vex_host&)> body;
};

/// The server's side: a reply for each request, CSeq put in.
class Bench : public vex::test::ProbeBench<Script> {
 public:
  /// A connection whose requests get these replies, one after the other: "200 OK" and headers, each
  /// behind a line end, then an empty line and a body.
  vex::test::Peer& add_server(std::vector<std::string> replies) {
    auto left = std::make_shared<std::deque<std::string>>(replies.begin(), replies.end());
    return network.add().when_written([left](std::string_view request, vex::test::Peer& peer) {
      if (request.starts_with('$') || request.starts_with("RTSP/") || left->empty()) return;
      peer.sends(reply(std::exchange(left->front(), {}), sequence_of(request)));
      left->pop_front();
    });
  }

  vex::test::Outcome run(std::function<void(Client&)> use, const std::string& url = "rtsp://h/live",
                         std::optional<Credentials> own = std::nullopt) {
    Script::body = [&](const vex_host& host) {
      Client client(host, *media::rtsp::parse_url(url), std::move(own),
                    [this](std::uint8_t channel, vex::Bytes payload) {
                      frames.emplace_back(channel,
                                          std::string(reinterpret_cast<const char*>(payload.data()),
                                                      payload.size()));
                    });
      use(client);
    };
    return ProbeBench::run();
  }

  std::vector<std::pair<int, std::string>> frames;

  static std::string reply(const std::string& text, const std::string& sequence) {
    std::string body;
    std::string head = text;
    if (const std::size_t end = text.find("\n\n"); end != std::string::npos) {
      head = text.substr(0, end);
      body = text.substr(end + 2);
    }
    std::string whole = "RTSP/1.0 " + head + "\nCSeq: " + sequence + "\n";
    if (!body.empty()) whole += "Content-Length: " + std::to_string(body.size()) + "\n";
    return whole + "\n" + body;
  }

  static std::string sequence_of(std::string_view request) {
    const std::size_t begin = request.find("CSeq: ") + 6;
    return std::string(request.substr(begin, request.find('\r', begin) - begin));
  }
};

}  // namespace rtsp::test
