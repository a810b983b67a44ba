#include "media/amf0/writer.hpp"

#include <bit>

namespace media::amf0 {
namespace {

constexpr std::size_t longest_short_text = 0xFFFF;

}  // namespace

Writer& Writer::number(double value) {
  put_marker(Marker::number);
  put(std::bit_cast<std::uint64_t>(value), 8);
  return *this;
}

Writer& Writer::boolean(bool value) {
  put_marker(Marker::boolean);
  put(value ? 1 : 0, 1);
  return *this;
}

Writer& Writer::string(std::string_view value) {
  const bool is_long = value.size() > longest_short_text;
  put_marker(is_long ? Marker::long_string : Marker::string);
  put_text(value, is_long ? 4 : 2);
  return *this;
}

Writer& Writer::null() {
  put_marker(Marker::null);
  return *this;
}

Writer& Writer::undefined() {
  put_marker(Marker::undefined);
  return *this;
}

Writer& Writer::date(double milliseconds_since_1970) {
  put_marker(Marker::date);
  put(std::bit_cast<std::uint64_t>(milliseconds_since_1970), 8);
  put(0, 2);  // time-zone, reserved
  return *this;
}

Writer& Writer::begin_object() {
  put_marker(Marker::object);
  return *this;
}

Writer& Writer::begin_ecma_array(std::uint32_t count) {
  put_marker(Marker::ecma_array);
  put(count, 4);
  return *this;
}

Writer& Writer::key(std::string_view name) {
  put_text(name.substr(0, longest_short_text), 2);
  return *this;
}

Writer& Writer::end_object() {
  put(0, 2);
  put_marker(Marker::object_end);
  return *this;
}

Writer& Writer::begin_strict_array(std::uint32_t count) {
  put_marker(Marker::strict_array);
  put(count, 4);
  return *this;
}

Writer& Writer::value(const Value& tree) {
  switch (tree.kind) {
    case Kind::number:
      return number(tree.number);
    case Kind::boolean:
      return boolean(tree.boolean);
    case Kind::string:
      return string(tree.text);
    case Kind::date:
      return date(tree.number);
    case Kind::null:
      return null();
    case Kind::undefined:
      return undefined();
    case Kind::object:
      begin_object();
      put_properties(tree);
      return end_object();
    case Kind::ecma_array:
      begin_ecma_array(static_cast<std::uint32_t>(tree.properties.size()));
      put_properties(tree);
      return end_object();
    case Kind::typed_object:
      put_marker(Marker::typed_object);
      key(tree.text);
      put_properties(tree);
      return end_object();
    case Kind::strict_array:
      begin_strict_array(static_cast<std::uint32_t>(tree.elements.size()));
      for (const Value& element : tree.elements) value(element);
      return *this;
    case Kind::reference:
      put_marker(Marker::reference);
      put(static_cast<std::uint16_t>(tree.number), 2);
      return *this;
    case Kind::xml:
      put_marker(Marker::xml_document);
      put_text(tree.text, 4);
      return *this;
    case Kind::unsupported:
      break;
  }
  put_marker(Marker::unsupported);
  return *this;
}

void Writer::put(std::uint64_t number, unsigned size) {
  for (unsigned shift = size * 8; shift > 0;) {
    shift -= 8;
    bytes_.push_back(static_cast<std::byte>((number >> shift) & 0xFFU));
  }
}

void Writer::put_text(std::string_view text, unsigned length_size) {
  put(text.size(), length_size);
  const auto* begin = reinterpret_cast<const std::byte*>(text.data());
  bytes_.insert(bytes_.end(), begin, begin + text.size());
}

void Writer::put_properties(const Value& of) {
  for (const Property& property : of.properties) {
    key(property.key);
    value(property.value);
  }
}

}  // namespace media::amf0
