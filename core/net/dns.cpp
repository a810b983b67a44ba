#include "core/net/dns.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/engine/wait.hpp"
#include "core/net/ares_channel.hpp"
#include "core/net/errors.hpp"

namespace core::net {
namespace {

using engine::Clock;
using engine::Time;

constexpr std::chrono::seconds max_time_to_live = std::chrono::hours(24);

bool is_localhost(std::string_view host) {
  constexpr std::string_view suffix = ".localhost";  // RFC 6761 section 6.3
  return host == "localhost" ||
         (host.size() > suffix.size() && host.substr(host.size() - suffix.size()) == suffix);
}

std::optional<Address> address_of(const ares_addrinfo_node& node) {
  if (node.ai_family == AF_INET) {
    const auto* address = reinterpret_cast<const sockaddr_in*>(node.ai_addr);
    return Address::v4(&address->sin_addr);
  }
  if (node.ai_family != AF_INET6) return std::nullopt;
  const auto* address = reinterpret_cast<const sockaddr_in6*>(node.ai_addr);
  return Address::v6(&address->sin6_addr, address->sin6_scope_id);
}

struct Answer {
  std::vector<Address> addresses;
  std::chrono::seconds time_to_live{};
  int status = ARES_SUCCESS;
};

Answer read_answer(int status, const ares_addrinfo* result) {
  Answer answer;
  answer.status = status;
  answer.time_to_live = max_time_to_live;
  for (const ares_addrinfo_node* node = result ? result->nodes : nullptr; node;
       node = node->ai_next) {
    if (const auto address = address_of(*node)) answer.addresses.push_back(*address);
    answer.time_to_live = std::min(answer.time_to_live, std::chrono::seconds(node->ai_ttl));
  }
  return answer;
}

}  // namespace

class Dns::Impl {
 public:
  Impl(engine::Loop& loop, const std::vector<std::string>& servers)
      : channel_(loop, servers, [this] { start_queries(); }) {}

  std::vector<Address> resolve(const std::string& host, Time deadline) {
    if (auto address = Address::parse(host)) return {*address};
    if (is_localhost(host)) return {*Address::parse("127.0.0.1"), *Address::parse("::1")};
    if (const auto kept = cache_.find(host);
        kept != cache_.end() && Clock::now() < kept->second.end)
      return kept->second.addresses;
    return ask(host, deadline);
  }

 private:
  struct Kept {
    std::vector<Address> addresses;
    Time end;
  };
  struct Query {
    explicit Query(Impl& owner, std::string name) : dns(owner), host(std::move(name)) {}
    Impl& dns;
    std::string host;
    std::vector<engine::Wait*> waiters;
    std::optional<Answer> answer;
  };

  std::vector<Address> ask(const std::string& host, Time deadline) {
    const Time begin = Clock::now();  // before the query is sent, since sending takes time, too
    const std::shared_ptr<Query> query = join_query(host);
    engine::Wait wait;
    query->waiters.push_back(&wait);
    struct Leave {
      Query& query;
      engine::Wait& wait;
      ~Leave() { std::erase(query.waiters, &wait); }
    } leave{*query, wait};
    if (!query->answer && !wait.until(deadline))
      throw vex::Error(vex::Reason::resolve, host + ": no answer from the name servers within " +
                                                 length_text(deadline - begin));
    if (query->answer->addresses.empty())
      throw vex::Error(vex::Reason::resolve, host + ": " + ::ares_strerror(query->answer->status));
    return query->answer->addresses;
  }

  std::shared_ptr<Query> join_query(const std::string& host) {
    std::shared_ptr<Query>& query = queries_[host];
    if (query) return query;
    query = std::make_shared<Query>(*this, host);
    queue_.push_back(query);
    std::shared_ptr<Query> mine = query;  // an immediate answer removes it from the map
    start_queries();
    return mine;
  }

  void start_queries() {
    while (in_flight_ < max_in_flight && !queue_.empty()) {
      const std::shared_ptr<Query> query = std::move(queue_.front());
      queue_.pop_front();
      ++in_flight_;
      channel_.ask(query->host, on_answer, query.get());  // the map keeps it until then
    }
  }

  // Notifying only makes the fibers runnable; they run after c-ares has returned.
  static void on_answer(void* argument, int status, int, ares_addrinfo* result) {
    auto& query = *static_cast<Query*>(argument);
    query.answer = read_answer(status, result);
    if (result != nullptr) ::ares_freeaddrinfo(result);
    for (engine::Wait* wait : query.waiters) wait->notify();
    query.dns.finish(query);
  }

  void finish(Query& query) {
    --in_flight_;
    keep(query);
    queries_.erase(std::string(query.host));  // copied, because the key is destroyed with the query
  }

  void keep(const Query& query) {
    const Answer& answer = *query.answer;
    if (answer.addresses.empty() || answer.time_to_live <= std::chrono::seconds::zero()) return;
    if (cache_.size() >= max_cached) forget_old();
    cache_[query.host] = Kept{answer.addresses, engine::from_now(answer.time_to_live)};
  }

  void forget_old() {
    std::erase_if(cache_,
                  [now = Clock::now()](const auto& kept) { return kept.second.end <= now; });
    if (cache_.size() >= max_cached) cache_.clear();
  }

  std::unordered_map<std::string, Kept> cache_;
  std::unordered_map<std::string, std::shared_ptr<Query>>
      queries_;  // waiting or in flight, by host
  std::deque<std::shared_ptr<Query>> queue_;
  std::size_t in_flight_ = 0;
  AresChannel channel_;  // its destructor answers what is in flight, so it is destroyed first
};

Dns::Dns(engine::Loop& loop, const std::vector<std::string>& servers)
    : impl_(std::make_unique<Impl>(loop, servers)) {}

Dns::~Dns() = default;

std::vector<Address> Dns::resolve(const std::string& host, Time deadline) {
  return impl_->resolve(host, deadline);
}

}  // namespace core::net
