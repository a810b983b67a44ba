#include "core/plugin/option_value.hpp"

#include <array>
#include <optional>

#include "core/plugin/grammar.hpp"

namespace core::plugin {
namespace {

struct Type {
  std::string_view name;
  std::string_view expectation;
};

constexpr std::array<Type, 11> types{{{"", ""},
                                      {"bool", "true or false"},
                                      {"integer", "a whole number"},
                                      {"number", "a number"},
                                      {"size", "a size, such as 512, 64KiB or 4MB"},
                                      {"duration", "a duration, such as 30, 30s, 500ms or 1h30m"},
                                      {"text", "text"},
                                      {"secret", "text"},
                                      {"choice", ""},
                                      {"list", "a list, such as [a, b]"},
                                      {"map", "a map, such as {a: x, b: y}"}}};

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// The text between the two brackets.
std::optional<std::string_view> inside(std::string_view text, char open, char close) {
  text = trimmed(text);
  if (text.size() < 2 || text.front() != open || text.back() != close) return std::nullopt;
  return trimmed(text.substr(1, text.size() - 2));
}

/// Plain words separated by commas; the tables of plugins need no quotes.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto comma = text.find(',');
    words.push_back(trimmed(text.substr(0, comma)));
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  }
  return words;
}

std::optional<OptionValue> list_from(std::string_view text) {
  const auto content = inside(text, '[', ']');
  if (!content) return std::nullopt;
  TextList list;
  for (const std::string_view word : words_of(*content)) list.emplace_back(word);
  return list;
}

std::optional<OptionValue> map_from(std::string_view text) {
  const auto content = inside(text, '{', '}');
  if (!content) return std::nullopt;
  TextMap map;
  for (const std::string_view word : words_of(*content)) {
    const auto colon = word.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    map.emplace(trimmed(word.substr(0, colon)), trimmed(word.substr(colon + 1)));
  }
  return map;
}

bool is_choice(const vex_option& option, std::string_view text) {
  for (const char* const* word = option.choices; *word != nullptr; ++word) {
    if (text == *word) return true;
  }
  return false;
}

std::optional<OptionValue> parse(const vex_option& option, std::string_view text) {
  switch (option.type) {
    case VEX_OPTION_BOOL:
      if (const auto value = bool_from(text)) return OptionValue(std::int64_t{*value});
      return std::nullopt;
    case VEX_OPTION_INTEGER:
      return integer_from(text);
    case VEX_OPTION_NUMBER:
      return number_from(text);
    case VEX_OPTION_SIZE:
      return size_from(text);
    case VEX_OPTION_DURATION:
      if (const auto value = duration_from(text)) return OptionValue(std::int64_t{value->count()});
      return std::nullopt;
    case VEX_OPTION_TEXT:
    case VEX_OPTION_SECRET:
      return std::string(text);
    case VEX_OPTION_CHOICE:
      if (is_choice(option, text)) return std::string(text);
      return std::nullopt;
    case VEX_OPTION_LIST:
      return list_from(text);
    case VEX_OPTION_MAP:
      return map_from(text);
    default:
      return std::nullopt;
  }
}

/// Bounds exist for ordered types; both values have the same alternative.
void check_bound(const vex_option& option, const OptionValue& value, const char* bound,
                 bool is_minimum) {
  if (bound == nullptr) return;
  const auto limit = parse(option, bound);
  if (!limit) return;
  if (is_minimum && value < *limit) {
    throw InvalidValue("is less than " + std::string(bound) + ", the smallest allowed value");
  }
  if (!is_minimum && *limit < value) {
    throw InvalidValue("is more than " + std::string(bound) + ", the largest allowed value");
  }
}

}  // namespace

OptionValue option_value(const vex_option& option, std::string_view text) {
  auto value = parse(option, text);
  if (!value) throw InvalidValue("is not " + expectation(option));
  check_bound(option, *value, option.min, true);
  check_bound(option, *value, option.max, false);
  return *std::move(value);
}

bool names_file(const vex_option& option) {
  return option.type == VEX_OPTION_TEXT && std::string_view(option.name).ends_with("_file");
}

std::string expectation(const vex_option& option) {
  if (option.type != VEX_OPTION_CHOICE) {
    return std::string(option.type < types.size() ? types[option.type].expectation : "");
  }
  std::string words = "one of: ";
  for (const char* const* word = option.choices; *word != nullptr; ++word) {
    words.append(word == option.choices ? "" : ", ").append(*word);
  }
  return words;
}

std::string_view name_of_option_type(std::uint32_t type) {
  return type < types.size() ? types[type].name : std::string_view{};
}

}  // namespace core::plugin
