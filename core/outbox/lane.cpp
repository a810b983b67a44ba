#include "core/outbox/lane.hpp"

#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace core::outbox {
namespace {

constexpr std::chrono::hours longest(24);  // for a take, so that no sum overflows
constexpr vex_time never = std::numeric_limits<vex_time>::max();

std::string stream_of(const pipeline::Record& record) {
  const vex_target& target = *record.abi().target;
  return std::string(vex::text(target.project)) + '\0' + std::string(vex::text(target.id));
}

}  // namespace

Lane::Lane(std::string name, std::uint64_t wants, Bounds bounds, Now now, Listener listener)
    : name_(std::move(name)),
      wants_(wants),
      bounds_(bounds),
      now_(std::move(now)),
      listener_(std::move(listener)) {}

void Lane::add(std::vector<Entry> entries) {
  std::vector<std::uint64_t> dropped;
  {
    const std::lock_guard lock(mutex_);
    const vex_time now = now_();
    for (Entry& entry : entries) {
      const std::uint64_t id = entry.id;
      bytes_ += entry.bytes;
      std::string stream = stream_of(*entry.record);
      waiting_.emplace_hint(waiting_.end(), id,
                            Waiting{std::move(entry), std::move(stream), now, false});
    }
    while (waiting_.size() > bounds_.entries || bytes_ > bounds_.bytes) {
      dropped.push_back(waiting_.begin()->first);
      remove(waiting_.begin());
      ++dropped_;
    }
  }
  changed_.notify_all();
  if (!dropped.empty()) listener_.on_removed(*this, dropped);
}

void Lane::for_each(const std::function<void(const Entry&)>& visit) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, waiting] : waiting_) visit(waiting.entry);
}

void Lane::open() {
  const std::lock_guard lock(mutex_);
  is_closed_ = is_woken_ = false;
  handed_out_now_ = 0;
  for (auto& [id, waiting] : waiting_) {
    waiting.is_handed_out = false;
    waiting.due = now_();
  }
}

void Lane::close() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  changed_.notify_all();
}

bool Lane::wait_until(std::chrono::steady_clock::time_point time) {
  std::unique_lock lock(mutex_);
  while (!is_closed_ && std::chrono::steady_clock::now() < time) {
    const vex_time due = next_due();
    const vex_time now = now_();
    if (due <= now) return true;
    const auto until_due =
        due == never ? time
                     : std::chrono::steady_clock::now() + std::chrono::nanoseconds(due - now);
    changed_.wait_until(lock, std::min(time, until_due));
  }
  return false;
}

std::size_t Lane::length() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

std::int64_t Lane::oldest() const {
  const std::lock_guard lock(mutex_);
  return waiting_.empty() ? 0 : waiting_.begin()->second.entry.record->abi().unix_time;
}

std::uint64_t Lane::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

std::size_t Lane::take(vex_nanos timeout, std::span<const vex_outbox_entry*> entries) {
  const auto end = std::chrono::steady_clock::now() +
                   std::min<std::chrono::nanoseconds>(std::chrono::nanoseconds(timeout), longest);
  std::unique_lock lock(mutex_);
  for (;;) {
    if (is_closed_ || std::exchange(is_woken_, false)) {
      throw vex::Error(VEX_E_CANCELLED, "waiting for transitions was ended");
    }
    const std::size_t count = hand_out(entries);
    if (count > 0 || std::chrono::steady_clock::now() >= end) return count;
    const vex_time due = next_due();
    const auto until_due =
        due == never ? end
                     : std::chrono::steady_clock::now() + std::chrono::nanoseconds(due - now_());
    changed_.wait_until(lock, std::min(end, until_due));
  }
}

/// In the order of the ids, which is also the order of each stream.
std::size_t Lane::hand_out(std::span<const vex_outbox_entry*> entries) {
  const vex_time now = now_();
  std::unordered_set<std::string_view> held;  // streams waiting for a retry
  handed_.clear();
  for (auto& [id, waiting] : waiting_) {
    if (handed_.size() == entries.size()) break;
    if (waiting.is_handed_out || held.contains(waiting.stream)) continue;
    if (waiting.due > now) {
      held.insert(waiting.stream);
      continue;
    }
    waiting.is_handed_out = true;
    ++handed_out_now_;
    const Entry& entry = waiting.entry;
    handed_.push_back({entry.record, entry.key, {}});
    handed_.back().abi = {sizeof(vex_outbox_entry), entry.attempts, id, {}, entry.record->abi()};
  }
  // Only now, because the texts moved while the list grew.
  for (std::size_t i = 0; i < handed_.size(); ++i) {
    handed_[i].abi.key = vex::detail::to_abi(handed_[i].key);
    entries[i] = &handed_[i].abi;
  }
  handed_out_ += handed_.size();
  return handed_.size();
}

vex_time Lane::next_due() const {
  std::unordered_set<std::string_view> seen;
  vex_time next = never;
  for (const auto& [id, waiting] : waiting_) {
    // A stream is due with its first entry that is not handed out.
    if (waiting.is_handed_out || !seen.insert(waiting.stream).second) continue;
    next = std::min(next, waiting.due);
  }
  return next;
}

void Lane::acknowledge(std::span<const std::uint64_t> ids) {
  std::vector<std::uint64_t> removed;
  {
    const std::lock_guard lock(mutex_);
    for (const std::uint64_t id : ids) {
      const auto waiting = waiting_.find(id);
      if (waiting == waiting_.end()) continue;
      removed.push_back(id);
      remove(waiting);
    }
  }
  if (!removed.empty()) listener_.on_removed(*this, removed);
}

void Lane::retry(std::uint64_t id, vex_nanos delay) {
  std::uint32_t attempts = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto given = waiting_.find(id);
    if (given == waiting_.end()) return;  // dropped while the sink held it
    if (!given->second.is_handed_out) {
      throw vex::Error(VEX_E_INVALID, "the entry " + std::to_string(id) + " is not handed out");
    }
    attempts = ++given->second.entry.attempts;
    given->second.due = now_() + std::max<vex_nanos>(delay, 0);
    // After the last entry that is handed out there may be tens of thousands that are not.
    std::size_t left = handed_out_now_;
    for (auto later = given; left > 0 && later != waiting_.end(); ++later) {
      if (!later->second.is_handed_out) continue;
      --left;
      if (later->second.stream != given->second.stream) continue;
      later->second.is_handed_out = false;
      --handed_out_now_;
    }
  }
  changed_.notify_all();
  listener_.on_retry(*this, id, attempts);
}

void Lane::wake() {
  {
    const std::lock_guard lock(mutex_);
    is_woken_ = true;
  }
  changed_.notify_all();
}

void Lane::remove(Waitings::iterator waiting) {
  bytes_ -= waiting->second.entry.bytes;
  if (waiting->second.is_handed_out) --handed_out_now_;
  waiting_.erase(waiting);
}

}  // namespace core::outbox
