#include "core/web/gzip.hpp"

#include <Poco/DeflatingStream.h>

#include <algorithm>
#include <sstream>
#include <string_view>

namespace core::web {
namespace {

constexpr std::size_t worth_packing = 4096;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// "gzip", "gzip;q=0.5", not "gzip;q=0".
bool is_gzip(std::string_view coding) {
  const std::size_t parameters = coding.find(';');
  const std::string_view name = trimmed(coding.substr(0, parameters));
  if (name != "gzip" && name != "*") return false;
  if (parameters == std::string_view::npos) return true;
  const std::string_view weight = trimmed(coding.substr(parameters + 1));
  return weight.substr(0, 2) != "q=" || weight.find_first_of("123456789") != std::string_view::npos;
}

bool accepts_gzip(const Request& request) {
  const std::string* const header = request.header("Accept-Encoding");
  if (header == nullptr) return false;
  std::string_view rest = *header;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (is_gzip(rest.substr(0, comma))) return true;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return false;
}

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [name](const auto& header) { return header.first == name; });
}

}  // namespace

void pack_if_wanted(const Request& request, Response& response) {
  if (response.body.size() < worth_packing || has_header(response, "Content-Encoding")) return;
  // A page that has set Vary has considered the encoding, too.
  if (!has_header(response, "Vary")) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!accepts_gzip(request)) return;
  std::ostringstream packed;
  constexpr int fast = 1;  // most of the gain in a fraction of the time
  Poco::DeflatingOutputStream packer(packed, Poco::DeflatingStreamBuf::STREAM_GZIP, fast);
  packer.write(response.body.data(), static_cast<std::streamsize>(response.body.size()));
  packer.close();
  response.body = packed.str();
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace core::web
