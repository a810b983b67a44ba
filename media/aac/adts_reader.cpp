#include "media/aac/adts_reader.hpp"

#include <algorithm>

namespace media::aac {

bool AdtsReader::next(std::span<const std::byte>& bytes) {
  while (!bytes.empty()) {
    if (left_ == 0 && !read_header(bytes)) continue;
    const std::size_t count = std::min(left_, bytes.size());
    bytes = bytes.subspan(count);
    left_ -= count;
    if (left_ == 0) return true;
  }
  return false;
}

bool AdtsReader::read_header(std::span<const std::byte>& bytes) {
  header_.at(filled_++) = bytes.front();
  bytes = bytes.subspan(1);
  if (filled_ < header_.size()) return false;
  const auto header = read_adts_header(header_);
  if (header && header->frame_bytes > header_.size()) {
    frame_ = *header;
    left_ = header->frame_bytes - header_.size();
    filled_ = 0;
    return true;
  }
  std::copy(header_.begin() + 1, header_.end(), header_.begin());
  --filled_;
  return false;
}

}  // namespace media::aac
