#include "core/config/changes.hpp"

#include <functional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace core::config {
namespace {

using Key = std::pair<std::string_view, std::string_view>;

struct HashOfKey {
  std::size_t operator()(const Key& key) const noexcept {
    const std::hash<std::string_view> hash;
    return hash(key.first) * 31 + hash(key.second);
  }
};

Key key_of(const Stream& stream) { return {stream.project, stream.id}; }

/// Restores the running value if the new one differs.
class Keeper {
 public:
  template <class Value>
  void keep(const Value& running, Value& next, const char* key) {
    if (running == next) return;
    next = running;
    keys_.emplace_back(key);
  }

  [[nodiscard]] std::vector<std::string> keys() && { return std::move(keys_); }

 private:
  std::vector<std::string> keys_;
};

}  // namespace

bool is_unchanged(const Stream& before, const Stream& after) {
  return before.watch == after.watch && before.probe == after.probe && before.url == after.url &&
         before.shown_url == after.shown_url && before.name == after.name &&
         before.labels == after.labels;
}

StreamChanges changes_between(const std::vector<Stream>& before, const std::vector<Stream>& after) {
  StreamChanges changes;
  std::unordered_map<Key, const Stream*, HashOfKey> left;
  left.reserve(before.size());
  for (const Stream& stream : before) left.emplace(key_of(stream), &stream);
  for (const Stream& stream : after) {
    const auto found = left.find(key_of(stream));
    if (found == left.end()) {
      changes.added.push_back(&stream);
      continue;
    }
    if (is_unchanged(*found->second, stream)) {
      ++changes.unchanged;
    } else {
      changes.changed.push_back(&stream);
    }
    left.erase(found);
  }
  changes.removed.reserve(left.size());
  for (const Stream& stream : before) {
    if (left.contains(key_of(stream))) changes.removed.push_back(&stream);
  }
  return changes;
}

std::vector<std::string> keep_until_restart(const Config& running, Config& next) {
  Keeper keeper;
  auto address = std::pair(next.exporter.listen_host, next.exporter.listen_port);
  keeper.keep({running.exporter.listen_host, running.exporter.listen_port}, address,
              "exporter.listen_addr");
  std::tie(next.exporter.listen_host, next.exporter.listen_port) = std::move(address);
  keeper.keep(running.exporter.state_dir, next.exporter.state_dir, "exporter.state_dir");
  keeper.keep(running.plugin_folders, next.plugin_folders, "plugins.path");
  keeper.keep(running.engine.threads, next.engine.threads, "engine.threads");
  keeper.keep(running.engine.blocking_threads, next.engine.blocking_threads,
              "engine.blocking_threads");
  keeper.keep(running.engine.quantum, next.engine.quantum, "engine.quantum");
  keeper.keep(running.engine.dns_servers, next.engine.dns_servers, "engine.dns_servers");
  return std::move(keeper).keys();
}

}  // namespace core::config
