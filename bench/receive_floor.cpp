// The floor of every comparison: a bare epoll client that receives the same streams and looks at
// nothing. One thread, one recv, SSL_read or recvmmsg per readiness, no parser, no statistics.
//
//   receive_floor PROTOCOL HOST PORT STREAMS TARGET CA|- WARM_UP_SECONDS MEASURED_SECONDS
//
// PROTOCOL is what makes the origin play (floor_protocol.hpp); `%d` in TARGET is the number of the
// stream. Prints one line of JSON: CPU seconds per second, bytes received per second and resident
// memory over the measured time.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/datagram_floor.hpp"
#include "bench/floor_protocol.hpp"

namespace {

using Clock = std::chrono::steady_clock;

struct Arguments {
  const bench::FloorProtocol& protocol;
  std::string host;
  std::uint16_t port;
  int streams;
  std::string target;
  std::string ca_file;
  double warm_up_seconds;
  double measured_seconds;
};

struct Connection {
  int fd = -1;
  SSL* ssl = nullptr;
  bool is_udp = false;
};

/// Blocks, as the opening of a connection does.
class Wire final : public bench::FloorWire {
 public:
  /// `datagrams` takes the sockets that open_ports() opens.
  Wire(Connection& connection, std::vector<int>& datagrams)
      : connection_(connection), datagrams_(datagrams) {}

  void write(const std::string& bytes) const override {
    const auto size = static_cast<int>(bytes.size());
    const long sent = connection_.ssl != nullptr
                          ? SSL_write(connection_.ssl, bytes.data(), size)
                          : send(connection_.fd, bytes.data(), bytes.size(), 0);
    if (sent != size) throw std::runtime_error("send failed");
  }

  std::string read(std::size_t size) const override {
    std::string bytes(size, '\0');
    for (std::size_t got = 0; got < size;) {
      const long more = connection_.ssl != nullptr
                            ? SSL_read(connection_.ssl, &bytes[got], static_cast<int>(size - got))
                            : recv(connection_.fd, &bytes[got], size - got, 0);
      if (more <= 0) throw std::runtime_error("the origin has closed a connection");
      got += static_cast<std::size_t>(more);
    }
    return bytes;
  }

  std::uint16_t open_ports() const override {
    const bench::PortPair pair = bench::open_port_pair();
    datagrams_.push_back(pair.first_fd);
    datagrams_.push_back(pair.second_fd);
    return pair.first_port;
  }

 private:
  Connection& connection_;
  std::vector<int>& datagrams_;
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class Floor {
 public:
  explicit Floor(Arguments arguments)
      : arguments_(std::move(arguments)), epoll_(epoll_create1(0)), buffer_(256 * 1024) {
    if (arguments_.ca_file == "-") return;
    tls_ = SSL_CTX_new(TLS_client_method());
    SSL_CTX_load_verify_locations(tls_, arguments_.ca_file.c_str(), nullptr);
    SSL_CTX_set_verify(tls_, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_mode(tls_, SSL_MODE_RELEASE_BUFFERS);
  }

  void run() {
    for (int i = 0; i < arguments_.streams; ++i) {
      open(i);
      serve(Clock::now());  // what has come in the meantime
    }
    serve(Clock::now() + duration(arguments_.warm_up_seconds));
    const std::uint64_t bytes_before = bytes_;
    const double cpu_before = cpu_seconds();
    const auto begin = Clock::now();
    serve(begin + duration(arguments_.measured_seconds));
    const double length = std::chrono::duration<double>(Clock::now() - begin).count();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf(
        "{\"cpu\": %.6f, \"bytes_per_second\": %.0f, \"closed\": %d, \"max_rss_kib\": %ld}\n",
        (cpu_seconds() - cpu_before) / length, static_cast<double>(bytes_ - bytes_before) / length,
        closed_, usage.ru_maxrss);
  }

 private:
  static Clock::duration duration(double seconds) {
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  }

  void open(int number) {
    auto connection = std::make_unique<Connection>();
    connection->fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(arguments_.port);
    inet_pton(AF_INET, arguments_.host.c_str(), &address.sin_addr);
    if (connect(connection->fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
    }
    std::string target = arguments_.target;
    if (const auto at = target.find("%d"); at != std::string::npos) {
      target.replace(at, 2, std::to_string(number));
    }
    if (tls_ != nullptr) {
      connection->ssl = SSL_new(tls_);
      SSL_set_fd(connection->ssl, connection->fd);
      SSL_set1_host(connection->ssl, "localhost");
      if (SSL_connect(connection->ssl) != 1) throw std::runtime_error("TLS handshake failed");
    }
    std::vector<int> datagrams;
    arguments_.protocol.ask(Wire(*connection, datagrams), arguments_.host, target);
    if (tls_ != nullptr) fcntl(connection->fd, F_SETFL, O_NONBLOCK);
    watch(std::move(connection));
    for (const int fd : datagrams)
      watch(std::make_unique<Connection>(Connection{fd, nullptr, true}));
  }

  void watch(std::unique_ptr<Connection> connection) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = connection.get();
    epoll_ctl(epoll_, EPOLL_CTL_ADD, connection->fd, &event);
    connections_.push_back(std::move(connection));
  }

  void serve(Clock::time_point end) {
    epoll_event events[512];
    do {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
      const int count =
          epoll_wait(epoll_, events, 512, static_cast<int>(std::max<long>(0, left.count())));
      for (const epoll_event& event :
           std::span(events, static_cast<std::size_t>(std::max(0, count)))) {
        receive(*static_cast<Connection*>(event.data.ptr));
      }
    } while (Clock::now() < end);
  }

  void receive(Connection& connection) {
    if (connection.is_udp) {
      bytes_ += datagrams_.receive(connection.fd);
      return;
    }
    if (connection.ssl == nullptr) {
      const ssize_t got = recv(connection.fd, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
      if (got > 0) bytes_ += static_cast<std::uint64_t>(got);
      if (got == 0) close(connection);
      return;
    }
    do {
      const int got = SSL_read(connection.ssl, buffer_.data(), static_cast<int>(buffer_.size()));
      if (got <= 0) {
        if (SSL_get_error(connection.ssl, got) != SSL_ERROR_WANT_READ) close(connection);
        return;
      }
      bytes_ += static_cast<std::uint64_t>(got);
    } while (SSL_pending(connection.ssl) > 0);
  }

  void close(Connection& connection) {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, connection.fd, nullptr);
    ++closed_;
  }

  const Arguments arguments_;
  const int epoll_;
  std::vector<char> buffer_;
  bench::DatagramRoom datagrams_;
  SSL_CTX* tls_ = nullptr;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::uint64_t bytes_ = 0;
  int closed_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 9) {
    std::fprintf(
        stderr,
        "usage: receive_floor PROTOCOL HOST PORT STREAMS TARGET CA|- WARM_UP_SECONDS SECONDS\n");
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);
  try {
    Floor floor({bench::floor_protocol(argv[1]), argv[2],
                 static_cast<std::uint16_t>(std::atoi(argv[3])), std::atoi(argv[4]), argv[5],
                 argv[6], std::atof(argv[7]), std::atof(argv[8])});
    floor.run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "receive_floor: %s\n", error.what());
    return 1;
  }
}
