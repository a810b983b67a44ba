#include "sinks/log/repetition.hpp"

#include <utility>

#include "sinks/log/stream_key.hpp"

namespace sinks::log {
namespace {

/// Sinks are not told of streams that leave the configuration; at most this many are kept.
constexpr std::size_t most_streams = 1 << 16;

}  // namespace

bool Repetition::is_news(const vex::Target& target, const vex::RunEnd& end) {
  if (told_.size() >= most_streams) told_.clear();
  std::string cause(vex::name_of(end.reason));
  cause.append(" ").append(end.sentence);
  std::string& told = told_[stream_key(target.project, target.id)];
  if (told == cause) return false;
  told = std::move(cause);
  return true;
}

void Repetition::forget(const vex::Target& target) {
  told_.erase(stream_key(target.project, target.id));
}

}  // namespace sinks::log
