#include "media/websocket/frame_reader.hpp"

#include <algorithm>
#include <utility>

namespace media::websocket {

namespace {

constexpr unsigned final_bit = 0x80;
constexpr unsigned reserved_bits = 0x70;
constexpr unsigned mask_bit = 0x80;
constexpr unsigned length_of_16_bits = 126;
constexpr unsigned length_of_64_bits = 127;
constexpr unsigned no_code = 1005;

unsigned value(std::byte byte) { return std::to_integer<unsigned>(byte); }

bool is_control(Opcode opcode) { return static_cast<unsigned>(opcode) >= 0x8; }

std::uint64_t big_endian(std::span<const std::byte> bytes) {
  std::uint64_t number = 0;
  for (const std::byte byte : bytes) number = number << 8U | value(byte);
  return number;
}

}  // namespace

std::optional<Error> FrameReader::push(std::span<const std::byte> bytes, Listener& listener) {
  while (!error_ && !is_closed_ && !bytes.empty()) {
    if (!is_in_payload_) read_header(bytes);
    if (is_in_payload_) read_payload(bytes, listener);
  }
  return error_;
}

std::size_t FrameReader::header_size() const {
  if (header_filled_ < 2) return 2;
  switch (value(header_[1]) & 0x7FU) {
    case length_of_16_bits:
      return 4;
    case length_of_64_bits:
      return 10;
    default:
      return 2;
  }
}

void FrameReader::read_header(std::span<const std::byte>& bytes) {
  if (header_filled_ == 0) frame_offset_ = offset_;
  while (header_filled_ < header_size() && !bytes.empty()) {
    header_[header_filled_++] = bytes.front();
    bytes = bytes.subspan(1);
    ++offset_;
  }
  if (header_filled_ < header_size()) return;
  begin_frame();
  header_filled_ = 0;
}

void FrameReader::begin_frame() {
  const unsigned first = value(header_[0]);
  const std::size_t size = header_size();
  is_final_ = (first & final_bit) != 0;
  opcode_ = Opcode{static_cast<std::uint8_t>(first & 0x0FU)};
  payload_left_ =
      size == 2 ? value(header_[1]) & 0x7FU : big_endian(std::span(header_).subspan(2, size - 2));
  if (const char* broken = violation()) return fail(false, broken);
  if (payload_left_ > payload_limit) {
    return fail(true, "a frame of " + std::to_string(payload_left_) + " bytes");
  }
  if (opcode_ == Opcode::text || opcode_ == Opcode::binary) message_ = opcode_;
  control_filled_ = 0;
  is_in_payload_ = true;
}

/// The rule of section 5 that the header breaks, or null. The shortest form of the length is
/// required because browsers close the connection over any other.
const char* FrameReader::violation() const {
  const std::size_t size = header_size();
  if ((value(header_[0]) & reserved_bits) != 0) return "reserved bits without an extension";
  if ((value(header_[1]) & mask_bit) != 0) return "a masked frame from a server";
  if ((size == 4 && payload_left_ < length_of_16_bits) || (size == 10 && payload_left_ <= 0xFFFF)) {
    return "a length in more bytes than it needs";
  }
  switch (opcode_) {
    case Opcode::continuation:
      return message_ == Opcode::continuation ? "a continuation of no message" : nullptr;
    case Opcode::text:
    case Opcode::binary:
      return message_ == Opcode::continuation ? nullptr : "a message within another";
    case Opcode::close:
    case Opcode::ping:
    case Opcode::pong:
      if (!is_final_) return "a control frame in fragments";
      return payload_left_ > control_payload_limit ? "a control frame over 125 bytes" : nullptr;
  }
  return "an unknown opcode";
}

void FrameReader::read_payload(std::span<const std::byte>& bytes, Listener& listener) {
  if (is_control(opcode_)) return read_control(bytes, listener);
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(payload_left_, bytes.size()));
  const auto piece = bytes.first(size);
  bytes = bytes.subspan(size);
  offset_ += size;
  payload_left_ -= size;
  if (!piece.empty()) listener.on_data(piece, message_ == Opcode::text);
  if (payload_left_ > 0) return;
  is_in_payload_ = false;
  if (is_final_) message_ = Opcode::continuation;
}

void FrameReader::read_control(std::span<const std::byte>& bytes, Listener& listener) {
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(payload_left_, bytes.size()));
  std::copy_n(bytes.begin(), size, control_.begin() + static_cast<std::ptrdiff_t>(control_filled_));
  bytes = bytes.subspan(size);
  offset_ += size;
  payload_left_ -= size;
  control_filled_ += size;
  if (payload_left_ > 0) return;
  is_in_payload_ = false;
  if (opcode_ == Opcode::ping) listener.on_ping(std::span(control_).first(control_filled_));
  if (opcode_ == Opcode::close) close(listener);
}

/// 5.5.1: nothing, or a code and a text.
void FrameReader::close(Listener& listener) {
  if (control_filled_ == 1) return fail(false, "a close frame with half a code");
  is_closed_ = true;
  if (control_filled_ == 0) return listener.on_close(no_code, {});
  const auto payload = std::span<const std::byte>(control_).first(control_filled_);
  const auto reason = payload.subspan(2);
  listener.on_close(static_cast<unsigned>(big_endian(payload.first(2))),
                    {reinterpret_cast<const char*>(reason.data()), reason.size()});
}

void FrameReader::fail(bool is_too_large, std::string sentence) {
  error_ = Error{frame_offset_, is_too_large, std::move(sentence)};
}

}  // namespace media::websocket
