#include "media/sdp/session.hpp"

#include <gtest/gtest.h>

namespace media::sdp {
namespace {

Session read(std::string_view text) {
  auto result = read_session(text);
  if (const auto* error = std::get_if<Error>(&result)) {
    ADD_FAILURE() << error->sentence;
    return {};
  }
  return std::get<Session>(std::move(result));
}

Error refusal(std::string_view text) {
  const auto result = read_session(text);
  if (std::holds_alternative<Session>(result)) {
    ADD_FAILURE() << "was taken";
    return {};
  }
  return std::get<Error>(result);
}

// The shape of RFC 2326 C.3 with the attributes that servers of today add.
constexpr std::string_view camera =
    "v=0\r\n"
    "o=- 2890844526 2890842807 IN IP4 192.0.2.1\r\n"
    "s=live\r\n"
    "t=0 0\r\n"
    "a=control:*\r\n"
    "m=video 0 RTP/AVP 96\r\n"
    "a=rtpmap:96 H264/90000\r\n"
    "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAHg==,aM4=\r\n"
    "a=framerate:12.5\r\n"
    "a=control:trackID=1\r\n"
    "m=audio 0 RTP/AVP 97 0\r\n"
    "a=rtpmap:97 mpeg4-generic/48000/2\r\n"
    "a=control:trackID=2\r\n";

TEST(Session, has_the_control_of_the_aggregate) { EXPECT_EQ(read(camera).control, "*"); }

TEST(Session, has_its_media_in_order) {
  const Session session = read(camera);
  ASSERT_EQ(session.media.size(), 2U);
  EXPECT_EQ(session.media[0].kind, "video");
  EXPECT_EQ(session.media[0].protocol, "RTP/AVP");
  EXPECT_EQ(session.media[0].control, "trackID=1");
  EXPECT_EQ(session.media[1].kind, "audio");
  EXPECT_EQ(session.media[1].control, "trackID=2");
}

TEST(Session, tells_the_encoding_of_a_dynamic_payload_type) {
  const Format format = read(camera).media[1].formats.at(0);
  EXPECT_EQ(format.payload_type, 97);
  EXPECT_EQ(format.encoding, "mpeg4-generic");
  EXPECT_EQ(format.clock_rate, 48000U);
  EXPECT_EQ(format.channels, 2U);
}

TEST(Session, knows_the_static_payload_types) {
  const Format format = read(camera).media[1].formats.at(1);
  EXPECT_EQ(format.encoding, "PCMU");
  EXPECT_EQ(format.clock_rate, 8000U);
}

TEST(Session, has_the_parameters_of_a_format) {
  const Session session = read(camera);
  EXPECT_EQ(session.media[0].formats.at(0).parameters.number("packetization-mode"), 1U);
}

TEST(Session, has_a_frame_rate_where_it_is_said) {
  EXPECT_DOUBLE_EQ(read(camera).media[0].framerate, 12.5);
  EXPECT_EQ(read(camera).media[1].framerate, 0);
}

TEST(Session, is_read_from_lines_that_end_in_a_line_feed_alone) {
  EXPECT_EQ(read("m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n").media[0].formats[0].encoding,
            "H264");
}

TEST(Session, is_read_without_the_lines_that_cameras_leave_out) {
  EXPECT_EQ(read("m=video 0 RTP/AVP 26").media[0].formats[0].encoding, "JPEG");
}

TEST(Session, leaves_out_an_attribute_of_a_payload_type_that_is_not_there) {
  EXPECT_EQ(read("m=video 0 RTP/AVP 96\na=rtpmap:97 H264/90000\n").media[0].formats[0].encoding,
            "");
}

TEST(Session, leaves_out_what_is_no_payload_type) {
  EXPECT_TRUE(read("m=video 0 RTP/AVP 128 x -1").media[0].formats.empty());
}

TEST(Session, without_a_track_is_an_error) {
  EXPECT_EQ(refusal("v=0\r\ns=x\r\n").sentence, "the session description names no track");
}

TEST(Session, of_too_many_tracks_is_too_large) {
  std::string text = "v=0\n";
  for (int i = 0; i < 1000; ++i) text += "m=video 0 RTP/AVP 96\n";
  EXPECT_TRUE(refusal(text).is_too_large);
}

TEST(Session, of_too_many_bytes_is_too_large) {
  EXPECT_TRUE(refusal(std::string(max_bytes + 1, 'a')).is_too_large);
}

TEST(Session, takes_only_so_many_formats_of_a_medium) {
  std::string text = "m=video 0 RTP/AVP";
  for (int i = 0; i < 100; ++i) text += " 96";
  EXPECT_EQ(read(text).media[0].formats.size(), max_formats);
}

}  // namespace
}  // namespace media::sdp
