#include "media/rtsp/head.hpp"

#include <algorithm>
#include <utility>

#include "media/rtsp/reader.hpp"

namespace media::rtsp {

namespace {

constexpr std::string_view protocol = "RTSP/";

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view take_word(std::string_view& line) {
  line = trimmed(line);
  const std::string_view word = line.substr(0, line.find(' '));
  line = trimmed(line.substr(word.size()));
  return word;
}

bool parse_reply_line(std::string_view line, Message& message) {
  const std::string_view version = take_word(line).substr(protocol.size());
  const auto status = number_in(take_word(line));
  if (!status || *status < 100 || *status > 599) return false;
  message.version = version;
  message.status = static_cast<unsigned>(*status);
  message.phrase = line;
  return true;
}

bool parse_request_line(std::string_view line, Message& message) {
  message.method = take_word(line);
  message.uri = take_word(line);
  if (!line.starts_with(protocol)) return false;
  message.version = line.substr(protocol.size());
  return !message.method.empty();
}

bool parse_start_line(std::string_view line, Message& message) {
  return line.starts_with(protocol) ? parse_reply_line(line, message)
                                    : parse_request_line(line, message);
}

void add_header(std::string_view line, Message& message) {
  const bool is_folded = line.front() == ' ' || line.front() == '\t';
  if (is_folded) {
    if (message.headers.empty()) return;
    std::string& value = message.headers.back().value;
    value += ' ';
    value += trimmed(line);
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  message.headers.push_back(
      {std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
}

}  // namespace

HeadResult parse_head(std::string_view text) {
  Message message;
  if (!parse_start_line(take_line(text), message)) {
    return {std::nullopt, "neither a reply nor a request of RTSP", false};
  }
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) continue;
    if (message.headers.size() == max_headers) {
      return {std::nullopt, "more than " + std::to_string(max_headers) + " headers", true};
    }
    add_header(line, message);
  }
  return {std::move(message), {}, false};
}

}  // namespace media::rtsp
