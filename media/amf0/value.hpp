// A value of AMF 0 (Action Message Format, AMF 0, 2007), as script data and RTMP commands carry it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace media::amf0 {

/// What a value is. Long strings are strings.
enum class Kind : std::uint8_t {
  number = 1,
  boolean,
  string,
  object,
  ecma_array,
  strict_array,
  typed_object,
  date,
  null,
  undefined,
  unsupported,
  reference,  // to an earlier object of the same message; its index is in number
  xml,
};

struct Property;

/// A tree of values. Only the member that belongs to the kind is set.
struct Value {
  Kind kind = Kind::undefined;
  bool boolean = false;
  double number = 0;                 // of a date: milliseconds since 1970-01-01 UTC
  std::string text;                  // of string and xml; of a typed object its class name
  std::vector<Property> properties;  // of objects and ECMA arrays, in the order of the bytes
  std::vector<Value> elements;       // of a strict array

  /// The first property of that name, or null.
  const Value* find(std::string_view key) const;

  /// A property's value, if it is there and of that kind.
  std::optional<double> number_of(std::string_view key) const;
  std::optional<bool> boolean_of(std::string_view key) const;
  std::optional<std::string_view> string_of(std::string_view key) const;
};

struct Property {
  std::string key;
  Value value;
};

}  // namespace media::amf0
