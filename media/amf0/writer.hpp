// Writes AMF 0. Source: Action Message Format, AMF 0 (Adobe, 2007).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "media/amf0/marker.hpp"
#include "media/amf0/value.hpp"

namespace media::amf0 {

/// Appends values. A container is begun, filled with alternating keys and values (a strict array
/// with values only), and ended:
///   writer.string("connect").number(1).begin_object().key("app").string("live").end_object();
class Writer {
 public:
  Writer& number(double value);
  Writer& boolean(bool value);
  /// Writes a long string if it does not fit into a short one.
  Writer& string(std::string_view value);
  Writer& null();
  Writer& undefined();
  Writer& date(double milliseconds_since_1970);

  Writer& begin_object();
  Writer& begin_ecma_array(std::uint32_t count);
  /// Truncated at 65,535 bytes, the maximum for a key.
  Writer& key(std::string_view name);
  /// Ends an object or an ECMA array.
  Writer& end_object();

  /// Needs no end: exactly `count` values follow.
  Writer& begin_strict_array(std::uint32_t count);

  /// Writes a whole tree of any kind.
  Writer& value(const Value& tree);

  const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  void put_marker(Marker marker) { put(static_cast<std::uint64_t>(marker), 1); }
  void put(std::uint64_t number, unsigned size);
  void put_text(std::string_view text, unsigned length_size);
  void put_properties(const Value& of);

  std::vector<std::byte> bytes_;
};

}  // namespace media::amf0
