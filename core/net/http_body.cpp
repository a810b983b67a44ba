#include "core/net/http_body.hpp"

#include <algorithm>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/net/http_connection.hpp"

namespace core::net {

HttpBody::HttpBody(std::unique_ptr<HttpConnection> connection, const HttpHead& head, Keep keep)
    : connection_(std::move(connection)),
      framing_(head.framing),
      keeps_alive_(head.keeps_alive),
      length_(head.length),
      left_(head.length),
      keep_(std::move(keep)) {}

HttpBody::~HttpBody() { close(); }

Bytes HttpBody::read_some(std::size_t limit, Nanos timeout) {
  if (!connection_) throw vex::Error(VEX_E_INVALID, "the stream is closed");
  switch (framing_) {
    case Framing::length:
      return read_length(limit, timeout);
    case Framing::chunked:
      return read_chunked(limit, timeout);
    case Framing::until_close:
      return connection_->stream().read_some(limit, timeout);
    case Framing::none:
      break;
  }
  return {};
}

Bytes HttpBody::read_length(std::size_t limit, Nanos timeout) {
  if (left_ == 0) return {};
  const Bytes bytes = connection_->stream().read_some(
      static_cast<std::size_t>(std::min<std::uint64_t>(limit, left_)), timeout);
  if (bytes.empty())
    throw vex::Error(vex::Reason::closed, "the body ended after " +
                                              std::to_string(length_ - left_) + " of " +
                                              std::to_string(length_) + " bytes");
  left_ -= bytes.size();
  return bytes;
}

Bytes HttpBody::read_chunked(std::size_t limit, Nanos timeout) {
  ByteStream& stream = connection_->stream();
  while (!chunks_.is_over()) {
    const std::uint64_t data = chunks_.data_left();
    const Bytes bytes =
        data == 0 ? stream.read(timeout)
                  : stream.read_some(static_cast<std::size_t>(std::min<std::uint64_t>(limit, data)),
                                     timeout);
    if (bytes.empty())
      throw vex::Error(vex::Reason::closed, "the chunked body ended without its last chunk");
    if (data != 0) {
      chunks_.take(bytes.size());
      return bytes;
    }
    stream.unread(bytes.size() - chunks_.feed(bytes));
  }
  return {};
}

void HttpBody::unread(std::size_t count) {
  connection_->stream().unread(count);
  if (framing_ == Framing::length) left_ += count;
  if (framing_ == Framing::chunked) chunks_.untake(count);
}

void HttpBody::write(Bytes, Nanos) {
  throw vex::Error(VEX_E_UNSUPPORTED, "the body of a response cannot be written to");
}

bool HttpBody::is_complete() const {
  return framing_ == Framing::none || (framing_ == Framing::length && left_ == 0) ||
         (framing_ == Framing::chunked && chunks_.is_over());
}

void HttpBody::close() noexcept {
  auto connection = std::exchange(connection_, nullptr);
  if (connection && keeps_alive_ && is_complete()) keep_(std::move(connection));
}

Time HttpBody::arrival() const { return connection_ ? connection_->stream().arrival() : Time{}; }

UpgradedStream::UpgradedStream(std::unique_ptr<HttpConnection> connection)
    : connection_(std::move(connection)) {}

UpgradedStream::~UpgradedStream() = default;

Bytes UpgradedStream::read_some(std::size_t limit, Nanos timeout) {
  return connection_->stream().read_some(limit, timeout);
}

void UpgradedStream::unread(std::size_t count) { connection_->stream().unread(count); }

void UpgradedStream::write(Bytes data, Nanos timeout) {
  connection_->stream().write(data, timeout);
}

void UpgradedStream::close() noexcept { connection_->stream().close(); }

Time UpgradedStream::arrival() const { return connection_->stream().arrival(); }

void UpgradedStream::expect_reply() { connection_->stream().expect_reply(); }

}  // namespace core::net
