#include "core/net/http_head.hpp"

#include <limits>
#include <utility>

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <vex/cpp/error.hpp>

#include "core/net/errors.hpp"

namespace core::net {
namespace {

namespace http = boost::beast::http;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

[[noreturn]] void refuse(const std::string& why, std::string_view text) {
  throw vex::Error(vex::Reason::protocol,
                   "not an HTTP response: " + why + ": " + quote(text.substr(0, text.find('\r'))));
}

}  // namespace

HttpHead parse_head(std::string_view text, bool has_body) {
  http::response_parser<http::empty_body> parser;
  parser.header_limit(max_head_size);
  // In Boost 1.74 every length exceeds boost::none.
  parser.body_limit(std::numeric_limits<std::uint64_t>::max());
  parser.skip(!has_body);
  boost::system::error_code error;
  parser.put(boost::asio::buffer(text.data(), text.size()), error);
  if (error && error != http::error::need_more) refuse(error.message(), text);
  if (!parser.is_header_done()) refuse("it is not complete", text);

  HttpHead head;
  const auto& message = parser.get();
  head.status = message.result_int();
  for (const auto& field : message)
    head.headers.push_back(
        {std::string(view(field.name_string())), std::string(view(field.value()))});
  head.keeps_alive = parser.keep_alive();
  if (parser.is_done() && !parser.chunked()) {
    head.framing = Framing::none;
  } else if (parser.chunked()) {
    head.framing = Framing::chunked;
  } else if (const auto length = parser.content_length()) {
    head.framing = Framing::length;
    head.length = *length;
  }
  if (!has_body) head.framing = Framing::none;
  return head;
}

std::string status_text(unsigned status) {
  const http::status known = http::int_to_status(status);
  std::string number = std::to_string(status);
  if (known == http::status::unknown) return number;
  return number + " " + std::string(view(http::obsolete_reason(known)));
}

bool is_same_name(std::string_view a, std::string_view b) {
  return boost::beast::iequals({a.data(), a.size()}, {b.data(), b.size()});
}

}  // namespace core::net
