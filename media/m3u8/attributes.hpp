// Attribute lists (RFC 8216 4.2): NAME=value,NAME="value".
#pragma once

#include <optional>
#include <string_view>

namespace media::m3u8 {

struct Attribute {
  std::string_view name;
  std::string_view value;  // without its quotes
  bool is_quoted = false;
};

/// Iterates over an attribute list. Blanks around names and values, which the grammar does not
/// allow, are skipped; where no further name and value can be found, it stops and is_broken().
class Attributes {
 public:
  explicit Attributes(std::string_view list) : rest_(list) {}

  std::optional<Attribute> next();

  [[nodiscard]] bool is_broken() const { return is_broken_; }

 private:
  std::optional<Attribute> fail();

  std::string_view rest_;
  bool is_broken_ = false;
};

}  // namespace media::m3u8
