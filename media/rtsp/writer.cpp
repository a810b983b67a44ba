#include "media/rtsp/writer.hpp"

namespace media::rtsp {

namespace {

void append_clean(std::string& text, std::string_view value) {
  for (const char c : value) text += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
}

void append_header(std::string& text, std::string_view name, std::string_view value) {
  append_clean(text, name);
  text += ": ";
  append_clean(text, value);
  text += "\r\n";
}

}  // namespace

std::string write_request(std::string_view method, std::string_view url, std::uint64_t sequence,
                          std::span<const Header> headers) {
  std::string text;
  append_clean(text, method);
  text += ' ';
  append_clean(text, url);
  text += " RTSP/1.0\r\n";
  append_header(text, "CSeq", std::to_string(sequence));
  for (const Header& header : headers) append_header(text, header.name, header.value);
  return text + "\r\n";
}

std::string write_reply(const Message& request, unsigned status, std::string_view phrase) {
  std::string text = request.version == "2.0" ? "RTSP/2.0 " : "RTSP/1.0 ";
  text += std::to_string(status) + ' ';
  append_clean(text, phrase);
  text += "\r\n";
  if (const auto sequence = request.sequence()) {
    append_header(text, "CSeq", std::to_string(*sequence));
  }
  if (const auto session = request.header("Session")) append_header(text, "Session", *session);
  return text + "\r\n";
}

std::vector<std::byte> write_frame(std::uint8_t channel, std::span<const std::byte> payload) {
  if (payload.size() > 0xFFFF) return {};
  std::vector<std::byte> frame{std::byte{'$'}, std::byte{channel},
                               static_cast<std::byte>(payload.size() >> 8U),
                               static_cast<std::byte>(payload.size() & 0xFFU)};
  frame.insert(frame.end(), payload.begin(), payload.end());
  return frame;
}

}  // namespace media::rtsp
