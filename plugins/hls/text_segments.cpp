#include "plugins/hls/containers.hpp"

namespace hls {

void TextSegments::begin(std::uint64_t, bool continues) {
  if (!continues) reader_.reset();
}

void TextSegments::push(vex::Bytes bytes, nanoseconds, MediaListener&) { reader_.push(bytes); }

void TextSegments::end(bool is_whole, MediaListener&) {
  reader_.end();
  if (is_whole && !reader_.is_webvtt()) {
    throw vex::Error(vex::Reason::protocol, "it is not WebVTT: its first line says something else");
  }
}

std::optional<ShownText> TextSegments::text() const {
  return ShownText{reader_.cues(), reader_.begin_time(), reader_.end_time()};
}

}  // namespace hls
