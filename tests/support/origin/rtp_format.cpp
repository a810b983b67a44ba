#include "tests/support/origin/rtp_format.hpp"

#include "tests/support/origin/text.hpp"

namespace origin {
namespace {

constexpr std::size_t previous_tag_size_size = 4;
constexpr std::string_view rates_of_aac[] = {"96000", "88200", "64000", "48000", "44100",
                                             "32000", "24000", "22050", "16000", "12000",
                                             "11025", "8000",  "7350"};

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

/// The data of a tag behind its head of `skipped` bytes.
std::string_view data_of(const Tag& tag, std::size_t skipped) {
  std::string_view data(tag.bytes);
  data.remove_suffix(previous_tag_size_size);
  return data.substr(tag_header_size + skipped);
}

std::string media_lines(std::string_view kind, std::size_t place, const std::string& encoding,
                        const std::string& parameters) {
  const auto type = std::to_string(payload_type(place));
  return "m=" + std::string(kind) + " 0 RTP/AVP " + type + "\r\na=rtpmap:" + type + " " + encoding +
         "\r\na=fmtp:" + type + " " + parameters +
         "\r\na=control:trackID=" + std::to_string(place) + "\r\n";
}

std::string describe_video(std::string_view record, std::size_t place) {
  std::string sets;
  for (const auto unit : parameter_sets_of(record)) {
    sets += (sets.empty() ? "" : ",") + base64(unit);
  }
  return media_lines("video", place, "H264/90000",
                     "packetization-mode=1;sprop-parameter-sets=" + sets);
}

std::string describe_audio(std::string_view configuration, std::string_view rate,
                           std::size_t place) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hexadecimal;
  for (std::size_t at = 0; at < configuration.size(); ++at) {
    hexadecimal += digits[byte_at(configuration, at) >> 4U];
    hexadecimal += digits[byte_at(configuration, at) & 15U];
  }
  const auto channels = std::to_string(byte_at(configuration, 1) >> 3U & 15U);
  return media_lines("audio", place, "mpeg4-generic/" + std::string(rate) + "/" + channels,
                     "streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;"
                     "indexdeltalength=3;config=" +
                         hexadecimal);
}

}  // namespace

std::optional<RtpForm> rtp_form_of(const FlvStream& stream) {
  constexpr unsigned avc_keyframe = 0x17;  // Adobe FLV 10.1 E.4.3.1
  constexpr unsigned aac = 10;             // E.4.2.1
  RtpForm form;
  form.sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=origin\r\nt=0 0\r\na=control:*\r\n";
  for (const Tag& header : stream.sequence_headers) {
    const std::size_t place = form.count();
    const unsigned codec = byte_at(header.bytes, tag_header_size);
    if (header.type == TagType::video && codec == avc_keyframe && !form.video) {
      form.video = place;
      form.sdp += describe_video(data_of(header, 5), place);
    } else if (header.type == TagType::audio && codec >> 4U == aac && !form.audio) {
      const auto configuration = data_of(header, 2);
      const unsigned index =
          (byte_at(configuration, 0) & 7U) << 1U | byte_at(configuration, 1) >> 7U;
      if (index >= std::size(rates_of_aac)) {
        return std::nullopt;
      }
      form.audio = place;
      form.sample_rate = static_cast<std::uint32_t>(std::stoul(std::string(rates_of_aac[index])));
      form.sdp += describe_audio(configuration, rates_of_aac[index], place);
    } else {
      return std::nullopt;
    }
  }
  // A codec without a sequence header is none of the two.
  for (const Tag& tag : stream.media) {
    if (tag.type == TagType::audio && !form.audio) {
      return std::nullopt;
    }
  }
  return form.count() > 0 ? std::optional(form) : std::nullopt;
}

std::vector<std::string_view> parameter_sets_of(std::string_view record) {
  std::vector<std::string_view> sets;
  std::size_t at = 5;
  for (const unsigned mask : {0x1FU, 0xFFU}) {  // sequence parameter sets, then those of pictures
    const unsigned count = byte_at(record, at++) & mask;
    for (unsigned n = 0; n < count && at + 2 <= record.size(); ++n) {
      const std::size_t size = byte_at(record, at) << 8U | byte_at(record, at + 1);
      sets.push_back(record.substr(at + 2, size));
      at += 2 + size;
    }
  }
  return sets;
}

}  // namespace origin
