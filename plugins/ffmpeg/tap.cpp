#include "plugins/ffmpeg/tap.hpp"

#include <span>

extern "C" {
#include <libavutil/mem.h>
}

namespace ffmpeg {
namespace {

// The size that FFmpeg's own connections use.
constexpr int buffer_size = 32768;

}  // namespace

Tap::Tap(Connection inner, std::function<void(vex::Bytes)> on_bytes)
    : inner_(std::move(inner)), on_bytes_(std::move(on_bytes)) {
  auto* buffer = static_cast<std::uint8_t*>(av_malloc(buffer_size));
  if (buffer != nullptr) {
    outer_ = avio_alloc_context(buffer, buffer_size, 0, this, &Tap::read, nullptr, &Tap::seek);
  }
  if (outer_ == nullptr) {
    av_free(buffer);
    throw vex::Error(vex::Reason::internal, "no memory for a connection");
  }
  outer_->seekable = inner_->seekable;
  outer_->max_packet_size = inner_->max_packet_size;
}

Tap::~Tap() {
  av_freep(&outer_->buffer);  // which may have been replaced
  avio_context_free(&outer_);
}

int Tap::read(void* self, std::uint8_t* buffer, int size) {
  const Tap& tap = *static_cast<Tap*>(self);
  const int count = avio_read_partial(tap.inner_.get(), buffer, size);
  if (count > 0) tap.on_bytes_(std::as_bytes(std::span(buffer, static_cast<std::size_t>(count))));
  return count == 0 ? AVERROR_EOF : count;
}

std::int64_t Tap::seek(void* self, std::int64_t offset, int whence) {
  const Tap& tap = *static_cast<Tap*>(self);
  if ((whence & AVSEEK_SIZE) != 0) return avio_size(tap.inner_.get());
  tap.on_bytes_({});
  return avio_seek(tap.inner_.get(), offset, whence & ~AVSEEK_FORCE);
}

}  // namespace ffmpeg
