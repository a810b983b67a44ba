#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace support {

/// A plain HTTP/1.1 request to a numeric address, read by blocking calls: for tests, on the
/// loopback. Every function throws std::runtime_error with a sentence when something fails or a
/// wait outlasts the time-out.
class HttpStream {
 public:
  using Headers = std::map<std::string, std::string>;

  /// Connects, sends the request and reads the response's head. The URL's scheme is http or ws.
  explicit HttpStream(const std::string& url, const Headers& request_headers = {},
                      std::chrono::milliseconds timeout = std::chrono::seconds(30),
                      const std::string& method = "GET");
  ~HttpStream();
  HttpStream(const HttpStream&) = delete;
  HttpStream& operator=(const HttpStream&) = delete;

  unsigned status() const { return status_; }

  /// A response header by its name in lower case; empty when there is none.
  std::string header(const std::string& name) const;

  /// What has come of the body so far, chunks not taken apart.
  const std::string& body() const { return body_; }

  /// Reads on; false at the end of the stream.
  bool read_some();

  /// Reads until the body has that many bytes.
  void read_until(std::size_t bytes);

  /// Reads until nothing comes for that long; false when the stream ends before.
  bool falls_silent(std::chrono::milliseconds duration);

  /// Reads to the end of the stream and returns the body.
  const std::string& read_all();

  void write(std::string_view bytes);

 private:
  bool receive(std::string& into);

  int fd_ = -1;
  unsigned status_ = 0;
  Headers headers_;
  std::string body_;
};

struct HttpResponse {
  unsigned status = 0;
  std::string body;
};

/// The whole response to a GET, chunks taken apart.
HttpResponse http_get(const std::string& url, const HttpStream::Headers& request_headers = {},
                      std::chrono::milliseconds timeout = std::chrono::seconds(30));

/// The whole response to a POST without a body.
HttpResponse http_post(const std::string& url,
                       std::chrono::milliseconds timeout = std::chrono::seconds(30));

}  // namespace support
