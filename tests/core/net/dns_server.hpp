#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/net/fd.hpp"

namespace core::net {

// A name server on a free UDP port of the loopback. For each question it asks `zone`, on its own
// thread.
class DnsServer {
 public:
  struct Answer {
    enum class Kind { addresses = 1, no_such_name, silence };
    Kind kind = Kind::addresses;
    std::vector<std::string> addresses;  // those of the question's family are sent
    std::uint32_t time_to_live = 60;
  };
  using Zone = std::function<Answer(const std::string& name)>;

  explicit DnsServer(Zone zone);
  ~DnsServer();

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

  // How many questions for that name have come, counting A and AAAA as one.
  int questions(const std::string& name) const;

  // Waits until it was asked so often; false when it never is.
  bool await_questions(const std::string& name, int count) const;

 private:
  void serve();
  std::string respond(const std::string& query);

  Zone zone_;
  std::uint16_t port_ = 0;
  Fd socket_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<std::string> asked_;  // for A alone
  std::thread thread_;
};

}  // namespace core::net
