#include "media/m3u8/attributes.hpp"

#include <algorithm>
#include <array>

#include "media/m3u8/text.hpp"

namespace media::m3u8 {

namespace {

/// Whether each character may be part of a name.
constexpr auto name_characters = [] {
  std::array<bool, 256> table{};
  for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = true;
  for (unsigned char c = 'a'; c <= 'z'; ++c) table[c] = true;
  for (unsigned char c = '0'; c <= '9'; ++c) table[c] = true;
  table['-'] = table['_'] = true;
  return table;
}();

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return name_characters[static_cast<unsigned char>(c)];
  });
}

void skip_blanks(std::string_view& text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
}

}  // namespace

std::optional<Attribute> Attributes::next() {
  skip_blanks(rest_);
  if (rest_.empty() || is_broken_) return std::nullopt;
  const std::size_t equals = rest_.find('=');
  if (equals == std::string_view::npos) return fail();
  Attribute attribute{.name = trimmed(rest_.substr(0, equals)), .value = {}};
  if (!is_name(attribute.name)) return fail();
  rest_.remove_prefix(equals + 1);
  skip_blanks(rest_);
  if (rest_.starts_with('"')) {
    const std::size_t end = rest_.find('"', 1);
    if (end == std::string_view::npos) return fail();
    attribute.value = rest_.substr(1, end - 1);
    attribute.is_quoted = true;
    rest_.remove_prefix(end + 1);
    skip_blanks(rest_);
    if (!rest_.empty() && rest_.front() != ',') return fail();
  } else {
    const std::size_t end = std::min(rest_.find(','), rest_.size());
    attribute.value = trimmed(rest_.substr(0, end));
    rest_.remove_prefix(end);
  }
  if (!rest_.empty()) rest_.remove_prefix(1);
  return attribute;
}

std::optional<Attribute> Attributes::fail() {
  is_broken_ = true;
  return std::nullopt;
}

}  // namespace media::m3u8
