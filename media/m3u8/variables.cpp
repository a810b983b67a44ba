#include "media/m3u8/variables.hpp"

#include <algorithm>

namespace media::m3u8 {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} * 1024;

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
    decoded += low ? static_cast<char>(*high * 16 + *low) : text[i];
    if (low) i += 2;
  }
  return decoded;
}

}  // namespace

bool is_variable_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

const Variable* find_variable(std::span<const Variable> variables, std::string_view name) {
  for (const Variable& variable : variables) {
    if (variable.name == name) return &variable;
  }
  return nullptr;
}

std::optional<std::string> substituted(std::string_view text, std::span<const Variable> variables) {
  std::string result;
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find("{$"), text.size());
    result += text.substr(0, begin);
    text.remove_prefix(begin);
    if (text.empty()) break;
    const std::size_t end = text.find('}');
    const std::string_view name =
        end == std::string_view::npos ? std::string_view{} : text.substr(2, end - 2);
    if (!is_variable_name(name)) {
      result += text.substr(0, 2);
      text.remove_prefix(2);
      continue;
    }
    const Variable* variable = find_variable(variables, name);
    if (variable == nullptr || result.size() + variable->value.size() > most_bytes) {
      return std::nullopt;
    }
    result += variable->value;
    text.remove_prefix(end + 1);
  }
  return result;
}

std::optional<std::string> query_parameter(std::string_view uri, std::string_view name) {
  uri = uri.substr(0, uri.find('#'));
  const std::size_t query = uri.find('?');
  if (query == std::string_view::npos) return std::nullopt;
  std::string_view rest = uri.substr(query + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || percent_decoded(pair.substr(0, equals)) != name)
      continue;
    return percent_decoded(pair.substr(equals + 1));
  }
  return std::nullopt;
}

}  // namespace media::m3u8
