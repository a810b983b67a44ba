#include "core/net/first_byte.hpp"

#include <utility>

#include "core/net/context.hpp"

namespace core::net {

FirstByte::FirstByte(NetContext& context, std::unique_ptr<ByteStream> stream, Time begin)
    : context_(context), stream_(std::move(stream)), begin_(begin) {}

Bytes FirstByte::read_some(std::size_t limit, Nanos timeout) {
  const Bytes bytes = stream_->read_some(limit, timeout);
  if (!bytes.empty() && !std::exchange(has_come_, true))
    context_.observer().on_phase(Phase::first_byte, begin_, engine::Clock::now());
  return bytes;
}

}  // namespace core::net
