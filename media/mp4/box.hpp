// Boxes (ISO/IEC 14496-12 4.2): a size, a type of four characters, and what is inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "media/bits/byte_reader.hpp"

namespace media::mp4 {

using FourCc = std::uint32_t;

consteval FourCc four_cc(const char (&text)[5]) {
  FourCc code = 0;
  for (int i = 0; i < 4; ++i) code = (code << 8U) | static_cast<unsigned char>(text[i]);
  return code;
}

/// The four characters; unprintable ones become "?".
inline std::string text_of(FourCc code) {
  std::string text(4, '?');
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(code >> (24 - 8 * i));
    if (c >= 0x20 && c < 0x7F) text[i] = static_cast<char>(c);
  }
  return text;
}

struct Box {
  FourCc type = 0;
  std::span<const std::byte> content{};

  [[nodiscard]] bits::ByteReader reader() const { return bits::ByteReader(content); }
};

/// Iterates over the boxes inside another one. A box that is longer than its container ends the
/// iteration: is_broken() is then true. Borrows the bytes.
class Boxes {
 public:
  explicit Boxes(std::span<const std::byte> bytes) : reader_(bytes) {}

  std::optional<Box> next() {
    if (reader_.left() < 8) {
      is_broken_ = is_broken_ || reader_.left() != 0;
      return std::nullopt;
    }
    std::uint64_t size = reader_.u32();
    std::uint64_t head = 8;
    Box box{.type = reader_.u32()};
    if (size == 1) {
      size = reader_.u64();
      head = 16;
    }
    if (size == 0) size = reader_.left() + head;
    if (!reader_.ok() || size < head || size - head > reader_.left()) {
      is_broken_ = true;
      reader_.skip(reader_.left());
      return std::nullopt;
    }
    box.content = reader_.bytes(static_cast<std::size_t>(size - head));
    return box;
  }

  [[nodiscard]] bool is_broken() const { return is_broken_; }

 private:
  bits::ByteReader reader_;
  bool is_broken_ = false;
};

/// The first box of that type inside another one.
inline std::optional<Box> find_box(std::span<const std::byte> bytes, FourCc type) {
  Boxes boxes(bytes);
  while (const auto box = boxes.next()) {
    if (box->type == type) return box;
  }
  return std::nullopt;
}

/// Version and flags, the start of a full box (4.2).
struct FullBoxHead {
  std::uint8_t version = 0;
  std::uint32_t flags = 0;
};

inline FullBoxHead read_full_box_head(bits::ByteReader& reader) {
  const std::uint8_t version = reader.u8();
  return {version, reader.u24()};
}

}  // namespace media::mp4
