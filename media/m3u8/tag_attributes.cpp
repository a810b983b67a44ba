#include "media/m3u8/tag_attributes.hpp"

#include <algorithm>

#include "media/m3u8/date_time.hpp"

namespace media::m3u8 {

bool TagAttributes::next() {
  const auto attribute = list_.next();
  if (!attribute) {
    now_ = {};
    if (list_.is_broken()) reading_.problem("RFC 8216 4.2", "has a broken attribute list");
    return false;
  }
  now_ = *attribute;
  if (count_ == names_.size()) {
    now_ = {};
    reading_.problem("RFC 8216 4.2", "has more than 64 attributes: the others are left out");
    return false;
  }
  if (is_repeated()) reading_.problem("RFC 8216 4.2", "has an attribute twice");
  names_[count_++] = now_.name;
  if (now_.name.starts_with("REQ-")) reading_.need_version(12);
  return true;
}

bool TagAttributes::is_repeated() {
  const auto end = names_.begin() + static_cast<std::ptrdiff_t>(count_);
  return std::find(names_.begin(), end, now_.name) != end;
}

void TagAttributes::problem(std::string_view what) {
  reading_.problem(tag_.clause, std::string(tag_.name).append(": ").append(what));
}

void TagAttributes::require(bool is_there, std::string_view name) {
  if (!is_there) problem("has no " + std::string(name));
}

template <class Value>
std::optional<Value> TagAttributes::checked(std::optional<Value> value, std::string_view what) {
  if (!value) problem("an attribute is no " + std::string(what));
  return value;
}

std::string TagAttributes::quoted() {
  if (!now_.is_quoted) problem("an attribute that is a quoted string has no quotes");
  return reading_.text(now_.value);
}

std::string TagAttributes::enumerated() {
  if (now_.is_quoted) problem("an attribute that is a bare word has quotes");
  return std::string(now_.value);
}

std::string TagAttributes::bare_or_quoted() { return reading_.text(now_.value); }

std::uint64_t TagAttributes::integer() {
  return checked(decimal_integer(now_.value), "decimal integer below 2^64").value_or(0);
}

std::optional<std::chrono::nanoseconds> TagAttributes::seconds() {
  return checked(m3u8::seconds(now_.value), "decimal number of seconds");
}

std::optional<std::chrono::nanoseconds> TagAttributes::signed_seconds() {
  return checked(m3u8::signed_seconds(now_.value), "decimal number of seconds");
}

std::optional<std::chrono::nanoseconds> TagAttributes::date_time() {
  return checked(read_date_time(now_.value), "date with a time (ISO 8601)");
}

std::optional<double> TagAttributes::decimal() {
  return checked(m3u8::decimal(now_.value), "decimal number");
}

std::optional<Resolution> TagAttributes::resolution() {
  return checked(m3u8::resolution(now_.value), "resolution");
}

std::optional<std::array<std::byte, 16>> TagAttributes::octets() {
  return checked(hexadecimal(reading_.text(now_.value)), "hexadecimal sequence of 128 bits");
}

bool TagAttributes::yes() {
  if (now_.value != "YES" && now_.value != "NO") problem("an attribute is neither YES nor NO");
  return now_.value == "YES";
}

}  // namespace media::m3u8
