#include "core/web/exchange.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/URI.h>

#include <array>
#include <istream>
#include <utility>

#include "core/web/gzip.hpp"
#include "core/web/message.hpp"
#include "core/web/routes.hpp"

namespace core::web {
namespace {

constexpr std::size_t body_limit = 65'536;

/// Reads at most the limit. False if there is more.
bool read_body(std::istream& stream, std::string& body) {
  std::array<char, 4096> piece{};
  while (stream.read(piece.data(), piece.size()) || stream.gcount() > 0) {
    body.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
    if (body.size() > body_limit) return false;
  }
  return true;
}

Request request_of(const Poco::Net::HTTPServerRequest& from, std::stop_token cancelled) {
  Request request{.method = from.getMethod(), .cancelled = std::move(cancelled)};
  const Poco::URI uri(from.getURI());
  request.path = uri.getPath();
  for (auto& [key, value] : uri.getQueryParameters()) {
    request.query.emplace_back(std::move(key), std::move(value));
  }
  for (const auto& [name, value] : from) request.headers.emplace_back(name, value);
  return request;
}

void send(const Response& answer, bool has_body, Poco::Net::HTTPServerResponse& to) {
  to.setStatusAndReason(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
  to.setContentType(answer.content_type);
  to.setContentLength64(static_cast<Poco::Int64>(answer.body.size()));
  for (const auto& [name, value] : answer.headers) to.set(name, value);
  std::ostream& stream = to.send();
  if (has_body) stream.write(answer.body.data(), static_cast<std::streamsize>(answer.body.size()));
  if (!stream.flush()) to.setKeepAlive(false);  // the client has gone or does not read
}

class Exchange : public Poco::Net::HTTPRequestHandler {
 public:
  Exchange(const Routes& routes, std::stop_token cancelled)
      : routes_(routes), cancelled_(std::move(cancelled)) {}

  void handleRequest(Poco::Net::HTTPServerRequest& from,
                     Poco::Net::HTTPServerResponse& to) override {
    const bool has_body = from.getMethod() != Poco::Net::HTTPRequest::HTTP_HEAD;
    if (cancelled_.stop_requested()) to.setKeepAlive(false);
    send(answer(from, to), has_body, to);
  }

 private:
  Response answer(Poco::Net::HTTPServerRequest& from, Poco::Net::HTTPServerResponse& to) {
    Request request;
    try {
      request = request_of(from, cancelled_);
    } catch (const Poco::Exception&) {
      to.setKeepAlive(false);
      return text_response(400, "The address of this request cannot be read.");
    }
    const bool carries_body = from.hasContentLength() || from.getChunkedTransferEncoding();
    if (carries_body && !read_body(from.stream(), request.body)) {
      to.setKeepAlive(false);  // the rest of the body is not worth reading
      return text_response(413, "No page takes a body of more than 64 KiB.");
    }
    Response response = routes_.answer(request);
    pack_if_wanted(request, response);
    return response;
  }

  const Routes& routes_;
  std::stop_token cancelled_;
};

class Exchanges : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  Exchanges(const Routes& routes, std::stop_token cancelled)
      : routes_(routes), cancelled_(std::move(cancelled)) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest&) override {
    return new Exchange(routes_, cancelled_);  // owned by Poco's connection
  }

 private:
  const Routes& routes_;
  std::stop_token cancelled_;
};

}  // namespace

Poco::Net::HTTPRequestHandlerFactory* make_exchanges(const Routes& routes,
                                                     std::stop_token cancelled) {
  return new Exchanges(routes, std::move(cancelled));
}

}  // namespace core::web
