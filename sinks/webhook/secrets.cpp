#include "sinks/webhook/secrets.hpp"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>

namespace sinks::webhook {
namespace {

constexpr std::size_t shortest = 4;

/// "services" and "incoming" are words; tokens are longer.
constexpr std::size_t shortest_segment = 16;

template <class Visit>
void for_each_part(std::string_view text, char separator, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

void Secrets::add_target(std::string_view path_and_query) {
  const std::size_t mark = std::min(path_and_query.find('?'), path_and_query.size());
  const std::string_view path = path_and_query.substr(0, mark);
  add(path_and_query);
  add(path);
  for_each_part(path, '/', [this](std::string_view segment) {
    if (segment.size() >= shortest_segment) add(segment);
  });
  for_each_part(path_and_query.substr(mark), '&', [this](std::string_view parameter) {
    add(parameter.substr(std::min(parameter.find('=') + 1, parameter.size())));
  });
}

void Secrets::add(std::string_view secret) {
  const auto keep = [this](const std::string& text) {
    if (text.size() >= shortest) all_.push_back(text);
  };
  keep(std::string(secret));
  try {
    std::string decoded;
    Poco::URI::decode(std::string(secret), decoded);
    if (decoded != secret) keep(decoded);
  } catch (const Poco::Exception&) {
    // It contains a literal "%".
  }
  std::sort(all_.begin(), all_.end(),
            [](const auto& one, const auto& other) { return one.size() > other.size(); });
}

std::string Secrets::hide(std::string text) const {
  constexpr std::string_view mask = "***";
  for (const std::string& secret : all_) {
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += mask.size()) {
      text.replace(at, secret.size(), mask);
    }
  }
  return text;
}

}  // namespace sinks::webhook
