#include "media/rtp/reception.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace media::rtp {
namespace {

// RFC 3550 A.1: a forward step below the first limit, or a backward step below the second, is
// caused by the network.
constexpr std::uint16_t max_dropout = 3000;
constexpr std::uint16_t max_misorder = 100;

}  // namespace

void Reception::begin(const Packet& packet) {
  // Whatever the replaced source still owed is lost.
  if (has_begun_) finish();
  lost_before_ = totals_.lost;
  cycles_ = 0;
  has_begun_ = true;
  ssrc_ = packet.ssrc;
  highest_ = packet.sequence;
  came_ = 1;
  known_ = 1;
  bad_.reset();
  ++totals_.expected;
  has_transit_ = false;
}

void Reception::advance(std::uint16_t by) {
  if (static_cast<std::uint16_t>(highest_ + by) < highest_) cycles_ += 0x10000U;
  highest_ = static_cast<std::uint16_t>(highest_ + by);
  totals_.expected += by;
  // The numbers that leave the memory without having arrived, and those that were never in it.
  const unsigned kept = by >= memory ? 0 : memory - by;
  const unsigned leaving = known_ > kept ? known_ - kept : 0;
  const std::uint64_t leavers = leaving == 0 ? 0 : came_ >> (known_ - leaving);
  const auto leavers_that_came = static_cast<unsigned>(
      std::popcount(leaving == memory ? leavers : leavers & ((std::uint64_t{1} << leaving) - 1)));
  totals_.lost += leaving - leavers_that_came;
  if (by > memory) totals_.lost += by - memory;
  came_ = by >= memory ? 1 : (came_ << by) | 1;
  known_ = std::min(memory, known_ + by);
}

void Reception::finish() {
  if (!has_begun_) return;
  const std::uint64_t mask =
      known_ == memory ? ~std::uint64_t{0} : (std::uint64_t{1} << known_) - 1;
  totals_.lost += known_ - static_cast<unsigned>(std::popcount(came_ & mask));
  came_ = mask;
}

Reception::Place Reception::take(const Packet& packet, nanoseconds arrival) {
  if (!has_begun_ || packet.ssrc != ssrc_) {
    const bool is_first = !has_begun_;
    begin(packet);
    take_jitter(packet, arrival);
    return is_first ? Place::next : Place::restart;
  }
  const auto ahead = static_cast<std::uint16_t>(packet.sequence - highest_);
  const auto behind = static_cast<std::uint16_t>(highest_ - packet.sequence);
  if (ahead != 0 && ahead < max_dropout) {
    bad_.reset();
    advance(ahead);
    take_jitter(packet, arrival);
    return ahead == 1 ? Place::next : Place::ahead;
  }
  if (behind < max_misorder) {
    const std::uint64_t bit = behind < memory ? std::uint64_t{1} << behind : 0;
    const bool is_missing = behind < known_ && (came_ & bit) == 0;
    if (!is_missing) {
      ++totals_.duplicated;
      return Place::duplicate;
    }
    came_ |= bit;
    ++totals_.reordered;
    take_jitter(packet, arrival);
    return Place::late;
  }
  // Far off: two in a row mean that the source has restarted, a single one is a stray.
  if (bad_ == packet.sequence) {
    begin(packet);
    ++totals_.expected;  // the previous one
    take_jitter(packet, arrival);
    return Place::restart;
  }
  bad_ = static_cast<std::uint16_t>(packet.sequence + 1);
  return Place::duplicate;
}

void Reception::take_jitter(const Packet& packet, nanoseconds arrival) {
  if (clock_rate_ == 0) return;
  if (has_transit_) {
    const double passed =
        std::chrono::duration<double>(arrival - last_arrival_).count() * clock_rate_;
    const auto stamped = static_cast<std::int32_t>(packet.timestamp - last_timestamp_);
    jitter_ += (std::abs(passed - stamped) - jitter_) / 16;
    totals_.jitter = nanoseconds(std::llround(jitter_ / clock_rate_ * 1e9));
  }
  has_transit_ = true;
  last_timestamp_ = packet.timestamp;
  last_arrival_ = arrival;
}

ReportBlock Reception::report() {
  const std::uint64_t expected = totals_.expected - reported_expected_;
  const std::uint64_t lost = totals_.lost - reported_lost_;
  reported_expected_ = totals_.expected;
  reported_lost_ = totals_.lost;
  ReportBlock block;
  block.ssrc = ssrc_;
  if (expected != 0) {
    block.fraction_lost =
        static_cast<std::uint8_t>(std::min<std::uint64_t>(255, lost * 256 / expected));
  }
  block.lost =
      static_cast<std::int32_t>(std::min<std::uint64_t>(totals_.lost - lost_before_, 0x7FFFFF));
  block.highest_sequence = cycles_ | highest_;
  block.jitter = static_cast<std::uint32_t>(jitter_);
  return block;
}

}  // namespace media::rtp
