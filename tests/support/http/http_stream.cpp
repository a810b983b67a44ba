#include "tests/support/http/http_stream.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace support {
namespace {

struct Target {
  std::string host;
  std::uint16_t port = 0;
  std::string path;
};

Target parse(const std::string& url) {
  const auto host = url.find("://") + 3;
  const auto colon = url.find(':', host);
  const auto path = std::min(url.find('/', host), url.size());
  if (colon > path || !(url.starts_with("http://") || url.starts_with("ws://"))) {
    throw std::runtime_error(url + " is not http://address:port/path");
  }
  const auto port = std::stoul(url.substr(colon + 1, path - colon - 1));
  return {url.substr(host, colon - host), static_cast<std::uint16_t>(port),
          path < url.size() ? url.substr(path) : "/"};
}

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what + ": " + (errno == EAGAIN ? "timed out" : std::strerror(errno)));
}

int connect_to(const Target& target, std::chrono::milliseconds timeout) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval limit{timeout.count() / 1000, timeout.count() % 1000 * 1000};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(target.port);
  inet_pton(AF_INET, target.host.c_str(), &address.sin_addr);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int error = errno;
    close(fd);
    errno = error;
    fail("connect to port " + std::to_string(target.port));
  }
  return fd;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::string without_chunks(std::string_view body) {
  std::string whole;
  for (;;) {
    const auto end = body.find("\r\n");
    const auto size = end == std::string_view::npos
                          ? 0
                          : std::stoul(std::string(body.substr(0, end)), nullptr, 16);
    if (size == 0 || body.size() < end + 2 + size + 2) {
      return whole;
    }
    whole += body.substr(end + 2, size);
    body.remove_prefix(end + 2 + size + 2);
  }
}

}  // namespace

HttpStream::HttpStream(const std::string& url, const Headers& request_headers,
                       std::chrono::milliseconds timeout, const std::string& method) {
  const auto target = parse(url);
  fd_ = connect_to(target, timeout);
  try {
    std::string request = method + " " + target.path + " HTTP/1.1\r\nHost: " + target.host + ":" +
                          std::to_string(target.port);
    for (const auto& [name, value] : request_headers) {
      request += "\r\n" + name + ": " + value;
    }
    write(request + "\r\n\r\n");
    std::string head;
    auto end = std::string::npos;
    while ((end = head.find("\r\n\r\n")) == std::string::npos) {
      if (!receive(head)) {
        throw std::runtime_error("the connection closed within the response's head");
      }
    }
    body_ = head.substr(end + 4);
    head.resize(end);
    status_ = static_cast<unsigned>(std::stoul(head.substr(head.find(' ') + 1)));
    for (auto line = head.find("\r\n"); line != std::string::npos;
         line = head.find("\r\n", line + 2)) {
      const auto colon = head.find(": ", line);
      if (colon != std::string::npos) {
        headers_[lower(head.substr(line + 2, colon - line - 2))] =
            head.substr(colon + 2, head.find("\r\n", line + 2) - colon - 2);
      }
    }
  } catch (...) {
    close(fd_);
    throw;
  }
}

HttpStream::~HttpStream() { close(fd_); }

std::string HttpStream::header(const std::string& name) const {
  const auto found = headers_.find(name);
  return found == headers_.end() ? std::string() : found->second;
}

bool HttpStream::read_some() { return receive(body_); }

bool HttpStream::falls_silent(std::chrono::milliseconds duration) {
  pollfd arrival{fd_, POLLIN, 0};
  while (poll(&arrival, 1, static_cast<int>(duration.count())) == 1) {
    if (!read_some()) {
      return false;
    }
  }
  return true;
}

void HttpStream::read_until(std::size_t bytes) {
  while (body_.size() < bytes) {
    if (!read_some()) {
      throw std::runtime_error("the stream ended after " + std::to_string(body_.size()) + " bytes");
    }
  }
}

const std::string& HttpStream::read_all() {
  while (read_some()) {
  }
  return body_;
}

void HttpStream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) {
      fail("send");
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

bool HttpStream::receive(std::string& into) {
  std::array<char, 16384> buffer;
  const auto count = recv(fd_, buffer.data(), buffer.size(), 0);
  if (count < 0) {
    fail("receive");
  }
  into.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

namespace {

HttpResponse whole_response(HttpStream& stream) {
  stream.read_all();
  const bool is_chunked = stream.header("transfer-encoding") == "chunked";
  return {stream.status(), is_chunked ? without_chunks(stream.body()) : stream.body()};
}

}  // namespace

HttpResponse http_get(const std::string& url, const HttpStream::Headers& request_headers,
                      std::chrono::milliseconds timeout) {
  auto headers = request_headers;
  headers.emplace("Connection", "close");
  HttpStream stream(url, headers, timeout);
  return whole_response(stream);
}

HttpResponse http_post(const std::string& url, std::chrono::milliseconds timeout) {
  HttpStream stream(url, {{"Connection", "close"}, {"Content-Length", "0"}}, timeout, "POST");
  return whole_response(stream);
}

}  // namespace support
