// The attributes of one tag as values, with a problem for each invalid one.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "media/m3u8/attributes.hpp"
#include "media/m3u8/reading.hpp"
#include "media/m3u8/text.hpp"

namespace media::m3u8 {

/// Iterates over an attribute list:
///   while (attributes.next()) if (attributes.is("URI")) uri = attributes.quoted();
/// A getter that finds a value of another type reports it and returns what can be made of it.
class TagAttributes {
 public:
  static constexpr std::size_t most = 64;

  TagAttributes(Reading& reading, const TagInfo& tag, std::string_view list)
      : reading_(reading), tag_(tag), list_(list) {}

  bool next();

  [[nodiscard]] bool is(std::string_view name) const { return now_.name == name; }
  [[nodiscard]] std::string_view name() const { return now_.name; }

  std::string quoted();
  std::string enumerated();
  std::string bare_or_quoted();
  std::uint64_t integer();
  std::optional<std::chrono::nanoseconds> seconds();
  std::optional<std::chrono::nanoseconds> signed_seconds();
  std::optional<std::chrono::nanoseconds> date_time();
  std::optional<double> decimal();
  std::optional<Resolution> resolution();
  std::optional<std::array<std::byte, 16>> octets();
  bool yes();

  /// Reports a problem with the current attribute, or with the tag.
  void problem(std::string_view what);
  void require(bool is_there, std::string_view name);

 private:
  template <class Value>
  std::optional<Value> checked(std::optional<Value> value, std::string_view what);
  bool is_repeated();

  Reading& reading_;
  const TagInfo& tag_;
  Attributes list_;
  Attribute now_{};
  std::array<std::string_view, most> names_{};
  std::size_t count_ = 0;
};

}  // namespace media::m3u8
