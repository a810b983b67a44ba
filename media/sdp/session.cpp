#include "media/sdp/session.hpp"

#include <array>
#include <charconv>

#include "media/sdp/text.hpp"

namespace media::sdp {
namespace {

struct StaticType {
  std::uint8_t payload_type;
  std::string_view encoding;
  std::uint32_t clock_rate;
  std::uint32_t channels;
};

/// RFC 3551 6; only those that still occur.
constexpr std::array static_types{
    StaticType{0, "PCMU", 8000, 1},   StaticType{3, "GSM", 8000, 1},
    StaticType{8, "PCMA", 8000, 1},   StaticType{9, "G722", 8000, 1},
    StaticType{10, "L16", 44100, 2},  StaticType{11, "L16", 44100, 1},
    StaticType{14, "MPA", 90000, 0},  StaticType{26, "JPEG", 90000, 0},
    StaticType{32, "MPV", 90000, 0},  StaticType{33, "MP2T", 90000, 0},
    StaticType{34, "H263", 90000, 0},
};

Format make_format(std::uint8_t payload_type) {
  Format format{.payload_type = payload_type};
  for (const StaticType& known : static_types) {
    if (known.payload_type != payload_type) continue;
    format.encoding = known.encoding;
    format.clock_rate = known.clock_rate;
    format.channels = known.channels;
  }
  return format;
}

/// m=<media> <port>[/<count>] <protocol> <format> ...
Media read_media(std::string_view value) {
  Media media;
  media.kind = take_until(value, ' ');
  std::string_view port = take_until(value, ' ');
  media.port = decimal(take_until(port, '/')).value_or(0);
  media.protocol = take_until(value, ' ');
  while (!value.empty() && media.formats.size() < max_formats) {
    const auto number = decimal(trimmed(take_until(value, ' ')));
    if (number && *number < 128) {
      media.formats.push_back(make_format(static_cast<std::uint8_t>(*number)));
    }
  }
  return media;
}

/// The format that an attribute refers to: "<payload type> <rest>". Null if there is none.
Format* take_format(Media& media, std::string_view& value) {
  const auto number = decimal(trimmed(take_until(value, ' ')));
  for (Format& format : media.formats) {
    if (number == format.payload_type) return &format;
  }
  return nullptr;
}

/// <encoding>/<clock rate>[/<channels>]
void read_rtpmap(std::string_view value, Format& format) {
  value = trimmed(value);
  format.encoding = take_until(value, '/');
  format.clock_rate = decimal(trimmed(take_until(value, '/'))).value_or(0);
  format.channels = decimal(trimmed(value)).value_or(0);
}

double read_framerate(std::string_view value) {
  double framerate = 0;
  std::from_chars(value.data(), value.data() + value.size(), framerate);
  return framerate > 0 && framerate < 1000 ? framerate : 0;
}

void read_attribute(std::string_view text, Session& session) {
  std::string_view value = text;
  const std::string_view name = trimmed(take_until(value, ':'));
  value = trimmed(value);
  if (session.media.empty()) {
    if (equals_without_case(name, "control")) session.control = value;
    return;
  }
  Media& media = session.media.back();
  if (equals_without_case(name, "control")) {
    media.control = value;
  } else if (equals_without_case(name, "framerate")) {
    media.framerate = read_framerate(value);
  } else if (equals_without_case(name, "rtpmap")) {
    if (Format* format = take_format(media, value)) read_rtpmap(value, *format);
  } else if (equals_without_case(name, "fmtp")) {
    if (Format* format = take_format(media, value)) format->parameters = FormatParameters(value);
  }
}

}  // namespace

std::variant<Session, Error> read_session(std::string_view text) {
  if (text.size() > max_bytes) {
    return Error{true, "the session description has " + std::to_string(text.size()) + " bytes"};
  }
  Session session;
  while (!text.empty()) {
    const std::string_view line = trimmed(take_until(text, '\n'));
    if (line.size() < 2 || line[1] != '=') continue;
    const std::string_view value = trimmed(line.substr(2));
    if (line[0] == 'm') {
      if (session.media.size() == max_media) {
        return Error{
            true, "the session description has more than " + std::to_string(max_media) + " tracks"};
      }
      session.media.push_back(read_media(value));
    } else if (line[0] == 'a') {
      read_attribute(value, session);
    }
  }
  if (session.media.empty()) return Error{false, "the session description names no track"};
  return session;
}

}  // namespace media::sdp
