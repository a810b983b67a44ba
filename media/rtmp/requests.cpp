#include "media/rtmp/requests.hpp"

#include <array>

#include "media/amf0/writer.hpp"

namespace media::rtmp {

namespace {

// The version of Flash Player 9 on Linux, which FFmpeg sends as well: some servers reject others.
constexpr std::string_view flash_version = "LNX 9,0,124,2";
constexpr double capabilities = 15;
constexpr double audio_codecs = 4071;
constexpr double video_codecs = 252;
constexpr double seeks_by_frames = 1;

constexpr std::array<std::string_view, 11> fourccs{"av01", "avc1", "hvc1", "vp08", "vp09", "mp4a",
                                                   "Opus", "fLaC", "ac-3", "ec-3", ".mp3"};

// A live stream if there is one, else a recording (7.2.2.1).
constexpr double live_or_recorded = -2000;

}  // namespace

Payload connect_request(double transaction_id, const ConnectFacts& facts) {
  amf0::Writer writer;
  writer.string("connect").number(transaction_id).begin_object();
  writer.key("app").string(facts.app);
  writer.key("flashVer").string(flash_version);
  if (!facts.swf_url.empty()) writer.key("swfUrl").string(facts.swf_url);
  writer.key("tcUrl").string(facts.tc_url);
  writer.key("fpad").boolean(false);
  writer.key("capabilities").number(capabilities);
  writer.key("audioCodecs").number(audio_codecs);
  writer.key("videoCodecs").number(video_codecs);
  writer.key("videoFunction").number(seeks_by_frames);
  if (!facts.page_url.empty()) writer.key("pageUrl").string(facts.page_url);
  writer.key("objectEncoding").number(0);
  writer.key("fourCcList").begin_strict_array(fourccs.size());
  for (const std::string_view fourcc : fourccs) writer.string(fourcc);
  writer.end_object();
  return writer.bytes();
}

Payload create_stream_request(double transaction_id) {
  return amf0::Writer().string("createStream").number(transaction_id).null().bytes();
}

Payload subscribe_request(double transaction_id, std::string_view stream_name) {
  amf0::Writer writer;
  writer.string("FCSubscribe").number(transaction_id).null().string(stream_name);
  return writer.bytes();
}

Payload play_request(double transaction_id, std::string_view stream_name) {
  amf0::Writer writer;
  writer.string("play").number(transaction_id).null().string(stream_name).number(live_or_recorded);
  return writer.bytes();
}

Payload delete_stream_request(double transaction_id, double stream_id) {
  return amf0::Writer()
      .string("deleteStream")
      .number(transaction_id)
      .null()
      .number(stream_id)
      .bytes();
}

Payload result_of(double transaction_id) {
  return amf0::Writer().string("_result").number(transaction_id).null().number(0).bytes();
}

}  // namespace media::rtmp
