// Reads AMF 0 within limits. Source: Action Message Format, AMF 0 (Adobe, 2007).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "media/amf0/value.hpp"
#include "media/bits/byte_reader.hpp"

namespace media::amf0 {

/// What a peer may send; more of anything makes the reader fail.
struct Limits {
  std::size_t depth = 16;            // containers within each other
  std::size_t values = 4096;         // of all values together, containers and their members
  std::size_t string_bytes = 65536;  // of one string
};

/// Values one after the other. Borrows the bytes.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes, const Limits& limits = {})
      : bytes_(bytes), limits_(limits) {}

  /// The next value, or nothing at the end, after a failure, and when this value fails.
  std::optional<Value> next();

  /// The next value when it is an object or an ECMA array, with its numbers, booleans and strings;
  /// what lies deeper is passed over at no cost in memory, and does not count against the limit of
  /// values. (A recorded file's onMetaData holds an index of all its keyframes.)
  std::optional<Value> next_flat();

  bool at_end() const { return bytes_.left() == 0; }

  /// How far it has come; after a failure, the end.
  std::size_t position() const { return bytes_.position(); }

  /// False after bytes that are no value, are cut short, or go over a limit.
  bool ok() const { return ok_ && bytes_.ok(); }

 private:
  /// What of a value, and of those within it, is kept.
  enum class Keep : std::uint8_t { everything = 1, scalars, nothing };

  Value read(std::size_t depth, Keep keep);
  void read_properties(Value& into, std::size_t depth, Keep keep);
  void read_property(Value& into, std::size_t depth, Keep keep);
  void read_ecma_array(Value& into, std::size_t depth, Keep keep);
  void read_elements(Value& into, std::size_t depth, Keep keep);
  Keep keep_of_member(Keep keep) const;
  bool take_object_end();
  std::string read_text(std::size_t size, Keep keep);
  void fail() { ok_ = false; }

  bits::ByteReader bytes_;
  Limits limits_;
  std::size_t values_ = 0;
  bool ok_ = true;
};

}  // namespace media::amf0
