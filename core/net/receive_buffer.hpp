#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "core/net/byte_stream.hpp"

namespace core::net {

class Inbox;

// The buffer that all streams of one loop receive into; each uses it while it reads. [strand]
class ReceiveBuffer {
 public:
  static constexpr std::size_t size = std::size_t{256} * 1024;

 private:
  friend class Inbox;

  std::span<std::byte> lend(Inbox& inbox);
  void end_loan(const Inbox& inbox);

  std::unique_ptr<std::byte[]> memory_ = std::make_unique_for_overwrite<std::byte[]>(size);
  Inbox* borrower_ = nullptr;
};

struct ReceiveBuffers {
  ReceiveBuffer wire;   // bytes as they come from sockets
  ReceiveBuffer clear;  // the same bytes, decrypted
};

// What one stream has received and not handed out yet. The bytes stay in the shared buffer until
// another stream needs it; only then are they moved to memory of their own. [strand]
class Inbox {
 public:
  explicit Inbox(ReceiveBuffer& buffer) : buffer_(buffer) {}
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  bool is_empty() const { return unread_.empty(); }

  // Where to put new bytes, and how many arrived. Only while the inbox is empty, and without
  // suspending in between.
  std::span<std::byte> begin_fill();
  void end_fill(std::size_t count);

  // The next bytes, borrowed until a fiber suspends.
  Bytes take(std::size_t limit);

  // Takes back the last `count` bytes that were handed out.
  void untake(std::size_t count);

 private:
  friend class ReceiveBuffer;
  void move_out();

  ReceiveBuffer& buffer_;
  Bytes unread_;
  std::vector<std::byte> own_;
};

}  // namespace core::net
