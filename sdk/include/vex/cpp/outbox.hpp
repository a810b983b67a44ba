// vex/cpp/outbox.hpp - transitions that survive a crash. For durable sinks.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "../service/outbox.h"
#include "plugin.hpp"

namespace vex {

/// Like vex_outbox_entry. Borrowed until the next `take`.
struct OutboxEntry {
  std::uint64_t id;
  std::uint32_t attempts;
  std::string_view key;
  Record record;
};

/// The outbox of one sink; see vex/service/outbox.h. [sink-thread]
class Outbox {
 public:
  explicit Outbox(const vex_host& host)
      : host_(host), service_(detail::service<vex_outbox>(host, VEX_OUTBOX)) {}

  /// Empty if nothing was due in time. Throws vex::Error with VEX_E_CANCELLED after a wake, and
  /// when the sink is to be closed.
  std::span<const OutboxEntry> take(Nanos timeout, std::size_t capacity) {
    rows_.resize(capacity);
    std::size_t count = 0;
    detail::invoke(service_.take, &host_, timeout.count(), rows_.data(), capacity, &count);
    entries_.clear();
    for (const vex_outbox_entry* row : std::span(rows_).first(count)) {
      const vex_record& record = row->record;
      entries_.push_back({row->id,
                          row->attempts,
                          detail::from_abi(row->key),
                          {detail::from_abi(*record.target), record.origin, *record.event,
                           Nanos(record.unix_time)}});
    }
    return entries_;
  }

  void acknowledge(std::span<const std::uint64_t> ids) {
    detail::invoke(service_.acknowledge, &host_, ids.data(), ids.size());
  }
  void acknowledge(std::uint64_t id) { acknowledge(std::span(&id, 1)); }

  void retry(std::uint64_t id, Nanos delay) {
    detail::invoke(service_.retry, &host_, id, delay.count());
  }

  /// [thread-safe]
  void wake() noexcept { service_.wake(&host_); }

 private:
  const vex_host& host_;
  const vex_outbox& service_;
  std::vector<const vex_outbox_entry*> rows_;
  std::vector<OutboxEntry> entries_;
};

}  // namespace vex
