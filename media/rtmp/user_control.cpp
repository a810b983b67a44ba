#include "media/rtmp/user_control.hpp"

#include "media/bits/byte_reader.hpp"

namespace media::rtmp {

namespace {

void put(std::vector<std::byte>& bytes, std::uint32_t number, unsigned size) {
  while (size-- > 0) bytes.push_back(static_cast<std::byte>(number >> (8 * size) & 0xFFU));
}

std::vector<std::byte> event(UserControl::Event event, std::uint32_t value) {
  std::vector<std::byte> bytes;
  put(bytes, static_cast<std::uint32_t>(event), 2);
  put(bytes, value, 4);
  return bytes;
}

}  // namespace

std::optional<UserControl> read_user_control(std::span<const std::byte> payload) {
  bits::ByteReader reader(payload);
  UserControl control;
  control.event = static_cast<UserControl::Event>(reader.u16());
  control.value = reader.u32();
  if (!reader.ok()) return std::nullopt;
  return control;
}

std::vector<std::byte> ping_response(std::uint32_t timestamp) {
  return event(UserControl::Event::ping_response, timestamp);
}

std::vector<std::byte> set_buffer_length(std::uint32_t stream_id, std::uint32_t milliseconds) {
  std::vector<std::byte> bytes = event(UserControl::Event::set_buffer_length, stream_id);
  put(bytes, milliseconds, 4);
  return bytes;
}

std::vector<std::byte> number_payload(std::uint32_t number) {
  std::vector<std::byte> bytes;
  put(bytes, number, 4);
  return bytes;
}

}  // namespace media::rtmp
