#pragma once

#include <cstddef>
#include <span>

#include "core/engine/clock.hpp"

namespace core::net {

using Bytes = std::span<const std::byte>;
using engine::Nanos;
using engine::Time;

// A stream of bytes. Calls that wait throw vex::Error: Reason::timeout, Reason::closed when the
// peer breaks the connection, Reason::tls, and whatever engine::Wait throws. [strand]
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // What has arrived, at least one byte; empty at the end of the stream. The bytes are borrowed
  // until the fiber next suspends, in this call or any other. `timeout` limits how long nothing may
  // arrive; 0 means the configured idle time-out. [suspends]
  Bytes read(Nanos timeout) { return read_some(static_cast<std::size_t>(-1), timeout); }

  // Like read(), for at most `limit` bytes; the rest is left for the next call. [suspends]
  virtual Bytes read_some(std::size_t limit, Nanos timeout) = 0;

  // Returns the last `count` bytes of the latest read to the stream. Must be called before the
  // fiber suspends.
  virtual void unread(std::size_t count) = 0;

  // Writes all of `data`. `timeout` as for read(). [suspends]
  virtual void write(Bytes data, Nanos timeout) = 0;

  // Does not suspend. Reading and writing fail afterwards. Must not be called while another fiber
  // is inside a call.
  virtual void close() noexcept = 0;

  // When the kernel received the last of the bytes most recently read.
  virtual Time arrival() const = 0;

  // Tells the stream that a request was sent: for one second, bytes are read as they arrive rather
  // than once per quantum, so that the reply is not delayed. The first second of a connection is
  // treated the same way.
  virtual void expect_reply() {}
};

}  // namespace core::net
