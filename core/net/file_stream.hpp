#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/net/byte_stream.hpp"

namespace core::net {

class NetContext;

// A file as a stream of bytes, read on the blocking pool. [strand]
class FileStream final : public ByteStream {
  struct File;

 public:
  // Throws vex::Error: not_found, auth (permission denied), unsupported (not a regular file).
  // [suspends]
  static std::unique_ptr<FileStream> open(NetContext& context, const std::string& path);

  FileStream(NetContext& context, std::shared_ptr<File> file);

  Bytes read_some(std::size_t limit, Nanos timeout) override;
  void unread(std::size_t count) override { position_ -= count; }
  [[noreturn]] void write(Bytes data, Nanos timeout) override;
  void close() noexcept override { file_.reset(); }
  Time arrival() const override { return arrival_; }

 private:
  NetContext& context_;
  std::shared_ptr<File> file_;  // shared with a read that a cancelled fiber left running
  std::vector<std::byte> block_;
  std::size_t position_ = 0;
  Time arrival_{};
};

}  // namespace core::net
