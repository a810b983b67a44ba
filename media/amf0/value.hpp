// A value of AMF 0 (Action Message Format, AMF 0, 2007), as script data and RTMP commands carry it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace media::amf0 {

/// The type of a value. Long strings are strings.
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
  reference,  // to an earlier object of the same message, whose index is in number
  xml,
};

struct Property;

/// A tree of values. Only the member for its kind is set.
struct Value {
  Kind kind = Kind::undefined;
  bool boolean = false;
  double number = 0;                 // for a date, milliseconds since 1970-01-01 UTC
  std::string text;                  // for string and xml; for a typed object, its class name
  std::vector<Property> properties;  // for objects and ECMA arrays, in the order of the bytes
  std::vector<Value> elements;       // for a strict array

  /// The first property with that name, or null.
  const Value* find(std::string_view key) const;

  /// The value of a property, if it exists and is of that kind.
  std::optional<double> number_of(std::string_view key) const;
  std::optional<bool> boolean_of(std::string_view key) const;
  std::optional<std::string_view> string_of(std::string_view key) const;
};

struct Property {
  std::string key;
  Value value;
};

}  // namespace media::amf0
