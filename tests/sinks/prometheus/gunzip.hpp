// gzip undone, for tests.
#pragma once

#include <zlib.h>

#include <array>
#include <stdexcept>
#include <string>

namespace sinks::prometheus {

inline std::string gunzip(std::string body) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) throw std::runtime_error("inflateInit2");
  stream.next_in = reinterpret_cast<Bytef*>(body.data());
  stream.avail_in = static_cast<uInt>(body.size());
  std::string text;
  std::array<char, 4096> room{};
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(room.data());
    stream.avail_out = static_cast<uInt>(room.size());
    status = inflate(&stream, Z_NO_FLUSH);
    text.append(room.data(), room.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::runtime_error("the gzip body is broken");
  return text;
}

}  // namespace sinks::prometheus
