// vex/cpp/test/outbox.hpp - an outbox whose entries a test adds. Included by sink_bench.hpp.
#pragma once

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "../../service/outbox.h"
#include "../error.hpp"
#include "network.hpp"
#include "recording.hpp"
#include "sink_state.hpp"

namespace vex::test {

/// Like the exporter's vex.outbox/1, but in memory and on the bench's clock, which a waiting `take`
/// advances. Add entries from the test's own thread.
class Outbox {
 public:
  struct Retry {
    std::uint64_t id;
    Nanos delay;

    bool operator==(const Retry&) const = default;
  };

  explicit Outbox(Clock& clock) : clock_(clock) {}

  /// A transition that happens now. `stream` outlives the outbox.
  template <class EventType>
  std::uint64_t add(StreamState& stream, const EventType& event,
                    const vex_plugin* origin = nullptr) {
    const auto given = vex::detail::to_abi(event);
    recording_.add(given.head);
    const auto abi = vex::detail::to_abi(std::get<EventType>(recording_.events().back()));
    Entry& entry = entries_.emplace_back();
    entry.event.resize(sizeof abi);
    std::memcpy(entry.event.data(), &abi, sizeof abi);
    entry.id = first_id + entries_.size() - 1;
    entry.key = "key-" + std::to_string(entry.id);
    entry.stream = &stream;
    entry.due = clock_.now();
    entry.abi = {
        sizeof(vex_outbox_entry),
        0,
        entry.id,
        vex::detail::to_abi(entry.key),
        {sizeof(vex_record), 0, &stream.target(), origin,
         reinterpret_cast<const vex_event*>(entry.event.data()), clock_.unix_now().count()}};
    return entry.id;
  }

  /// Ids in the order of their acknowledgement.
  [[nodiscard]] const std::vector<std::uint64_t>& acknowledged() const { return acknowledged_; }
  [[nodiscard]] const std::vector<Retry>& retries() const { return retries_; }

  /// Ids that have not been acknowledged.
  [[nodiscard]] std::vector<std::uint64_t> waiting() const {
    std::vector<std::uint64_t> ids;
    for (const Entry& entry : entries_) {
      if (!entry.is_acknowledged) ids.push_back(entry.id);
    }
    return ids;
  }

  /// Simulates a restart of the exporter: everything not acknowledged is handed out again.
  void restart() {
    for (Entry& entry : entries_) {
      entry.is_handed_out = false;
      entry.due = clock_.now();
    }
  }

  /// From now on the sink is being closed: every `take` returns VEX_E_CANCELLED.
  void close() { is_closing_ = true; }

  vex_status take(Nanos timeout, const vex_outbox_entry** rows, std::size_t capacity,
                  std::size_t* count, vex_error* error) {
    *count = 0;
    if (is_closing_ || std::exchange(is_woken_, false)) {
      return vex::detail::fail(*error, VEX_E_CANCELLED, Reason::none, "the wait was ended");
    }
    *count = hand_out(rows, capacity);
    const Nanos begin = clock_.now();
    while (*count == 0 && clock_.now() < begin + timeout) {
      clock_.set(std::min(begin + timeout, next_due()));
      *count = hand_out(rows, capacity);
    }
    return VEX_OK;
  }

  void acknowledge(std::uint64_t id) {
    for (Entry& entry : entries_) {
      if (entry.id != id || entry.is_acknowledged) continue;
      entry.is_acknowledged = true;
      acknowledged_.push_back(id);
    }
  }

  vex_status retry(std::uint64_t id, Nanos delay, vex_error* error) {
    const auto given = std::find_if(entries_.begin(), entries_.end(),
                                    [id](const Entry& entry) { return entry.id == id; });
    if (given == entries_.end() || given->is_acknowledged) return VEX_OK;
    if (!given->is_handed_out) {
      return vex::detail::fail(*error, VEX_E_INVALID, Reason::none, "the entry is not handed out");
    }
    ++given->abi.attempts;
    given->due = clock_.now() + delay;
    retries_.push_back({id, delay});
    for (auto entry = given; entry != entries_.end(); ++entry) {
      if (entry->stream == given->stream) entry->is_handed_out = false;
    }
    return VEX_OK;
  }

  void wake() { is_woken_ = true; }

 private:
  static constexpr std::uint64_t first_id = 101;

  struct Entry {
    std::uint64_t id = 0;
    std::string key;
    std::vector<unsigned char> event;
    const StreamState* stream = nullptr;
    Nanos due{};
    bool is_handed_out = false;
    bool is_acknowledged = false;
    vex_outbox_entry abi{};
  };

  std::size_t hand_out(const vex_outbox_entry** rows, std::size_t capacity) {
    std::map<const StreamState*, bool> waits;
    std::size_t count = 0;
    for (Entry& entry : entries_) {
      if (count == capacity) break;
      if (entry.is_acknowledged || entry.is_handed_out) continue;
      bool& stream_waits = waits[entry.stream];
      stream_waits = stream_waits || entry.due > clock_.now();
      if (stream_waits) continue;
      entry.is_handed_out = true;
      rows[count++] = &entry.abi;
    }
    return count;
  }

  [[nodiscard]] Nanos next_due() const {
    Nanos next = Nanos::max();
    for (const Entry& entry : entries_) {
      const bool is_ahead = entry.due > clock_.now();
      if (is_ahead && !entry.is_acknowledged && !entry.is_handed_out) {
        next = std::min(next, entry.due);
      }
    }
    return next;
  }

  Clock& clock_;
  Recording recording_;
  std::deque<Entry> entries_;
  std::vector<std::uint64_t> acknowledged_;
  std::vector<Retry> retries_;
  bool is_woken_ = false;
  bool is_closing_ = false;
};

}  // namespace vex::test
