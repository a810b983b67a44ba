#include "media/amf0/reader.hpp"

#include <bit>
#include <utility>

#include "media/amf0/marker.hpp"

namespace media::amf0 {
namespace {

bool is_container(Marker marker) {
  return marker == Marker::object || marker == Marker::ecma_array ||
         marker == Marker::strict_array || marker == Marker::typed_object;
}

}  // namespace

std::optional<Value> Reader::next() {
  if (at_end() || !ok()) return std::nullopt;
  Value value = read(0, Keep::everything);
  if (!ok()) return std::nullopt;
  return value;
}

std::optional<Value> Reader::next_flat() {
  if (at_end() || !ok()) return std::nullopt;
  Value value = read(0, Keep::scalars);
  if (!ok() || (value.kind != Kind::object && value.kind != Kind::ecma_array)) return std::nullopt;
  return value;
}

Value Reader::read(std::size_t depth, Keep keep) {
  Value value;
  if (keep != Keep::nothing && ++values_ > limits_.values) fail();
  const auto marker = static_cast<Marker>(bytes_.u8());
  if (is_container(marker) && ++depth > limits_.depth) fail();
  if (!ok()) return value;
  switch (marker) {
    case Marker::number:
      value.kind = Kind::number;
      value.number = std::bit_cast<double>(bytes_.u64());
      break;
    case Marker::boolean:
      value.kind = Kind::boolean;
      value.boolean = bytes_.u8() != 0;
      break;
    case Marker::string:
      value.kind = Kind::string;
      value.text = read_text(bytes_.u16(), keep);
      break;
    case Marker::long_string:
      value.kind = Kind::string;
      value.text = read_text(bytes_.u32(), keep);
      break;
    case Marker::xml_document:
      value.kind = Kind::xml;
      value.text = read_text(bytes_.u32(), keep);
      break;
    case Marker::object:
      value.kind = Kind::object;
      read_properties(value, depth, keep);
      break;
    case Marker::typed_object:
      value.kind = Kind::typed_object;
      value.text = read_text(bytes_.u16(), keep);
      read_properties(value, depth, keep);
      break;
    case Marker::ecma_array:
      value.kind = Kind::ecma_array;
      read_ecma_array(value, depth, keep);
      break;
    case Marker::strict_array:
      value.kind = Kind::strict_array;
      read_elements(value, depth, keep);
      break;
    case Marker::date:
      value.kind = Kind::date;
      value.number = std::bit_cast<double>(bytes_.u64());
      bytes_.skip(2);  // time-zone, which the specification reserves
      break;
    case Marker::reference:
      value.kind = Kind::reference;
      value.number = bytes_.u16();
      break;
    case Marker::null:
      value.kind = Kind::null;
      break;
    case Marker::undefined:
      value.kind = Kind::undefined;
      break;
    case Marker::unsupported:
      value.kind = Kind::unsupported;
      break;
    default:  // also the switch to AMF 3, and an end without a beginning
      fail();
  }
  return value;
}

void Reader::read_properties(Value& into, std::size_t depth, Keep keep) {
  while (ok() && !take_object_end()) read_property(into, depth, keep);
}

void Reader::read_ecma_array(Value& into, std::size_t depth, Keep keep) {
  // Encoders get the count wrong, so it is only a hint. It matters only when the end marker is
  // missing, as it is from some encoders when the array ends the message.
  const std::uint32_t count = bytes_.u32();
  for (std::uint32_t i = 0; ok() && !take_object_end(); ++i) {
    if (at_end() && i == count) return;
    read_property(into, depth, keep);
  }
}

void Reader::read_property(Value& into, std::size_t depth, Keep keep) {
  std::string key = read_text(bytes_.u16(), keep);
  const Keep keep_value = keep_of_member(keep);
  Value value = read(depth, keep_value);
  if (keep_value != Keep::nothing) into.properties.push_back({std::move(key), std::move(value)});
}

void Reader::read_elements(Value& into, std::size_t depth, Keep keep) {
  const std::uint32_t count = bytes_.u32();
  for (std::uint32_t i = 0; i < count && ok(); ++i) {
    const Keep keep_element = keep_of_member(keep);
    Value value = read(depth, keep_element);
    if (keep_element != Keep::nothing) into.elements.push_back(std::move(value));
  }
}

/// How much to keep of the member that starts at the next byte.
Reader::Keep Reader::keep_of_member(Keep keep) const {
  if (keep != Keep::scalars) return keep;
  const auto rest = bytes_.rest();
  const bool is_scalar = !rest.empty() && !is_container(static_cast<Marker>(rest.front()));
  return is_scalar ? Keep::everything : Keep::nothing;
}

/// An empty key followed by the end marker (2.11). An empty key before any other value is merely
/// odd.
bool Reader::take_object_end() {
  const auto rest = bytes_.rest();
  const bool is_end = rest.size() >= 3 && rest[0] == std::byte{0} && rest[1] == std::byte{0} &&
                      static_cast<Marker>(rest[2]) == Marker::object_end;
  if (is_end) bytes_.skip(3);
  return is_end;
}

std::string Reader::read_text(std::size_t size, Keep keep) {
  if (size > limits_.string_bytes) fail();
  if (!ok()) return {};
  const auto text = bytes_.bytes(size);
  if (keep == Keep::nothing || text.empty()) return {};
  return {reinterpret_cast<const char*>(text.data()), text.size()};
}

}  // namespace media::amf0
