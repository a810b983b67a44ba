#include "media/uri/reference.hpp"

#include <algorithm>
#include <optional>

namespace media::uri {

namespace {

struct Parts {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
         });
}

Parts split(std::string_view text) {
  Parts parts;
  text = text.substr(0, text.find('#'));
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && is_scheme(text.substr(0, colon))) {
    parts.scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    const std::size_t end = std::min(text.find_first_of("/?", 2), text.size());
    parts.authority = text.substr(2, end - 2);
    text.remove_prefix(end);
  }
  const std::size_t question = text.find('?');
  parts.path = text.substr(0, question);
  if (question != std::string_view::npos) parts.query = text.substr(question + 1);
  return parts;
}

/// RFC 3986 5.2.4.
std::string without_dot_segments(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);
    const bool is_last = end == path.size();
    if (segment == "/." || segment == ".") {
      if (is_last && segment.front() == '/') result += '/';
    } else if (segment == "/.." || segment == "..") {
      const std::size_t slash = result.rfind('/');
      result.erase(slash == std::string::npos ? 0 : slash);
      if (is_last && segment.front() == '/') result += '/';
    } else {
      result += segment;
    }
    path.remove_prefix(end);
  }
  return result;
}

/// RFC 3986 5.2.3.
std::string merged(const Parts& base, std::string_view path) {
  if (base.authority && base.path.empty()) return "/" + std::string(path);
  const std::size_t slash = base.path.rfind('/');
  const std::size_t kept = slash == std::string_view::npos ? 0 : slash + 1;
  return std::string(base.path.substr(0, kept)) + std::string(path);
}

std::string written(const Parts& parts, std::string_view path,
                    std::optional<std::string_view> query) {
  std::string text;
  if (parts.scheme) text.append(*parts.scheme).append(":");
  if (parts.authority) text.append("//").append(*parts.authority);
  text.append(path);
  if (query) text.append("?").append(*query);
  return text;
}

}  // namespace

std::string resolve(std::string_view base_text, std::string_view reference_text) {
  if (base_text.empty()) return std::string(reference_text);
  Parts base = split(base_text);
  const Parts reference = split(reference_text);
  if (reference.scheme) {
    return written(reference, without_dot_segments(reference.path), reference.query);
  }
  if (reference.authority) {
    base.authority = reference.authority;
    return written(base, without_dot_segments(reference.path), reference.query);
  }
  if (reference.path.empty()) {
    return written(base, base.path, reference.query ? reference.query : base.query);
  }
  const std::string path =
      reference.path.front() == '/' ? std::string(reference.path) : merged(base, reference.path);
  return written(base, without_dot_segments(path), reference.query);
}

std::string scheme_of(std::string_view text) {
  std::string scheme(split(text).scheme.value_or(std::string_view{}));
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return scheme;
}

std::string without_secrets(std::string_view text) {
  Parts parts = split(text);
  if (scheme_of(text) == "data") return "data:***";
  std::string authority;
  if (parts.authority) {
    const std::size_t at = parts.authority->rfind('@');
    if (at != std::string_view::npos) {
      authority = "***@" + std::string(parts.authority->substr(at + 1));
      parts.authority = authority;
    }
  }
  if (!parts.query) return written(parts, parts.path, std::nullopt);
  return written(parts, parts.path, masked_query(*parts.query));
}

std::string masked_query(std::string_view query) {
  std::string shown;
  while (true) {
    const std::string_view pair = query.substr(0, query.find('&'));
    const std::size_t equals = pair.find('=');
    // A parameter without a name may be a token.
    shown += equals == std::string_view::npos ? pair.substr(0, 0) : pair.substr(0, equals + 1);
    if (!pair.empty()) shown += "***";
    if (pair.size() == query.size()) return shown;
    query.remove_prefix(pair.size() + 1);
    shown += '&';
  }
}

}  // namespace media::uri
