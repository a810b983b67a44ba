#include "sinks/webhook/exchange.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <sys/socket.h>

#include <atomic>
#include <condition_variable>
#include <istream>
#include <mutex>
#include <ostream>
#include <system_error>
#include <thread>

#include "sinks/log/escape.hpp"

namespace sinks::webhook {
namespace {

namespace net = Poco::Net;
using Clock = std::chrono::steady_clock;

constexpr auto slice = std::chrono::milliseconds(50);
constexpr int most_headers = 100;

Poco::Timespan timespan(Clock::duration length) {
  return std::chrono::duration_cast<std::chrono::microseconds>(length).count();
}

/// Interrupts whatever waits on a socket once the time is over or nobody wants the response. Poco's
/// time-outs are not enough, because they restart with every byte.
class Watchdog {
 public:
  Watchdog(int socket, Clock::time_point deadline, const std::function<bool()>& is_abandoned)
      : thread_([this, socket, deadline, &is_abandoned] {
          std::unique_lock lock(mutex_);
          while (!changed_.wait_for(lock, slice, [this] { return is_over_; })) {
            if (Clock::now() < deadline && !is_abandoned()) continue;
            has_bitten_ = true;
            ::shutdown(socket, SHUT_RDWR);
            return;
          }
        }) {}
  ~Watchdog() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  [[nodiscard]] bool has_bitten() const noexcept { return has_bitten_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_over_ = false;
  std::atomic<bool> has_bitten_{false};
  std::thread thread_;  // declared last, because it uses the others
};

std::string seconds_text(vex::Nanos length) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(length).count();
  return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
}

std::string text_of(int error) { return std::generic_category().message(error); }

class Exchange {
 public:
  Exchange(const Endpoint& endpoint, const std::function<bool()>& is_abandoned)
      : endpoint_(endpoint),
        is_abandoned_(is_abandoned),
        deadline_(Clock::now() + endpoint.timeout) {}

  Answer run(const Request& request) {
    const net::StreamSocket tcp = connect();
    const Watchdog watchdog(tcp.impl()->sockfd(), deadline_, is_abandoned_);
    try {
      if (endpoint_.proxy && !endpoint_.tls.isNull()) {
        return ask(request, tunnel(tcp), watchdog);
      }
      return ask(request, tcp, watchdog);
    } catch (const Poco::Exception& error) {
      if (is_abandoned_()) throw Abandoned();
      // The socket's own time-out may have been quicker.
      const bool is_late = dynamic_cast<const Poco::TimeoutException*>(&error) != nullptr;
      if (watchdog.has_bitten() || is_late) throw late();
      throw NoAnswer(reason_of(error));
    }
  }

 private:
  [[nodiscard]] NoAnswer late() const {
    return NoAnswer("no answer within " + seconds_text(endpoint_.timeout));
  }

  net::StreamSocket connect() {
    std::string why;
    const auto& proxy = endpoint_.proxy;
    for (const net::SocketAddress& address :
         look_up(proxy ? proxy->host : endpoint_.host, proxy ? proxy->port : endpoint_.port,
                 endpoint_.name_servers, deadline_, is_abandoned_)) {
      try {
        net::StreamSocket socket;
        socket.connectNB(address);
        await(socket);
        const int error = socket.impl()->socketError();
        if (error == 0) {
          socket.setBlocking(true);
          socket.setReceiveTimeout(timespan(endpoint_.timeout));
          socket.setSendTimeout(timespan(endpoint_.timeout));
          return socket;
        }
        why = text_of(error);
      } catch (const Poco::Exception& error) {  // such an address is unreachable from here
        why = text_of(error.code());
      }
    }
    throw NoAnswer(std::string("cannot connect") + (proxy ? " to the proxy: " : ": ") + why);
  }

  /// Waits until the connection is established or has failed.
  void await(net::StreamSocket& socket) const {
    while (!socket.poll(timespan(slice), net::Socket::SELECT_WRITE | net::Socket::SELECT_ERROR)) {
      if (is_abandoned_()) throw Abandoned();
      if (Clock::now() >= deadline_)
        throw NoAnswer("no connection within " + seconds_text(endpoint_.timeout));
    }
  }

  void authorize(net::HTTPRequest& head) const {
    const std::string& authorization = endpoint_.proxy->authorization;
    if (!authorization.empty()) head.set("Proxy-Authorization", authorization);
  }

  /// Makes the proxy connect to the receiver; what follows is passed through unchanged (RFC 9110
  /// 9.3.6).
  [[nodiscard]] net::StreamSocket tunnel(const net::StreamSocket& tcp) const {
    net::HTTPClientSession session(tcp);
    net::HTTPRequest head(net::HTTPRequest::HTTP_CONNECT, endpoint_.authority(),
                          net::HTTPMessage::HTTP_1_1);
    head.setHost(endpoint_.authority());
    authorize(head);
    session.sendRequest(head);
    net::HTTPResponse response;
    response.setFieldLimit(most_headers);
    session.receiveResponse(response);
    if (response.getStatus() / 100 != 2) {
      throw NoAnswer("the proxy refuses: " + std::to_string(response.getStatus()) + " " +
                     log::printable(response.getReason()));
    }
    return session.detachSocket();
  }

  Answer ask(const Request& request, const net::StreamSocket& tcp, const Watchdog& watchdog) {
    net::HTTPClientSession session(
        endpoint_.tls.isNull()
            ? tcp
            : net::SecureStreamSocket::attach(tcp, endpoint_.host, endpoint_.tls));
    const bool is_forwarded = endpoint_.proxy && endpoint_.tls.isNull();
    net::HTTPRequest head(net::HTTPRequest::HTTP_POST,
                          (is_forwarded ? endpoint_.shown() : "") + request.target,
                          net::HTTPMessage::HTTP_1_1);
    if (is_forwarded) authorize(head);
    head.setHost(endpoint_.host, endpoint_.port);
    head.setContentLength64(static_cast<Poco::Int64>(request.body.size()));
    for (const auto& [name, value] : request.headers) head.set(name, value);
    session.sendRequest(head) << request.body << std::flush;
    net::HTTPResponse response;
    response.setFieldLimit(most_headers);
    std::istream& body = session.receiveResponse(response);
    // Poco treats a truncated head as complete.
    if (watchdog.has_bitten()) throw Poco::TimeoutException();
    Answer answer{response.getStatus(), response.getReason(), response.get("Retry-After", ""), {}};
    // A truncated body does not invalidate the status; what was read of it is enough.
    answer.body.resize(longest_answer);
    body.read(answer.body.data(), static_cast<std::streamsize>(answer.body.size()));
    answer.body.resize(static_cast<std::size_t>(body.gcount()));
    return answer;
  }

  static std::string reason_of(const Poco::Exception& error) {
    if (dynamic_cast<const net::NoMessageException*>(&error) != nullptr ||
        dynamic_cast<const net::ConnectionResetException*>(&error) != nullptr ||
        dynamic_cast<const net::ConnectionAbortedException*>(&error) != nullptr) {
      return "the connection was closed without an answer";
    }
    if (dynamic_cast<const net::MessageException*>(&error) != nullptr) {
      return "the answer is not HTTP: " + error.displayText();
    }
    if (dynamic_cast<const net::SSLException*>(&error) != nullptr) {
      return "TLS: " + error.displayText();
    }
    return error.displayText();
  }

  const Endpoint& endpoint_;
  const std::function<bool()>& is_abandoned_;
  const Clock::time_point deadline_;
};

}  // namespace

std::string Endpoint::authority() const {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string Endpoint::shown() const {
  return (tls.isNull() ? "http://" : "https://") + authority();
}

Answer post(const Endpoint& endpoint, const Request& request,
            const std::function<bool()>& is_abandoned) {
  return Exchange(endpoint, is_abandoned).run(request);
}

}  // namespace sinks::webhook
