#include "media/rtsp/parameters.hpp"

#include <algorithm>
#include <cstddef>

#include "media/rtsp/message.hpp"

namespace media::rtsp {

namespace {

std::size_t end_of_item(std::string_view text, char separator) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      is_quoted = !is_quoted;
    } else if (text[i] == separator && !is_quoted) {
      return i;
    }
  }
  return text.size();
}

std::string unquoted(std::string_view value) {
  if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::string(value);
  value = value.substr(1, value.size() - 2);
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) ++i;
    text += value[i];
  }
  return text;
}

}  // namespace

std::optional<Parameter> ParameterReader::next() {
  while (!rest_.empty()) {
    const std::size_t end = end_of_item(rest_, separator_);
    const std::string_view item = trimmed(rest_.substr(0, end));
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (item.empty()) continue;
    const std::size_t equals = std::min(item.find('='), item.size());
    return Parameter{trimmed(item.substr(0, equals)),
                     unquoted(trimmed(item.substr(std::min(equals + 1, item.size()))))};
  }
  return std::nullopt;
}

}  // namespace media::rtsp
