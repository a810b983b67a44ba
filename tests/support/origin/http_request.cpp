#include "tests/support/origin/http_request.hpp"

#include "tests/support/origin/text.hpp"

namespace origin {

std::optional<std::string> HttpRequest::header(std::string_view name) const {
  for (const auto line : split(head, '\n')) {
    const auto colon = line.find(':');
    if (colon != std::string_view::npos && equal_ignoring_case(line.substr(0, colon), name)) {
      auto value = line.substr(colon + 1);
      if (value.ends_with('\r')) {
        value.remove_suffix(1);
      }
      return std::string(trimmed(value));
    }
  }
  return std::nullopt;
}

std::optional<HttpRequest> take_request(std::string& received) {
  const auto end = received.find("\r\n\r\n");
  if (end == std::string::npos) {
    return std::nullopt;
  }
  HttpRequest request;
  request.head = received.substr(0, end);
  received.erase(0, end + 4);
  const auto line = std::string_view(request.head).substr(0, request.head.find("\r\n"));
  const auto words = split(line, ' ');
  if (words.size() == 3 && words[1].starts_with('/') && words[2].starts_with("HTTP/1.")) {
    const auto question = words[1].find('?');
    request.method = words[0];
    request.path = words[1].substr(0, question);
    request.query = question == std::string_view::npos ? "" : words[1].substr(question + 1);
  }
  return request;
}

bool is_authorized(const HttpRequest& request, std::string_view user_password) {
  return request.header("Authorization") == "Basic " + base64(user_password);
}

std::string text_response(unsigned status, std::string_view extra_headers, std::string_view text) {
  std::string response = "HTTP/1.1 " + std::to_string(status) + " ";
  response += reason_phrase(status);
  response +=
      "\r\nServer: video-exporter-origin\r\nContent-Type: text/plain\r\nConnection: "
      "close\r\nContent-Length: ";
  response += std::to_string(text.size() + 1);
  response += "\r\n";
  response += extra_headers;
  response += "\r\n";
  response += text;
  return response += '\n';
}

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 307:
      return "Temporary Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 410:
      return "Gone";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

}  // namespace origin
