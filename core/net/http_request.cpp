#include "core/net/http_request.hpp"

#include <algorithm>
#include <vex/cpp/error.hpp>

#include "core/net/http_head.hpp"

namespace core::net {
namespace {

// RFC 9110 section 5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f &&
           std::string_view("\"(),/:;<=>?@[\\]{}").find(c) == std::string_view::npos;
  });
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void set(std::vector<Header>& headers, const Header& header) {
  if (!is_token(header.name) || !is_one_line(header.value))
    throw vex::Error(VEX_E_INVALID, "a header that cannot be sent: its name or its value");
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& other) {
    return is_same_name(other.name, header.name);
  });
  if (found == headers.end()) {
    headers.push_back(header);
  } else {
    *found = header;
  }
}

}  // namespace

std::string write_request(const HttpRequest& request, const Url& url,
                          const std::vector<Header>& headers) {
  if (!is_token(request.method)) throw vex::Error(VEX_E_INVALID, "a method that is none");
  std::vector<Header> all{{"Host", url.authority()}, {"Accept", "*/*"}};
  for (const Header& header : headers) set(all, header);
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
    set(all, {"Content-Length", std::to_string(request.body.size())});

  std::string text = request.method + " " + url.target() + " HTTP/1.1\r\n";
  for (const Header& header : all) text += header.name + ": " + header.value + "\r\n";
  return text + "\r\n" + request.body;
}

}  // namespace core::net
