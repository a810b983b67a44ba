#include "core/net/http.hpp"

#include <algorithm>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/net/base64.hpp"
#include "core/net/context.hpp"
#include "core/net/errors.hpp"
#include "core/net/file_stream.hpp"
#include "core/net/first_byte.hpp"
#include "core/net/gunzip.hpp"
#include "core/net/http_body.hpp"
#include "core/net/http_connection.hpp"
#include "core/net/http_request.hpp"
#include "core/net/kept_connections.hpp"
#include "core/net/transport.hpp"

namespace core::net {
namespace {

using engine::Clock;

constexpr std::size_t max_redirects = 5;

Peer peer_of(const Url& url) {
  return {url.host, url.port, url.is_secure() ? Security::tls : Security::plain};
}

bool is_http(const Url& url) {
  return url.scheme == "http" || url.scheme == "https" || url.scheme == "ws" || url.scheme == "wss";
}

bool is_redirect(unsigned status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// 303 asks for GET; in practice 301 and 302 are handled the same way (RFC 9110 section 15.4).
void follow_with(HttpRequest& request, unsigned status) {
  const bool becomes_get =
      status == 303 || ((status == 301 || status == 302) && request.method == "POST");
  if (!becomes_get || request.method == "HEAD") return;
  request.method = "GET";
  request.body.clear();
}

vex::Error status_error(unsigned status, const Url& url) {
  const auto reason = status == 401 || status == 403   ? vex::Reason::auth
                      : status == 404 || status == 410 ? vex::Reason::not_found
                                                       : vex::Reason::http_status;
  return vex::Error(reason, redact(url) + ": " + status_text(status));
}

void check_status(const HttpRequest& request, unsigned status) {
  if (request.any_status) return;
  if (request.upgrade && status >= 200 && status < 300)
    throw vex::Error(vex::Reason::protocol,
                     redact(request.url) + ": the server did not upgrade the connection");
  if (status < 100 || status >= 300) throw status_error(status, request.url);
}

}  // namespace

std::optional<std::string_view> HttpResponse::header(std::string_view name) const {
  for (const Header& header : headers)
    if (is_same_name(header.name, name)) return header.value;
  return std::nullopt;
}

class HttpClient::Impl {
 public:
  Impl(NetContext& context, Url own) : context_(context), own_(std::move(own)) {}

  HttpResponse send(HttpRequest request) {
    const Time end =
        request.timeout == Nanos::zero() ? engine::never : engine::from_now(request.timeout);
    std::vector<std::string> visited;
    for (;;) {
      visited.push_back(request.url.text());
      HttpResponse response = send_once(request, end);
      const auto location = response.header("Location");
      if (!is_redirect(response.status) || !location) {
        check_status(request, response.status);
        return response;
      }
      follow_with(request, response.status);
      request.url = next_url(request.url, *location, visited);
    }
  }

 private:
  static Url next_url(const Url& from, std::string_view location,
                      const std::vector<std::string>& visited) {
    const auto refuse = [&](const std::string& why) {
      return vex::Error(vex::Reason::redirect, redact(from) + ": " + why);
    };
    Url url;
    try {
      url = resolve_reference(from, location);
    } catch (const vex::Error& error) {
      throw refuse("redirected to an unusable location, " + std::string(error.what()));
    }
    if (!is_http(url)) throw refuse("redirected to a URL of the scheme " + quote(url.scheme));
    if (std::find(visited.begin(), visited.end(), url.text()) != visited.end())
      throw refuse("redirected in a circle");
    if (visited.size() > max_redirects) throw refuse("more than 5 redirects");
    return url;
  }

  HttpResponse send_once(const HttpRequest& request, Time end) {
    if (request.url.scheme == "file") return open_file(request.url);
    if (!is_http(request.url))
      throw vex::Error(VEX_E_UNSUPPORTED, "no HTTP URL: " + redact(request.url));
    const bool has_body = request.method != "HEAD";
    const std::string text = write_request(request, request.url, headers_for(request));
    Exchange exchange = ask(peer_of(request.url), text, has_body, end);

    HttpResponse response;
    response.status = exchange.head.status;
    response.headers = exchange.head.headers;
    response.final_url = request.url;
    response.body = body_of(std::move(exchange), request.upgrade);
    if (request.gzip) unpack(response);
    return response;
  }

  std::vector<Header> headers_for(const HttpRequest& request) const {
    std::vector<Header> headers{{"User-Agent", context_.options().user_agent}};
    const bool is_own = is_same_origin(own_, request.url);
    std::optional<Credentials> credentials;
    if (is_own) credentials = context_.options().credentials;
    if (is_own && !own_.user.empty()) credentials = Credentials{own_.user, own_.password};
    if (!request.url.user.empty())
      credentials = Credentials{request.url.user, request.url.password};
    if (credentials)
      headers.push_back(
          {"Authorization", "Basic " + base64(credentials->user + ":" + credentials->password)});
    if (is_own)
      headers.insert(headers.end(), context_.options().headers.begin(),
                     context_.options().headers.end());
    if (request.gzip) headers.push_back({"Accept-Encoding", "gzip"});
    for (const Header& header : request.headers)
      if (is_own || !is_secret(header)) headers.push_back(header);
    return headers;
  }

  static bool is_secret(const Header& header) {
    return is_same_name(header.name, "Authorization") || is_same_name(header.name, "Cookie");
  }

  struct Exchange {
    HttpHead head;
    std::unique_ptr<HttpConnection> connection;
  };

  Exchange ask(const Peer& peer, const std::string& text, bool has_body, Time end) {
    if (auto kept = kept_.take(peer, Clock::now()))
      if (auto head = ask_on(*kept, text, has_body, end)) return {*head, std::move(kept)};
    auto fresh = std::make_unique<HttpConnection>(
        peer, open_transport(context_, peer, end == engine::never ? Nanos() : left_until(end)));
    auto head = ask_on(*fresh, text, has_body, end);
    if (!head)
      throw vex::Error(vex::Reason::closed, "the connection ended before the head of a response");
    return {*head, std::move(fresh)};
  }

  std::optional<HttpHead> ask_on(HttpConnection& connection, const std::string& text, bool has_body,
                                 Time end) {
    const Time begin = Clock::now();
    const Nanos timeout =
        end == engine::never ? context_.options().time_outs.request : left_until(end);
    auto head = connection.ask(text, has_body, timeout);
    if (head) context_.observer().on_phase(Phase::request, begin, Clock::now());
    return head;
  }

  static Nanos left_until(Time end) { return std::max(end - Clock::now(), Nanos(1)); }

  std::unique_ptr<ByteStream> body_of(Exchange exchange, bool wants_upgrade) {
    std::unique_ptr<ByteStream> body;
    if (wants_upgrade && exchange.head.status == 101) {
      body = std::make_unique<UpgradedStream>(std::move(exchange.connection));
    } else {
      body = std::make_unique<HttpBody>(std::move(exchange.connection), exchange.head,
                                        [this](std::unique_ptr<HttpConnection> connection) {
                                          kept_.put(std::move(connection), Clock::now());
                                        });
    }
    return std::make_unique<FirstByte>(context_, std::move(body), Clock::now());
  }

  static void unpack(HttpResponse& response) {
    const std::string_view coding = response.header("Content-Encoding").value_or("identity");
    if (is_same_name(coding, "identity")) return;
    if (!is_same_name(coding, "gzip") && !is_same_name(coding, "x-gzip"))
      throw vex::Error(vex::Reason::unsupported, redact(response.final_url) +
                                                     ": sent in the content coding " +
                                                     quote(coding) + ", which was not asked for");
    response.body = std::make_unique<Gunzip>(std::move(response.body));
  }

  HttpResponse open_file(const Url& url) {
    HttpResponse response;
    response.status = 200;
    response.final_url = url;
    response.body = FileStream::open(context_, percent_decode(url.path));
    return response;
  }

  NetContext& context_;
  Url own_;
  KeptConnections kept_;
};

HttpClient::HttpClient(NetContext& context, Url own)
    : impl_(std::make_unique<Impl>(context, std::move(own))) {}

HttpClient::~HttpClient() = default;

HttpResponse HttpClient::send(const HttpRequest& request) { return impl_->send(request); }

}  // namespace core::net
