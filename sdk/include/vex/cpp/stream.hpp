// vex/cpp/stream.hpp - a stream of bytes, as an owning type.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "../host.h"
#include "error.hpp"
#include "text.hpp"

namespace vex {

namespace detail {

struct CloseStream {
  void operator()(vex_stream* stream) const noexcept { stream->close(stream); }
};

}  // namespace detail

/// Closed by its destructor. Reading and writing suspend the fiber of the probe; a time-out of 0
/// means the configured idle time-out.
class Stream {
 public:
  explicit Stream(vex_stream* stream) noexcept : stream_(stream) {}

  /// What has arrived, at least one byte; empty at the end. Borrowed until the next call that
  /// suspends. [suspends]
  Bytes read(Nanos timeout = {}) {
    if (!rest_.empty()) return std::exchange(rest_, {});
    vex_bytes data{};
    detail::invoke(stream_->read, stream_.get(), timeout.count(), &data);
    return detail::from_abi(data);
  }

  /// Fills `into`, or throws `closed` if the stream ends too early. [suspends]
  void read_exactly(std::span<std::byte> into, Nanos timeout = {}) {
    while (!into.empty()) {
      const Bytes got = read(timeout);
      if (got.empty()) throw Error(Reason::closed, "the peer ended the stream too early");
      const std::size_t taken = std::min(got.size(), into.size());
      std::memcpy(into.data(), got.data(), taken);
      into = into.subspan(taken);
      rest_ = got.subspan(taken);
    }
  }

  /// [suspends]
  void write(Bytes data, Nanos timeout = {}) {
    detail::invoke(stream_->write, stream_.get(), detail::to_abi(data), timeout.count());
  }

  void write(std::string_view text, Nanos timeout = {}) {
    write(std::as_bytes(std::span(text)), timeout);
  }

 private:
  std::unique_ptr<vex_stream, detail::CloseStream> stream_;
  Bytes rest_{};  // what read_exactly left of the last read; nothing has suspended since
};

}  // namespace vex
