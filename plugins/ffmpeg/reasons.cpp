#include "plugins/ffmpeg/reasons.hpp"

#include <cerrno>

#include "plugins/ffmpeg/libav.hpp"
#include "plugins/peer_text/quote.hpp"

namespace ffmpeg {
namespace {

using vex::Reason;

/// For codes that always mean the same.
Reason plain_reason_of(int code) {
  switch (code) {
    case AVERROR_HTTP_UNAUTHORIZED:
    case AVERROR_HTTP_FORBIDDEN:
    case AVERROR(EACCES):
    case AVERROR(EPERM):
      return Reason::auth;
    case AVERROR_HTTP_NOT_FOUND:
    case AVERROR(ENOENT):
      return Reason::not_found;
    case AVERROR_HTTP_BAD_REQUEST:
    case AVERROR_HTTP_OTHER_4XX:
    case AVERROR_HTTP_SERVER_ERROR:
      return Reason::http_status;
    case AVERROR(ECONNREFUSED):
    case AVERROR(EHOSTUNREACH):
    case AVERROR(EHOSTDOWN):
    case AVERROR(ENETUNREACH):
    case AVERROR(ENETDOWN):
    case AVERROR(EADDRINUSE):
    case AVERROR(EADDRNOTAVAIL):
    case AVERROR(ENODEV):
      return Reason::connect;
    case AVERROR_EOF:
    case AVERROR(ECONNRESET):
    case AVERROR(ECONNABORTED):
    case AVERROR(EPIPE):
      return Reason::closed;
    case AVERROR_PROTOCOL_NOT_FOUND:
    case AVERROR_DEMUXER_NOT_FOUND:
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_PATCHWELCOME:
    case AVERROR_EXPERIMENTAL:
    case AVERROR(ENOSYS):
    case AVERROR(EPROTONOSUPPORT):
      return Reason::unsupported;
    case AVERROR(ENOMEM):  // more than av_max_alloc() permits in one piece
    case AVERROR_BUFFER_TOO_SMALL:
    case AVERROR(EFBIG):
    case AVERROR(EMSGSIZE):
      return Reason::too_large;
    case AVERROR_BUG:
    case AVERROR_BUG2:
    case AVERROR(EMFILE):
    case AVERROR(ENFILE):
      return Reason::internal;
    default:
      return Reason::none;
  }
}

}  // namespace

std::string text_of(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  return text;
}

Reason reason_of(int code, Stage stage, const Complaint& complaint) {
  const Reason plain = plain_reason_of(code);
  if (plain != Reason::none) return plain;
  const bool opens = stage == Stage::opening;
  const bool is_transport = complaint.part == "tcp" || complaint.part == "srt";
  if (code == AVERROR(ETIMEDOUT)) {
    return opens && is_transport ? Reason::connect_timeout : Reason::timeout;
  }
  if (complaint.part == "tls") return Reason::tls;
  if (code == AVERROR(EIO) || code == AVERROR_UNKNOWN || code == AVERROR_EXTERNAL) {
    if (!opens) return Reason::closed;
    return is_transport ? Reason::connect : Reason::protocol;
  }
  // EINVAL and AVERROR_INVALIDDATA, and whatever else a demuxer returns for its input.
  return Reason::protocol;
}

vex::Error error_of(int code, Stage stage, const Complaint& complaint) {
  std::string sentence = stage == Stage::opening ? "the stream cannot be opened: "
                                                 : "the stream cannot be read any further: ";
  sentence += text_of(code);
  if (!complaint.line.empty()) {
    sentence += "; FFmpeg's " + complaint.part + " says " + peer_text::quote(complaint.line);
  }
  return {reason_of(code, stage, complaint), sentence};
}

}  // namespace ffmpeg
