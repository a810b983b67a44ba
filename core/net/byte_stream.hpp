#pragma once

#include <cstddef>
#include <span>

#include "core/engine/clock.hpp"

namespace core::net {

using Bytes = std::span<const std::byte>;
using engine::Nanos;
using engine::Time;

// A stream of bytes. Calls that wait throw vex::Error: Reason::timeout, Reason::closed when the
// peer breaks off, Reason::tls, and what engine::Wait throws. [strand]
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // What has arrived, at least one byte; empty at the end of the stream. The bytes are borrowed
  // until the fiber suspends next, here or anywhere. `timeout` bounds the silence; 0 stands for the
  // configured idle time-out. [suspends]
  Bytes read(Nanos timeout) { return read_some(static_cast<std::size_t>(-1), timeout); }

  // As read(), for at most `limit` bytes; the rest stays for the next call. [suspends]
  virtual Bytes read_some(std::size_t limit, Nanos timeout) = 0;

  // Gives back the last `count` bytes of what the latest read handed out. Before the fiber
  // suspends.
  virtual void unread(std::size_t count) = 0;

  // Writes all of `data`. `timeout` as for read(). [suspends]
  virtual void write(Bytes data, Nanos timeout) = 0;

  // Does not suspend. Reading and writing fail afterwards. Not while another fiber is in a call.
  virtual void close() noexcept = 0;

  // When the kernel had received the last of the bytes read latest.
  virtual Time arrival() const = 0;

  // A request was sent: for a second, bytes are read as they come, not by the quantum, so that the
  // answer is not late. The first second of a connection is such a one, too.
  virtual void expect_reply() {}
};

}  // namespace core::net
