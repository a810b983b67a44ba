#include <optional>

#include "media/rtmp/message_reader.hpp"

#include <gmock/gmock.h>

#include "media/amf0/writer.hpp"
#include "media/rtmp/chunk_writer.hpp"
#include "tests/media/flv/flv_writer.hpp"
#include "tests/media/flv/recorder.hpp"

namespace media::rtmp {
namespace {

using flv::test::aac_header;
using flv::test::avc_header;
using media::test::bytes_of_hex;
using testing::ElementsAre;
using testing::HasSubstr;

using Bytes = std::vector<std::byte>;
using Lines = std::vector<std::string>;

/// Media and messages in one list.
class Recorder final : public MessageListener, public flv::Listener {
 public:
  void on_command(const Command& command) override {
    lines.push_back("command " + command.name + " " + std::string(command.text("code")));
  }
  void on_user_control(const UserControl& control) override {
    lines.push_back("event " + std::to_string(static_cast<unsigned>(control.event)) + " " +
                    std::to_string(control.value));
  }
  void on_window(std::uint32_t bytes) override {
    lines.push_back("window " + std::to_string(bytes));
  }
  void on_peer_bandwidth(std::uint32_t bytes) override {
    lines.push_back("bandwidth " + std::to_string(bytes));
  }
  void on_track(const flv::Track& track) override {
    take([&] { media_.on_track(track); });
  }
  void on_packet(const flv::Packet& packet) override {
    take([&] { media_.on_packet(packet); });
  }
  void on_metadata(const flv::Metadata& metadata) override {
    take([&] { media_.on_metadata(metadata); });
  }

  Lines lines;

 private:
  template <class Tell>
  void take(Tell tell) {
    tell();
    lines.push_back(media_.lines.back());
  }

  flv::test::Recorder media_;
};

class Script {
 public:
  Script& send(MessageType type, std::uint32_t timestamp_ms, const Bytes& payload) {
    const auto id = 2 + static_cast<std::uint32_t>(type);
    writer_.write({id, timestamp_ms, type, 0, 1}, payload);
    const Bytes more = writer_.take();
    bytes.insert(bytes.end(), more.begin(), more.end());
    return *this;
  }
  Script& send(MessageType type, std::uint32_t timestamp_ms, std::string_view hex) {
    return send(type, timestamp_ms, bytes_of_hex(hex));
  }

  Bytes bytes;

 private:
  ChunkWriter writer_;
};

Bytes metadata() {
  return amf0::Writer()
      .string("onMetaData")
      .begin_object()
      .key("width")
      .number(640)
      .key("height")
      .number(360)
      .end_object()
      .bytes();
}

Bytes with_byte_in_front(Bytes bytes) {
  bytes.insert(bytes.begin(), std::byte{0});
  return bytes;
}

Bytes status() {
  return amf0::Writer()
      .string("onStatus")
      .number(0)
      .null()
      .begin_object()
      .key("code")
      .string("NetStream.Play.Start")
      .end_object()
      .bytes();
}

/// Of everything some.
Script conversation() {
  Script script;
  script.send(MessageType::window_acknowledgement_size, 0, "002625A0")
      .send(MessageType::set_peer_bandwidth, 0, "002625A0 02")
      .send(MessageType::user_control, 0, "0006 00000007")
      .send(MessageType::command_amf0, 0, status())
      .send(MessageType::command_amf3, 0, with_byte_in_front(status()))
      .send(MessageType::data_amf0, 0, metadata())
      .send(MessageType::data_amf3, 0, with_byte_in_front(metadata()))
      .send(MessageType::video, 0, avc_header)
      .send(MessageType::audio, 0, aac_header)
      .send(MessageType::video, 40, flv::test::padded("17 01 000050 0000012C 65", 309))
      .send(MessageType::audio, 45, "AF 01 2101")
      .send(MessageType::video, 80,
            flv::test::padded("91 61766331 000000 000000C8 65", 212));  // enhanced
  return script;
}

Lines read(const Bytes& bytes, std::size_t size, flv::PayloadDepth depth,
           std::optional<Error>* error = nullptr) {
  Recorder recorder;
  MessageReader reader(depth, recorder, recorder);
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    const auto end = std::min(at + size, bytes.size());
    const Bytes piece(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                      bytes.begin() + static_cast<std::ptrdiff_t>(end));
    if (const auto found = reader.push(piece)) {
      if (error != nullptr) *error = found;
      break;
    }
  }
  return recorder.lines;
}

TEST(RtmpMessages, are_told_in_order) {
  const Bytes bytes = conversation().bytes;
  EXPECT_THAT(read(bytes, bytes.size(), flv::PayloadDepth::headers),
              ElementsAre("window 2500000", "bandwidth 2500000", "event 6 7",
                          "command onStatus NetStream.Play.Start",
                          "command onStatus NetStream.Play.Start", HasSubstr("metadata 640x360"),
                          HasSubstr("metadata 640x360"), HasSubstr("video h264"),
                          HasSubstr("video config"), HasSubstr("audio aac LC 48000 Hz 2"),
                          HasSubstr("audio config"), "video key 40+80 ms 304 bytes",
                          "audio 45 ms 2 bytes", "video key 80 ms 204 bytes"));
}

TEST(RtmpMessages, are_the_same_wherever_they_are_cut) {
  const Bytes bytes = conversation().bytes;
  for (const auto depth :
       {flv::PayloadDepth::headers, flv::PayloadDepth::prefix, flv::PayloadDepth::whole}) {
    const Lines whole = read(bytes, bytes.size(), depth);
    for (const std::size_t size : {1UL, 2UL, 3UL, 5UL, 7UL, 64UL, 128UL, 129UL}) {
      ASSERT_EQ(read(bytes, size, depth), whole) << "pieces of " << size;
    }
  }
}

TEST(RtmpMessages, an_aggregate_holds_tags_whose_time_counts_from_its_own) {
  flv::test::FlvWriter tags;
  tags.video(1000, "27 01 000000 00000002 4180").audio(1020, "AF 01 2101");
  Bytes payload = tags.end();
  payload.erase(payload.begin(), payload.begin() + 4);  // the size before the first tag
  Script script;
  script.send(MessageType::aggregate, 5000, payload);
  const Lines whole = read(script.bytes, script.bytes.size(), flv::PayloadDepth::headers);
  EXPECT_THAT(whole, ElementsAre(HasSubstr("video h264"), "video 5000 ms 6 bytes",
                                 HasSubstr("audio aac"), "audio 5020 ms 2 bytes"));
  for (std::size_t size = 1; size < script.bytes.size(); ++size) {
    ASSERT_EQ(read(script.bytes, size, flv::PayloadDepth::headers), whole) << size;
  }
}

TEST(RtmpMessages, an_aggregate_that_is_none_ends_nothing) {
  Script script;
  script.send(MessageType::aggregate, 0, "00 FFFFFF 000000 00 000000 00")
      .send(MessageType::audio, 45, "AF 01 2101");
  EXPECT_THAT(read(script.bytes, 7, flv::PayloadDepth::headers),
              ElementsAre(HasSubstr("audio aac"), "audio 45 ms 2 bytes"));
}

TEST(RtmpMessages, that_nobody_knows_are_passed_over) {
  Script script;
  script.send(MessageType{99}, 0, Bytes(1000))
      .send(MessageType::shared_object_amf0, 0, Bytes(1000))
      .send(MessageType::acknowledgement, 0, "00000001")
      .send(MessageType::data_amf0, 0, "02 0002 6869")
      .send(MessageType::data_amf3, 0, "")
      .send(MessageType::command_amf0, 0, "05")
      .send(MessageType::user_control, 0, "00")
      .send(MessageType::window_acknowledgement_size, 0, "00");
  EXPECT_THAT(read(script.bytes, 100, flv::PayloadDepth::headers), ElementsAre());
}

TEST(RtmpMessages, a_command_may_not_be_large) {
  Script script;
  script.send(MessageType::command_amf0, 0, Bytes(MessageReader::max_command_size + 1));
  for (const std::size_t size : {std::size_t{1}, std::size_t{100}}) {
    std::optional<Error> error;
    read(script.bytes, size, flv::PayloadDepth::headers, &error);
    ASSERT_TRUE(error);
    EXPECT_TRUE(error->is_too_large);
    EXPECT_EQ(error->sentence, "a command or control message of 65537 bytes");
    EXPECT_EQ(error->offset, 12U);  // behind the header
  }
}

TEST(RtmpMessages, media_has_come_with_the_first_message_of_it) {
  Recorder recorder;
  MessageReader reader(flv::PayloadDepth::headers, recorder, recorder);
  Script before;
  before.send(MessageType::data_amf0, 0, metadata());
  reader.push(before.bytes);
  EXPECT_FALSE(reader.has_media());
  Script media;
  media.send(MessageType::audio, 0, aac_header);
  reader.push(media.bytes);
  EXPECT_TRUE(reader.has_media());
}

}  // namespace
}  // namespace media::rtmp
