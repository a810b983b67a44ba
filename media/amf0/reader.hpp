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

/// Limits on what a peer may send; exceeding any of them makes the reader fail.
struct Limits {
  std::size_t depth = 16;            // nesting of containers
  std::size_t values = 4096;         // in total, including containers and their members
  std::size_t string_bytes = 65536;  // of one string
};

/// Reads values one after another. Borrows the bytes.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes, const Limits& limits = {})
      : bytes_(bytes), limits_(limits) {}

  /// The next value; nothing at the end, after a failure, and if this value is invalid.
  std::optional<Value> next();

  /// The next value if it is an object or an ECMA array, with its numbers, booleans and strings
  /// only. Deeper values are skipped without using memory and do not count against the limit of
  /// values. (The onMetaData of a recorded file holds an index of all its keyframes.)
  std::optional<Value> next_flat();

  bool at_end() const { return bytes_.left() == 0; }

  /// The position reached; after a failure, the end.
  std::size_t position() const { return bytes_.position(); }

  /// False after bytes that are invalid, truncated, or exceed a limit.
  bool ok() const { return ok_ && bytes_.ok(); }

 private:
  /// How much is kept of a value and of the values in it.
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
