#include "core/net/receive_buffer.hpp"

#include <algorithm>

namespace core::net {

std::span<std::byte> ReceiveBuffer::lend(Inbox& inbox) {
  if (borrower_ != nullptr && borrower_ != &inbox) borrower_->move_out();
  borrower_ = &inbox;
  return {memory_.get(), size};
}

void ReceiveBuffer::end_loan(const Inbox& inbox) {
  if (borrower_ == &inbox) borrower_ = nullptr;
}

Inbox::~Inbox() { buffer_.end_loan(*this); }

std::span<std::byte> Inbox::begin_fill() {
  own_ = {};  // releases its memory
  return buffer_.lend(*this);
}

void Inbox::end_fill(std::size_t count) { unread_ = Bytes(buffer_.memory_.get(), count); }

Bytes Inbox::take(std::size_t limit) {
  const Bytes taken = unread_.first(std::min(limit, unread_.size()));
  unread_ = unread_.subspan(taken.size());
  return taken;
}

void Inbox::untake(std::size_t count) {
  unread_ = Bytes(unread_.data() - count, unread_.size() + count);
}

void Inbox::move_out() {
  own_.assign(unread_.begin(), unread_.end());
  unread_ = own_;
}

}  // namespace core::net
