#include "core/net/file_stream.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/engine/blocking_pool.hpp"
#include "core/net/context.hpp"
#include "core/net/errors.hpp"
#include "core/net/fd.hpp"
#include "core/net/network.hpp"

namespace core::net {
namespace {

constexpr std::size_t block_size = std::size_t{256} * 1024;

vex::Error file_error(int error, const std::string& path) {
  const auto reason = error == ENOENT || error == ENOTDIR ? vex::Reason::not_found
                      : error == EACCES || error == EPERM ? vex::Reason::auth
                                                          : vex::Reason::internal;
  return vex::Error(reason, path + ": " + system_message(error));
}

// Without O_NONBLOCK, opening a FIFO that has no writer would block the thread.
Fd open_regular(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd.is_open()) throw file_error(errno, path);
  struct stat about {};
  if (::fstat(fd.get(), &about) != 0) throw file_error(errno, path);
  if (!S_ISREG(about.st_mode))
    throw vex::Error(vex::Reason::unsupported, path + ": not a regular file");
  return fd;
}

}  // namespace

struct FileStream::File {
  std::string path;
  Fd fd;

  std::vector<std::byte> read_block() const {
    std::vector<std::byte> block(block_size);
    const ssize_t count = ::read(fd.get(), block.data(), block.size());
    if (count < 0) throw file_error(errno, path);
    block.resize(static_cast<std::size_t>(count));
    return block;
  }
};

FileStream::FileStream(NetContext& context, std::shared_ptr<File> file)
    : context_(context), file_(std::move(file)) {}

std::unique_ptr<FileStream> FileStream::open(NetContext& context, const std::string& path) {
  auto file = context.net().files().call([path] {
    return std::make_shared<File>(File{path, open_regular(path)});
  });
  return std::make_unique<FileStream>(context, std::move(file));
}

Bytes FileStream::read_some(std::size_t limit, Nanos) {
  if (!file_) throw vex::Error(VEX_E_INVALID, "the stream is closed");
  if (position_ == block_.size()) {
    block_ = context_.net().files().call([file = file_] { return file->read_block(); });
    position_ = 0;
    arrival_ = engine::Clock::now();
    context_.count_received(block_.size(), arrival_);
  }
  const Bytes unread = Bytes(block_).subspan(position_);
  const Bytes taken = unread.first(std::min(limit, unread.size()));
  position_ += taken.size();
  return taken;
}

void FileStream::write(Bytes, Nanos) {
  throw vex::Error(VEX_E_UNSUPPORTED, "a file that is watched cannot be written to");
}

}  // namespace core::net
