#include <span>

#include "media/flv/body_reader.hpp"

#include <gmock/gmock.h>

#include "tests/media/flv/flv_writer.hpp"
#include "tests/media/flv/recorder.hpp"

namespace media::flv {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(FlvBodyReader, reads_bodies_that_arrive_interleaved) {  // as RTMP's chunks do
  Tracks tracks;
  Recorder recorder;
  BodyReader video;
  BodyReader audio;
  const Bytes video_body = bytes_of_hex("17 01 000000 00000001 65");
  const Bytes audio_body = bytes_of_hex("AF 01 2101");
  video.begin(BodyType::video, 40, video_body.size());
  audio.begin(BodyType::audio, 23, audio_body.size());
  video.push(std::span(video_body).first(3), tracks, recorder);
  audio.push(audio_body, tracks, recorder);
  video.push(std::span(video_body).subspan(3), tracks, recorder);
  EXPECT_THAT(recorder.lines, ElementsAre("audio aac 0 Hz 0", "audio 23 ms 2 bytes",
                                          "video h264 0x0 0", "video key 40 ms 5 bytes"));
}

TEST(FlvBodyReader, forgets_an_unfinished_body_when_another_begins) {
  Tracks tracks;
  Recorder recorder;
  BodyReader reader;
  reader.begin(BodyType::audio, 0, 100);
  reader.push(bytes_of_hex("AF 01 21"), tracks, recorder);
  reader.begin(BodyType::audio, 23, 3);
  reader.push(bytes_of_hex("2F FF"), tracks, recorder);
  reader.push(bytes_of_hex("FF"), tracks, recorder);
  EXPECT_EQ(recorder.lines.back(), "audio 23 ms 2 bytes");
}

TEST(FlvBodyReader, knows_how_much_is_left) {
  Tracks tracks;
  Recorder recorder;
  BodyReader reader;
  reader.begin(BodyType::audio, 0, 10);
  reader.push(bytes_of_hex("AF 01 21"), tracks, recorder);
  EXPECT_EQ(reader.left(), 7U);
}

TEST(FlvBodyReader, passes_over_script_data_that_is_too_large) {
  Tracks tracks;
  Recorder recorder;
  BodyReader reader;
  const Bytes body(1024 * 1024 + 1);
  reader.begin(BodyType::script, 0, body.size());
  reader.push(std::span(body).first(1000), tracks, recorder);
  reader.push(std::span(body).subspan(1000), tracks, recorder);
  EXPECT_EQ(reader.left(), 0U);
  EXPECT_THAT(recorder.lines, IsEmpty());
}

TEST(FlvBodyReader, passes_over_headers_that_do_not_end) {
  Tracks tracks;
  Recorder recorder;
  BodyReader reader;
  Bytes body;
  for (int i = 0; i < 5000; ++i) {
    for (const std::byte byte : bytes_of_hex(i == 0 ? "97 00 FF F7" : "00 FF F7")) {
      body.push_back(byte);
    }
  }
  reader.begin(BodyType::video, 0, body.size());
  reader.push(std::span(body).first(10), tracks, recorder);
  reader.push(std::span(body).subspan(10), tracks, recorder);
  EXPECT_THAT(recorder.lines, IsEmpty());
}

TEST(FlvBodyReader, collects_a_whole_payload_from_pieces) {
  Tracks tracks(PayloadDepth::whole);
  Recorder recorder;
  BodyReader reader;
  const Bytes body = padded("2F 01", 5000);
  reader.begin(BodyType::audio, 0, body.size());
  for (std::size_t at = 0; at < body.size(); at += 100) {
    reader.push(std::span(body).subspan(at, 100), tracks, recorder);
  }
  EXPECT_EQ(recorder.lines.back(), "audio 0 ms 4999 bytes: 1" + zeros(4998));
}

}  // namespace
}  // namespace media::flv
