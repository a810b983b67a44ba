#include "media/rtp/reorder_buffer.hpp"

#include <algorithm>

namespace media::rtp {
namespace {

/// The distance of a sequence number after `from`; negative if it is before.
int distance(std::uint16_t from, std::uint16_t to) { return static_cast<std::int16_t>(to - from); }

}  // namespace

void ReorderBuffer::push(std::span<const std::byte> datagram, std::uint16_t sequence,
                         nanoseconds arrival, const Deliver& deliver) {
  if (!next_) next_ = sequence;
  const int ahead = distance(*next_, sequence);
  if (ahead < 0) return;
  if (ahead == 0) {
    ++*next_;
    deliver(datagram, arrival);
    return deliver_run(deliver);
  }
  keep(datagram, sequence, arrival);
  const auto earliest =
      std::min_element(waiting_.begin(), waiting_.end(),
                       [](const Waiting& a, const Waiting& b) { return a.arrival < b.arrival; });
  if (waiting_.size() < capacity && arrival - earliest->arrival < patience) return;
  next_ = waiting_.front().sequence;
  deliver_run(deliver);
}

void ReorderBuffer::keep(std::span<const std::byte> datagram, std::uint16_t sequence,
                         nanoseconds arrival) {
  const auto place = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& other) {
    return distance(sequence, other.sequence) >= 0;
  });
  if (place != waiting_.end() && place->sequence == sequence) return;  // a duplicate
  waiting_.insert(place, {sequence, arrival, {datagram.begin(), datagram.end()}});
}

void ReorderBuffer::deliver_run(const Deliver& deliver) {
  std::size_t count = 0;
  while (count < waiting_.size() && waiting_[count].sequence == *next_) {
    ++*next_;
    deliver(waiting_[count].datagram, waiting_[count].arrival);
    ++count;
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
}

void ReorderBuffer::flush(const Deliver& deliver) {
  while (!waiting_.empty()) {
    next_ = waiting_.front().sequence;
    deliver_run(deliver);
  }
}

void ReorderBuffer::reset() {
  next_.reset();
  waiting_.clear();
}

}  // namespace media::rtp
