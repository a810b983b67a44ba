#include "tests/support/origin/rtsp_session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/clips/clips.hpp"

namespace origin {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A session without a connection.
class RtspSessionTest : public testing::Test {
 protected:
  std::string ask(const std::string& method, const std::string& of,
                  const std::string& headers = "") {
    std::string request = method + " " + of + " RTSP/1.0\r\nCSeq: 1\r\n" + headers + "\r\n";
    return session_.take(request);
  }

  std::string set_up(const std::string& of, const std::string& transport) {
    return ask("SETUP", of + "/trackID=0", "Transport: " + transport + "\r\n");
  }

  static constexpr const char* url = "rtsp://h/live/a";
  static constexpr const char* tcp = "RTP/AVP/TCP;unicast;interleaved=0-1";
  static constexpr const char* udp = "RTP/AVP;unicast;client_port=6000-6001";

  MediaLibrary library_{clips::folder()};
  PathTable paths_;
  RtpDoor door_{"127.0.0.1"};
  RtspSession session_{library_, paths_, door_, RtpPeer(-1)};
};

TEST_F(RtspSessionTest, describes_video_and_audio) {
  const auto reply = ask("DESCRIBE", url);
  EXPECT_THAT(reply, StartsWith("RTSP/1.0 200 OK\r\nCSeq: 1\r\n"));
  EXPECT_THAT(reply, HasSubstr("a=rtpmap:96 H264/90000"));
  EXPECT_THAT(reply, HasSubstr("a=rtpmap:97 mpeg4-generic/48000/2"));
}

TEST_F(RtspSessionTest, has_no_form_for_other_codecs) {
  EXPECT_THAT(ask("DESCRIBE", "rtsp://h/live/a?video=hevc"), StartsWith("RTSP/1.0 415"));
}

TEST_F(RtspSessionTest, answers_with_the_status_that_is_asked_for) {
  EXPECT_THAT(ask("DESCRIBE", "rtsp://h/live/a?status=404"), StartsWith("RTSP/1.0 404 Not Found"));
}

TEST_F(RtspSessionTest, wants_a_password) {
  const std::string guarded = "rtsp://h/live/a?auth=user:pass";
  EXPECT_THAT(ask("DESCRIBE", guarded), HasSubstr("WWW-Authenticate: Basic"));
  EXPECT_THAT(ask("DESCRIBE", guarded, "Authorization: Basic dXNlcjpwYXNz\r\n"),
              StartsWith("RTSP/1.0 200"));
}

TEST_F(RtspSessionTest, redirects_to_a_whole_url) {
  EXPECT_THAT(ask("DESCRIBE", "rtsp://h/live/a?redirect=1"),
              HasSubstr("Location: rtsp://h/live/a?redirect=0\r\n"));
}

TEST_F(RtspSessionTest, sets_up_both_transports) {
  EXPECT_THAT(set_up(url, tcp), HasSubstr("interleaved=0-1"));
  EXPECT_THAT(set_up(url, udp), HasSubstr(";server_port=" + std::to_string(door_.rtp_port())));
}

TEST_F(RtspSessionTest, refuses_the_other_transport) {
  const std::string by_udp = std::string(url) + "?rtsp_transport=udp";
  EXPECT_THAT(set_up(by_udp, tcp), StartsWith("RTSP/1.0 461 Unsupported Transport"));
  EXPECT_THAT(set_up(by_udp, udp), StartsWith("RTSP/1.0 200"));
}

TEST_F(RtspSessionTest, refuses_a_method_and_leaves_another_without_an_answer) {
  paths_.set_fault("/live/a", "rtsp_refuse=PLAY:454&rtsp_silent=GET_PARAMETER");
  set_up(url, tcp);
  EXPECT_THAT(ask("PLAY", url), StartsWith("RTSP/1.0 454 Session Not Found"));
  EXPECT_EQ(ask("GET_PARAMETER", url), "");
}

TEST_F(RtspSessionTest, knows_no_session_but_its_own) {
  set_up(url, tcp);
  EXPECT_THAT(ask("GET_PARAMETER", url, "Session: other\r\n"), StartsWith("RTSP/1.0 454"));
}

TEST_F(RtspSessionTest, plays_what_was_set_up) {
  EXPECT_THAT(ask("PLAY", url), StartsWith("RTSP/1.0 455"));
  set_up(url, tcp);
  EXPECT_EQ(ask("PLAY", url), "");
  ASSERT_TRUE(session_.wants_play());
  EXPECT_THAT(session_.begin_playing(session_.behaviour()),
              HasSubstr("RTP-Info: url=rtsp://h/live/a/trackID=0;seq="));
}

TEST_F(RtspSessionTest, ends_with_its_teardown) {
  set_up(url, tcp);
  EXPECT_THAT(ask("TEARDOWN", url), StartsWith("RTSP/1.0 200"));
  EXPECT_TRUE(session_.is_torn_down());
}

TEST_F(RtspSessionTest, is_told_from_http_by_its_version) {
  EXPECT_TRUE(is_rtsp("OPTIONS rtsp://h/ RTSP/1.0\r\n"));
  EXPECT_FALSE(is_rtsp("GET /live/a.flv HTTP/1.1\r\n"));
  EXPECT_FALSE(is_rtsp("OPTIONS rts"));
}

}  // namespace
}  // namespace origin
