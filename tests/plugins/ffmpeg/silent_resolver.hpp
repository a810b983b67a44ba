// A name server that gives no answer.
#pragma once

#include <string>

namespace ffmpeg::test {

/// While it lives, this process gets no answer about the addresses of host(). What still asks then
/// is told to come again. One at a time.
class SilentResolver {
 public:
  SilentResolver();
  SilentResolver(const SilentResolver&) = delete;
  SilentResolver& operator=(const SilentResolver&) = delete;
  ~SilentResolver();

  [[nodiscard]] std::string host() const;

  /// Until somebody asks.
  void await_lookup() const;
};

}  // namespace ffmpeg::test
