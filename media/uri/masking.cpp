#include "media/uri/masking.hpp"

#include <algorithm>

#include "media/uri/reference.hpp"

namespace media::uri {

namespace {

constexpr std::string_view mask = "***";
constexpr std::string_view separator = "://";
constexpr std::string_view data_scheme = "data:";
constexpr std::string_view variable_tag = "#EXT-X-DEFINE:";  // HLS builds URLs from these

bool ends_word(char c) {
  constexpr std::string_view ends = "\"'<>`\\\x7f";
  return static_cast<unsigned char>(c) <= ' ' || ends.find(c) != std::string_view::npos;
}

/// "host", "host:80", "[::1]:80"; but not "user:pass", whose "@" was cut off or follows a slash in
/// the password.
bool is_host(std::string_view authority) {
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return true;
  const std::string_view port = authority.substr(colon + 1);
  return std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Appends what follows "://", up to the path.
void append_authority(std::string& to, std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    to.append(mask).append(authority.substr(at));
  } else if (!is_host(authority)) {
    to.append(mask);
  } else {
    to.append(authority);
  }
}

void append_word(std::string& to, std::string_view word) {
  const std::size_t data = word.find(data_scheme);
  const bool stands_alone = data < std::min(word.find('?'), word.find(separator));
  if (stands_alone && word.find(',', data) != std::string_view::npos) {
    to.append(word.substr(0, data + data_scheme.size())).append(mask);
    return;
  }
  // A URL may be part of another one's path.
  while (!word.empty()) {
    const std::size_t query = word.find('?');
    const std::size_t scheme = word.find(separator);
    if (scheme == std::string_view::npos || scheme > query) break;
    const std::size_t begin = scheme + separator.size();
    const std::size_t end = std::min(word.find_first_of("/?#", begin), word.size());
    to.append(word.substr(0, begin));
    append_authority(to, word.substr(begin, end - begin));
    word.remove_prefix(end);
    const std::size_t fragment = std::min(word.find('#'), word.size());
    if (fragment < word.find('?')) word = word.substr(0, fragment);
  }
  const std::size_t query = word.find('?');
  to.append(word.substr(0, query));
  if (query != std::string_view::npos) to.append("?").append(masked_query(word.substr(query + 1)));
}

void append_words(std::string& shown, std::string_view text) {
  while (!text.empty()) {
    const auto end = std::find_if(text.begin(), text.end(), ends_word);
    const auto size = static_cast<std::size_t>(end - text.begin());
    append_word(shown, text.substr(0, size));
    text.remove_prefix(size);
    if (text.empty()) break;
    shown += text.front();
    text.remove_prefix(1);
  }
}

}  // namespace

std::string masked(std::string_view text) {
  std::string shown;
  while (true) {
    const std::size_t variable = text.find(variable_tag);
    append_words(shown, text.substr(0, variable));
    if (variable == std::string_view::npos) return shown;
    shown.append(variable_tag).append(mask);
    text.remove_prefix(std::min(text.find('\n', variable), text.size()));
  }
}

}  // namespace media::uri
