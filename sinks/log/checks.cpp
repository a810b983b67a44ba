#include "sinks/log/checks.hpp"

#include <utility>
#include <vex/cpp/snapshot.hpp>

#include "sinks/log/stream_key.hpp"

namespace sinks::log {
namespace {

std::string key_of(const vex_stream_snapshot& stream) {
  return stream_key(vex::text(stream.target->project), vex::text(stream.target->id));
}

}  // namespace

std::vector<const vex_stream_snapshot*> FreshChecks::take(const vex_snapshot& snapshot) {
  std::vector<const vex_stream_snapshot*> fresh;
  for (const vex_stream_snapshot* stream : vex::streams(snapshot)) {
    if (stream->mode != VEX_MODE_SAMPLED) continue;
    std::uint64_t& seen = seen_[key_of(*stream)];
    if (stream->checks > seen) fresh.push_back(stream);
    seen = stream->checks;
  }
  if (seen_.size() > snapshot.stream_count) forget_removed(snapshot);
  return fresh;
}

void FreshChecks::forget_removed(const vex_snapshot& snapshot) {
  std::unordered_map<std::string, std::uint64_t> present;
  for (const vex_stream_snapshot* stream : vex::streams(snapshot)) {
    if (stream->mode == VEX_MODE_SAMPLED) present.emplace(key_of(*stream), stream->checks);
  }
  seen_ = std::move(present);
}

}  // namespace sinks::log
