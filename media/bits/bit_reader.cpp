#include "media/bits/bit_reader.hpp"

#include <algorithm>

namespace media::bits {

std::uint32_t BitReader::bits(unsigned count) {
  if (count > 32 || !ok_) {
    fail();
    return 0;
  }
  std::uint32_t value = 0;
  while (count > 0) {
    if (bits_in_byte_ == 0 && !load()) return 0;
    const unsigned taken = std::min(count, bits_in_byte_);
    bits_in_byte_ -= taken;
    count -= taken;
    value = (value << taken) | ((current_ >> bits_in_byte_) & ((1U << taken) - 1U));
  }
  return value;
}

std::uint32_t BitReader::ue() {
  unsigned leading_zeros = 0;
  while (ok_ && !flag()) ++leading_zeros;
  // The largest value of any syntax element is 2^32 - 2, which has 31 leading zeros.
  if (leading_zeros > 31) fail();
  if (!ok_) return 0;
  const std::uint32_t rest = bits(leading_zeros);
  return ok_ ? (std::uint32_t{1} << leading_zeros) - 1U + rest : 0;
}

std::int32_t BitReader::se() {
  const std::uint32_t code = ue();
  const auto magnitude = static_cast<std::int32_t>((code / 2) + (code % 2));
  return code % 2 == 1 ? magnitude : -magnitude;
}

void BitReader::skip(std::size_t count) {
  if (count > bits_left()) {
    fail();
    return;
  }
  for (; count >= 32 && ok_; count -= 32) bits(32);
  if (ok_) bits(static_cast<unsigned>(count));
}

bool BitReader::load() {
  const auto at = [this](std::size_t index) { return std::to_integer<unsigned>(bytes_[index]); };
  const bool is_escaped = escaping_ == Escaping::emulation_prevention;
  if (is_escaped && zeros_ >= 2 && next_ < bytes_.size() && at(next_) == 3) {
    ++next_;
    zeros_ = 0;
  }
  if (next_ >= bytes_.size()) {
    fail();
    return false;
  }
  current_ = at(next_++);
  bits_in_byte_ = 8;
  zeros_ = current_ == 0 ? zeros_ + 1 : 0;
  return true;
}

void BitReader::fail() {
  ok_ = false;
  next_ = bytes_.size();
  bits_in_byte_ = 0;
}

}  // namespace media::bits
