#include "media/rtsp/reader.hpp"

#include <gmock/gmock.h>

#include "tests/media/rtsp/recorder.hpp"

namespace media::rtsp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> read(std::string_view text) {
  Reader reader;
  Recorder recorder;
  const auto error = reader.push(bytes_of(text), recorder);
  if (error) recorder.found.push_back("error: " + error->sentence);
  return recorder.found;
}

struct Row {
  const char* name;
  std::string text;
  std::vector<std::string> found;
};

std::vector<Row> rows() {
  return {
      {"reply", "RTSP/1.0 200 OK\r\nCSeq: 3\r\n\r\n", {"200 OK|CSeq=3"}},
      {"reply with a body",
       "RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 4\r\n\r\nv=0\n",
       {"200 OK|CSeq=2|Content-Length=4|v=0\n"}},
      {"reply of version 2", "RTSP/2.0 404 Not Found\r\n\r\n", {"404 Not Found"}},
      {"reply without a phrase", "RTSP/1.0 200\r\n\r\n", {"200 "}},
      {"request of the server",
       "OPTIONS rtsp://h/a RTSP/1.0\r\nCSeq: 1\r\n\r\n",
       {"OPTIONS rtsp://h/a|CSeq=1"}},
      {"lines that end with LF alone", "RTSP/1.0 200 OK\nCSeq:7\n\n", {"200 OK|CSeq=7"}},
      {"folded header",
       "RTSP/1.0 200 OK\r\nPublic: PLAY,\r\n SETUP\r\n\r\n",
       {"200 OK|Public=PLAY, SETUP"}},
      {"line without a colon", "RTSP/1.0 200 OK\r\nnonsense\r\nA: b\r\n\r\n", {"200 OK|A=b"}},
      {"empty lines before a message", "\r\n\r\nRTSP/1.0 200 OK\r\n\r\n", {"200 OK"}},
      {"frame", frame('\x02', "media"), {"$2 media"}},
      {"empty frame", frame('\x00', ""), {"$0 "}},
      {"frames around a reply",
       frame('\x00', "one") + "RTSP/1.0 200 OK\r\n\r\n" + frame('\x01', "two"),
       {"$0 one", "200 OK", "$1 two"}},
      {"frame right behind a body",
       "RTSP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nab" + frame('\x00', "$"),
       {"200 OK|Content-Length=2|ab", "$0 $"}},
  };
}

TEST(RtspReader, reads_messages_and_frames) {
  for (const Row& row : rows()) EXPECT_EQ(read(row.text), row.found) << row.name;
}

TEST(RtspReader, reads_the_same_however_the_bytes_are_split) {
  for (const Row& row : rows()) {
    for (std::size_t split = 0; split <= row.text.size(); ++split) {
      Reader reader;
      Recorder recorder;
      const std::string_view text = row.text;
      EXPECT_FALSE(reader.push(bytes_of(text.substr(0, split)), recorder));
      EXPECT_FALSE(reader.push(bytes_of(text.substr(split)), recorder));
      EXPECT_EQ(recorder.found, row.found) << row.name << ", split at " << split;
    }
  }
}

TEST(RtspReader, reads_the_same_byte_by_byte) {
  for (const Row& row : rows()) {
    Reader reader;
    Recorder recorder;
    for (const char& c : row.text) EXPECT_FALSE(reader.push(bytes_of({&c, 1}), recorder));
    EXPECT_EQ(recorder.found, row.found) << row.name;
    EXPECT_TRUE(reader.is_between()) << row.name;
  }
}

struct Refusal {
  const char* name;
  std::string text;
  const char* sentence;
  bool is_too_large;
};

TEST(RtspReader, refuses_what_is_no_rtsp_and_what_is_too_large) {
  std::string many = "RTSP/1.0 200 OK\r\n";
  for (std::size_t i = 0; i <= max_headers; ++i) many += "A: b\r\n";
  const std::vector<Refusal> refusals = {
      {"a head without an end", "RTSP/1.0 200 OK\r\nA: " + std::string(max_head_size, 'x'),
       "a head without an end", true},
      {"too many headers", many + "\r\n", "more than 256 headers", true},
      {"a huge body", "RTSP/1.0 200 OK\r\nContent-Length: 1048577\r\n\r\n",
       "a body of 1048577 bytes", true},
      {"a negative length", "RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n",
       "a Content-Length that is not a number", false},
      {"another protocol", "HTTP/1.1 400 Bad Request\r\n\r\n",
       "neither a reply nor a request of RTSP", false},
      {"a status that is none", "RTSP/1.0 999 What\r\n\r\n",
       "neither a reply nor a request of RTSP", false},
      {"binary bytes", "\x01\x02", "neither a message nor an interleaved frame", false},
  };
  for (const Refusal& row : refusals) {
    Reader reader;
    Recorder recorder;
    const auto error = reader.push(bytes_of(row.text), recorder);
    ASSERT_TRUE(error) << row.name;
    EXPECT_EQ(error->sentence, row.sentence) << row.name;
    EXPECT_EQ(error->is_too_large, row.is_too_large) << row.name;
  }
}

TEST(RtspReader, says_where_the_bytes_stop_being_rtsp) {
  Reader reader;
  Recorder recorder;
  const auto error = reader.push(bytes_of(frame('\x00', "abc") + "!"), recorder);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->offset, 7U);
}

TEST(RtspMessage, finds_headers_whatever_their_case) {
  Message message;
  message.headers = {{"cseq", "12"}};
  EXPECT_EQ(message.sequence(), 12U);
}

}  // namespace
}  // namespace media::rtsp
