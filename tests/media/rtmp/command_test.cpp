#include "media/rtmp/command.hpp"

#include <gtest/gtest.h>

#include "media/amf0/reader.hpp"
#include "media/amf0/writer.hpp"
#include "media/rtmp/requests.hpp"
#include "media/rtmp/user_control.hpp"
#include "tests/media/bytes.hpp"

namespace media::rtmp {
namespace {

using media::test::bytes_of_hex;

std::vector<std::byte> status(std::string_view code) {
  return amf0::Writer()
      .string("onStatus")
      .number(0)
      .null()
      .begin_object()
      .key("level")
      .string("status")
      .key("code")
      .string(code)
      .end_object()
      .bytes();
}

TEST(RtmpCommand, has_name_number_and_information) {
  const auto command = read_command(status("NetStream.Play.Start"), false);
  ASSERT_TRUE(command);
  EXPECT_EQ(command->name, "onStatus");
  EXPECT_EQ(command->transaction_id, 0);
  EXPECT_EQ(command->text("code"), "NetStream.Play.Start");
  EXPECT_EQ(command->text("description"), "");
}

TEST(RtmpCommand, of_type_17_has_a_byte_in_front) {
  auto bytes = status("NetStream.Play.Start");
  bytes.insert(bytes.begin(), std::byte{0});
  const auto command = read_command(bytes, true);
  ASSERT_TRUE(command);
  EXPECT_EQ(command->text("code"), "NetStream.Play.Start");
}

TEST(RtmpCommand, ends_where_amf_3_begins) {
  auto bytes = amf0::Writer().string("onStatus").number(7).null().bytes();
  bytes.push_back(std::byte{0x11});
  const auto command = read_command(bytes, false);
  ASSERT_TRUE(command);
  EXPECT_EQ(command->transaction_id, 7);
  EXPECT_EQ(command->arguments.size(), 1U);
}

TEST(RtmpCommand, may_lack_its_number) {
  const auto command = read_command(amf0::Writer().string("close").bytes(), false);
  ASSERT_TRUE(command);
  EXPECT_EQ(command->name, "close");
}

TEST(RtmpCommand, is_nothing_without_a_name) {
  EXPECT_FALSE(read_command(amf0::Writer().number(1).bytes(), false));
  EXPECT_FALSE(read_command({}, true));
}

TEST(RtmpCommand, takes_no_nesting_without_end) {
  amf0::Writer writer;
  writer.string("onStatus").number(0);
  for (int i = 0; i < 1000; ++i) writer.begin_object().key("a");
  const auto command = read_command(writer.bytes(), false);
  ASSERT_TRUE(command);
  EXPECT_TRUE(command->arguments.empty());
}

TEST(RtmpConnectRequest, says_what_players_say) {
  const auto command =
      read_command(connect_request(1, {"live", "rtmp://h:1935/live", "http://page/", ""}), false);
  ASSERT_TRUE(command);
  EXPECT_EQ(command->name, "connect");
  EXPECT_EQ(command->transaction_id, 1);
  const amf0::Value& facts = command->arguments.at(0);
  EXPECT_EQ(facts.string_of("app"), "live");
  EXPECT_EQ(facts.string_of("tcUrl"), "rtmp://h:1935/live");
  EXPECT_EQ(facts.string_of("pageUrl"), "http://page/");
  EXPECT_EQ(facts.find("swfUrl"), nullptr);
  EXPECT_EQ(facts.number_of("objectEncoding"), 0);
  ASSERT_NE(facts.find("fourCcList"), nullptr);
  EXPECT_EQ(facts.find("fourCcList")->elements.at(2).text, "hvc1");
}

TEST(RtmpPlayRequest, names_the_stream_query_and_all) {
  const auto command = read_command(play_request(4, "a?token=b"), false);
  ASSERT_TRUE(command);
  EXPECT_EQ(command->name, "play");
  EXPECT_EQ(command->arguments.at(1).text, "a?token=b");
  EXPECT_EQ(command->arguments.at(2).number, -2000);
}

TEST(RtmpUserControl, is_read) {
  const auto control = read_user_control(bytes_of_hex("0006 00000102"));
  ASSERT_TRUE(control);
  EXPECT_EQ(control->event, UserControl::Event::ping_request);
  EXPECT_EQ(control->value, 258U);
}

TEST(RtmpUserControl, is_nothing_when_it_is_cut) {
  EXPECT_FALSE(read_user_control(bytes_of_hex("0006 000001")));
}

TEST(RtmpUserControl, answers_a_ping_with_its_timestamp) {
  EXPECT_EQ(ping_response(258), bytes_of_hex("0007 00000102"));
}

TEST(RtmpUserControl, sets_the_length_of_a_buffer) {
  EXPECT_EQ(set_buffer_length(1, 3000), bytes_of_hex("0003 00000001 00000BB8"));
}

}  // namespace
}  // namespace media::rtmp
