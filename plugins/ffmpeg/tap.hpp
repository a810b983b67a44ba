// An FFmpeg connection whose bytes are observed.
#pragma once

#include <vex/vex.hpp>

#include <functional>
#include <memory>

#include "plugins/ffmpeg/libav.hpp"

namespace ffmpeg {

struct CloseConnection {
  void operator()(AVIOContext* io) const noexcept { avio_close(io); }
};
using Connection = std::unique_ptr<AVIOContext, CloseConnection>;

class Tap {
 public:
  /// `on_bytes` receives what is read, and an empty piece where reading continues elsewhere.
  Tap(Connection inner, std::function<void(vex::Bytes)> on_bytes);
  Tap(const Tap&) = delete;
  Tap& operator=(const Tap&) = delete;
  ~Tap();

  /// The connection that FFmpeg reads from instead; owned by this object.
  [[nodiscard]] AVIOContext* outer() const noexcept { return outer_; }
  [[nodiscard]] const AVIOContext& inner() const noexcept { return *inner_; }

 private:
  static int read(void* self, std::uint8_t* buffer, int size);
  static std::int64_t seek(void* self, std::int64_t offset, int whence);

  Connection inner_;
  const std::function<void(vex::Bytes)> on_bytes_;
  AVIOContext* outer_ = nullptr;
};

}  // namespace ffmpeg
