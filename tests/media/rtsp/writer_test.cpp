#include "media/rtsp/writer.hpp"

#include <gmock/gmock.h>

#include "tests/media/rtsp/recorder.hpp"

namespace media::rtsp {
namespace {

TEST(RtspWriter, writes_requests) {
  const std::vector<Header> headers{{"Accept", "application/sdp"}};
  EXPECT_EQ(write_request("DESCRIBE", "rtsp://h/a", 2, headers),
            "DESCRIBE rtsp://h/a RTSP/1.0\r\nCSeq: 2\r\nAccept: application/sdp\r\n\r\n");
}

TEST(RtspWriter, lets_no_value_smuggle_in_a_header) {
  const std::vector<Header> headers{{"Session", "1\r\nEvil: yes"}};
  EXPECT_EQ(write_request("PLAY", "rtsp://h/\r\nA: b", 3, headers),
            "PLAY rtsp://h/  A: b RTSP/1.0\r\nCSeq: 3\r\nSession: 1  Evil: yes\r\n\r\n");
}

TEST(RtspWriter, answers_in_the_version_of_the_request) {
  Message request;
  request.method = "OPTIONS";
  request.version = "2.0";
  request.headers = {{"CSeq", "9"}, {"Session", "abc"}};
  EXPECT_EQ(write_reply(request, 200, "OK"), "RTSP/2.0 200 OK\r\nCSeq: 9\r\nSession: abc\r\n\r\n");
}

TEST(RtspWriter, writes_frames_that_the_reader_reads) {
  const auto bytes = write_frame(7, bytes_of("report"));
  Reader reader;
  Recorder recorder;
  EXPECT_FALSE(reader.push(bytes, recorder));
  EXPECT_THAT(recorder.found, testing::ElementsAre("$7 report"));
}

TEST(RtspWriter, writes_no_frame_that_is_too_large) {
  EXPECT_TRUE(write_frame(0, std::vector<std::byte>(65536)).empty());
}

}  // namespace
}  // namespace media::rtsp
