#include "tests/core/net/dns_server.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "core/net/address.hpp"
#include "tests/core/net/peer.hpp"

namespace core::net {
namespace {

constexpr std::size_t header_size = 12;  // RFC 1035 section 4.1.1
constexpr int type_a = 1;
constexpr int type_aaaa = 28;

struct Question {
  std::string name;
  int type = 0;
  std::size_t end = 0;
};

Question read_question(const std::string& query) {
  Question question;
  std::size_t at = header_size;
  while (query[at] != 0) {
    const auto size = static_cast<std::size_t>(query[at]);
    if (!question.name.empty()) question.name += '.';
    question.name += query.substr(at + 1, size);
    at += size + 1;
  }
  question.type = static_cast<unsigned char>(query[at + 2]);
  question.end = at + 5;
  return question;
}

std::string number(std::uint32_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i));
  return text;
}

std::string record(const Address& address, std::uint32_t time_to_live) {
  sockaddr_storage storage;
  address.to_socket_address(0, storage);
  const auto* bytes =
      address.is_v6()
          ? reinterpret_cast<const char*>(&reinterpret_cast<sockaddr_in6*>(&storage)->sin6_addr)
          : reinterpret_cast<const char*>(&reinterpret_cast<sockaddr_in*>(&storage)->sin_addr);
  const std::uint32_t size = address.is_v6() ? 16 : 4;
  // The name is that of the question, by a pointer.
  return number(0xc000 | header_size, 2) + number(address.is_v6() ? type_aaaa : type_a, 2) +
         number(1, 2) + number(time_to_live, 4) + number(size, 2) + std::string(bytes, size);
}

}  // namespace

DnsServer::DnsServer(Zone zone)
    : zone_(std::move(zone)),
      socket_(bind_loopback(SOCK_DGRAM, port_)),
      thread_([this] { serve(); }) {}

DnsServer::~DnsServer() {
  ::shutdown(socket_.get(), SHUT_RDWR);
  thread_.join();
}

int DnsServer::questions(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(std::count(asked_.begin(), asked_.end(), name));
}

bool DnsServer::await_questions(const std::string& name, int count) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, std::chrono::seconds(60),
                           [&] { return std::count(asked_.begin(), asked_.end(), name) >= count; });
}

void DnsServer::serve() {
  char buffer[1500];
  for (;;) {
    sockaddr_in from{};
    socklen_t size = sizeof from;
    auto* address = reinterpret_cast<sockaddr*>(&from);
    const ssize_t count = ::recvfrom(socket_.get(), buffer, sizeof buffer, 0, address, &size);
    if (count < static_cast<ssize_t>(header_size)) return;  // 0 after shutdown
    const std::string response = respond(std::string(buffer, static_cast<std::size_t>(count)));
    if (response.empty()) continue;
    ::sendto(socket_.get(), response.data(), response.size(), 0, address, size);
  }
}

std::string DnsServer::respond(const std::string& query) {
  const Question question = read_question(query);
  if (question.type == type_a) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(question.name);
    changed_.notify_all();
  }
  const Answer answer = zone_(question.name);
  if (answer.kind == Answer::Kind::silence) return {};
  std::string records;
  std::uint32_t count = 0;
  for (const std::string& text : answer.addresses) {
    const Address address = *Address::parse(text);
    if (address.is_v6() != (question.type == type_aaaa)) continue;
    records += record(address, answer.time_to_live);
    ++count;
  }
  const std::uint32_t code = answer.kind == Answer::Kind::no_such_name ? 3 : 0;
  return query.substr(0, 2) + number(0x8180 | code, 2) + number(1, 2) + number(count, 2) +
         number(0, 4) + query.substr(header_size, question.end - header_size) + records;
}

}  // namespace core::net
