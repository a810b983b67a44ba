#include "tests/support/origin/websocket.hpp"

#include <gtest/gtest.h>

#include "tests/support/http/http_stream.hpp"
#include "tests/support/origin/flv_tags.hpp"
#include "tests/support/origin/server.hpp"

namespace origin {
namespace {

using namespace std::chrono_literals;
using support::HttpStream;

// The key of RFC 6455 1.3, with the answer that the RFC gives.
const HttpStream::Headers handshake = {{"Upgrade", "websocket"},
                                       {"Connection", "Upgrade"},
                                       {"Sec-WebSocket-Version", "13"},
                                       {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
constexpr const char* answer = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

std::vector<WebsocketFrame> taken_apart(std::string bytes) {
  std::vector<WebsocketFrame> frames;
  while (auto frame = take_websocket_frame(bytes)) {
    frames.push_back(*frame);
  }
  EXPECT_TRUE(bytes.empty());
  return frames;
}

/// All frames of a stream that ends by itself right after the cached GOP.
std::vector<WebsocketFrame> frames_of(const std::string& parameters) {
  Server server;
  HttpStream stream(server.url("/live/a.flv?video=low&end_after=0&" + parameters, Scheme::ws),
                    handshake);
  return taken_apart(stream.read_all());
}

std::string media_of(const std::vector<WebsocketFrame>& frames) {
  std::string bytes;
  for (const auto& frame : frames) {
    if (frame.opcode <= WebsocketOpcode::binary) {
      bytes += frame.payload;
    }
  }
  return bytes;
}

bool is_whole_stream(const std::vector<WebsocketFrame>& frames) {
  const auto seen = see_flv(media_of(frames));
  return seen.tags.size() > 50 && seen.rest.empty();
}

TEST(Websocket, answers_the_key_as_the_rfc_does) {
  Server server;
  HttpStream stream(server.url("/live/a.flv", Scheme::ws), handshake);
  EXPECT_EQ(stream.status(), 101U);
  EXPECT_EQ(stream.header("sec-websocket-accept"), answer);
}

TEST(Websocket, sends_each_tag_as_a_binary_message_and_closes) {
  const auto frames = frames_of("");
  EXPECT_TRUE(is_whole_stream(frames));
  EXPECT_EQ(frames.front().payload.substr(0, 3), "FLV");
  EXPECT_EQ(frames.back().opcode, WebsocketOpcode::close);
  EXPECT_EQ(frames.back().payload, "\x03\xe8");
}

TEST(Websocket, sends_fragments) {
  const auto frames = frames_of("ws_split=100");
  EXPECT_TRUE(is_whole_stream(frames));
  for (const auto& frame : frames) {
    ASSERT_LE(frame.payload.size(), 100U);
  }
  EXPECT_FALSE(frames[1].is_final);
  EXPECT_EQ(frames[2].opcode, WebsocketOpcode::continuation);
}

TEST(Websocket, sends_pings_between_fragments) {
  const auto frames = frames_of("ws_split=100&ws_ping=1");
  EXPECT_TRUE(is_whole_stream(frames));
  EXPECT_EQ(frames[0].opcode, WebsocketOpcode::ping);
}

TEST(Websocket, sends_messages_of_a_fixed_size) {
  const auto frames = frames_of("bytes=77");
  EXPECT_EQ(frames[0].payload.size(), 77U);
  EXPECT_TRUE(is_whole_stream(frames));
}

TEST(Websocket, sends_text_when_asked) {
  EXPECT_EQ(frames_of("ws_text=1")[0].opcode, WebsocketOpcode::text);
}

TEST(Websocket, masks_when_asked) {
  const auto frames = frames_of("ws_mask=1");
  EXPECT_TRUE(frames[0].is_masked);
  EXPECT_TRUE(is_whole_stream(frames));
}

TEST(Websocket, gives_a_wrong_answer_when_asked) {
  Server server;
  HttpStream stream(server.url("/live/a.flv?ws_bad_accept=1", Scheme::ws), handshake);
  EXPECT_NE(stream.header("sec-websocket-accept"), answer);
}

TEST(Websocket, counts_pongs) {
  Server server;
  HttpStream stream(server.url("/live/a.flv", Scheme::ws), handshake);
  stream.write(masked_websocket_frame(WebsocketOpcode::pong, "here"));
  EXPECT_TRUE(server.await(
      "/live/a.flv", [](const PathFigures& seen) { return seen.pongs == 1; }, 60s));
}

TEST(Websocket, answers_a_ping) {
  Server server;
  HttpStream stream(server.url("/live/a.flv?stall_after=0", Scheme::ws), handshake);
  stream.write(masked_websocket_frame(WebsocketOpcode::ping, "there?"));
  while (stream.body().find(websocket_frame(WebsocketOpcode::pong, "there?")) ==
         std::string::npos) {
    ASSERT_TRUE(stream.read_some());
  }
}

TEST(Websocket, answers_a_close) {
  Server server;
  HttpStream stream(server.url("/live/a.flv?stall_after=0", Scheme::ws), handshake);
  stream.write(masked_websocket_frame(WebsocketOpcode::close, "\x03\xe8"));
  EXPECT_TRUE(stream.read_all().ends_with(websocket_frame(WebsocketOpcode::close, "\x03\xe8")));
}

TEST(Websocket, drops_a_client_that_does_not_mask) {
  Server server;
  HttpStream stream(server.url("/live/a.flv?stall_after=0", Scheme::ws), handshake);
  stream.write(websocket_frame(WebsocketOpcode::ping, "unmasked"));
  EXPECT_TRUE(server.await_open("/live/a.flv", 0, 60s));
}

}  // namespace
}  // namespace origin
