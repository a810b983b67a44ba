#pragma once

#include <functional>
#include <memory>

#include "core/net/byte_stream.hpp"
#include "core/net/chunk_decoder.hpp"
#include "core/net/http_head.hpp"

namespace core::net {

class HttpConnection;

// The body of one response, without its framing. [strand]
class HttpBody final : public ByteStream {
 public:
  // Receives a connection whose response was read to the end.
  using Keep = std::function<void(std::unique_ptr<HttpConnection>)>;

  HttpBody(std::unique_ptr<HttpConnection> connection, const HttpHead& head, Keep keep);
  ~HttpBody() override;

  Bytes read_some(std::size_t limit, Nanos timeout) override;
  void unread(std::size_t count) override;
  [[noreturn]] void write(Bytes data, Nanos timeout) override;
  void close() noexcept override;
  Time arrival() const override;

 private:
  Bytes read_length(std::size_t limit, Nanos timeout);
  Bytes read_chunked(std::size_t limit, Nanos timeout);
  bool is_complete() const;

  std::unique_ptr<HttpConnection> connection_;  // nullptr once closed
  Framing framing_;
  bool keeps_alive_;
  std::uint64_t length_;
  std::uint64_t left_;
  ChunkDecoder chunks_;
  Keep keep_;
};

// An upgraded connection: it carries another protocol's bytes in both directions. [strand]
class UpgradedStream final : public ByteStream {
 public:
  explicit UpgradedStream(std::unique_ptr<HttpConnection> connection);
  ~UpgradedStream() override;

  Bytes read_some(std::size_t limit, Nanos timeout) override;
  void unread(std::size_t count) override;
  void write(Bytes data, Nanos timeout) override;
  void close() noexcept override;
  Time arrival() const override;
  void expect_reply() override;

 private:
  std::unique_ptr<HttpConnection> connection_;
};

}  // namespace core::net
