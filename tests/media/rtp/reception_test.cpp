#include "media/rtp/reception.hpp"

#include <gtest/gtest.h>

namespace media::rtp {
namespace {

using std::chrono::milliseconds;

class ReceptionTest : public ::testing::Test {
 protected:
  Reception::Place take(std::uint32_t sequence, std::uint32_t ssrc = 1) {
    Packet packet;
    packet.sequence = static_cast<std::uint16_t>(sequence);
    packet.ssrc = ssrc;
    return reception_.take(packet, {});
  }

  void take_range(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t sequence = begin; sequence < end; ++sequence) take(sequence);
  }

  [[nodiscard]] const ReceptionTotals& totals() const { return reception_.totals(); }

  Reception reception_{90000};
};

TEST_F(ReceptionTest, expects_what_came_when_all_came) {
  take_range(10, 110);
  EXPECT_EQ(totals().expected, 100U);
  EXPECT_EQ(totals().lost, 0U);
}

TEST_F(ReceptionTest, counts_a_packet_as_lost_once_it_left_the_memory) {
  take_range(0, 10);
  take_range(11, 10 + Reception::memory);
  EXPECT_EQ(totals().lost, 0U);
  take(10 + Reception::memory);
  EXPECT_EQ(totals().lost, 1U);
}

TEST_F(ReceptionTest, counts_what_is_missing_at_the_end_as_lost) {
  take_range(0, 10);
  take_range(13, 20);
  reception_.finish();
  EXPECT_EQ(totals().lost, 3U);
  EXPECT_EQ(totals().expected, 20U);
}

TEST_F(ReceptionTest, counts_a_gap_wider_than_its_memory) {
  take_range(0, 10);
  take(510);
  reception_.finish();
  EXPECT_EQ(totals().lost, 500U);
}

TEST_F(ReceptionTest, counts_every_lost_packet_once) {
  std::uint64_t dropped = 0;
  for (std::uint32_t sequence = 0; sequence < 100'000; ++sequence) {
    // A pattern of single losses and bursts; the first and last packets come.
    const bool drop = sequence % 101 == 50 || (sequence % 1009 > 900 && sequence % 1009 < 1000);
    if (drop && sequence < 99'000) {
      ++dropped;
    } else {
      take(sequence);
    }
  }
  reception_.finish();
  EXPECT_EQ(totals().lost, dropped);
  EXPECT_EQ(totals().expected, 100'000U);
}

TEST_F(ReceptionTest, goes_on_behind_the_wrap_of_the_sequence_number) {
  take_range(65'530, 65'546);
  EXPECT_EQ(totals().expected, 16U);
  EXPECT_EQ(totals().lost, 0U);
  EXPECT_EQ(reception_.report().highest_sequence, 0x10009U);
}

TEST_F(ReceptionTest, counts_a_late_packet_as_reordered_and_not_lost) {
  take_range(0, 5);
  take(6);
  EXPECT_EQ(take(5), Reception::Place::late);
  take_range(7, 200);
  EXPECT_EQ(totals().reordered, 1U);
  EXPECT_EQ(totals().lost, 0U);
}

TEST_F(ReceptionTest, counts_a_late_packet_across_the_wrap_as_reordered) {
  take(65'535);
  take(1);
  EXPECT_EQ(take(0), Reception::Place::late);
  EXPECT_EQ(totals().reordered, 1U);
}

TEST_F(ReceptionTest, does_not_let_a_duplicate_hide_a_loss) {
  take_range(0, 5);
  EXPECT_EQ(take(4), Reception::Place::duplicate);
  take_range(6, 200);
  EXPECT_EQ(totals().duplicated, 1U);
  EXPECT_EQ(totals().lost, 1U);
}

TEST_F(ReceptionTest, takes_two_packets_in_a_row_from_far_away_as_a_restart) {
  take_range(0, 5);
  EXPECT_EQ(take(30'000), Reception::Place::duplicate);
  EXPECT_EQ(take(30'001), Reception::Place::restart);
  EXPECT_EQ(totals().expected, 7U);
}

TEST_F(ReceptionTest, leaves_out_a_stray_packet) {
  take_range(0, 5);
  take(30'000);
  take_range(5, 10);
  reception_.finish();
  EXPECT_EQ(totals().expected, 10U);
  EXPECT_EQ(totals().lost, 0U);
}

TEST_F(ReceptionTest, takes_another_source_as_a_restart) {
  take_range(0, 5);
  EXPECT_EQ(take(700, 2), Reception::Place::restart);
  EXPECT_EQ(totals().lost, 0U);
}

TEST_F(ReceptionTest, reports_the_fraction_lost_since_the_report_before) {
  take_range(0, 100);
  (void)reception_.report();
  take_range(125, 200);
  reception_.finish();
  const ReportBlock block = reception_.report();
  EXPECT_EQ(block.fraction_lost, 25 * 256 / 100);
  EXPECT_EQ(block.lost, 25);
}

TEST_F(ReceptionTest, reports_of_another_source_what_it_lost_itself) {
  take_range(65'530, 65'536);
  take_range(3, 10);
  take(700, 2);
  const ReportBlock block = reception_.report();
  EXPECT_EQ(totals().lost, 3U);
  EXPECT_EQ(block.lost, 0);
  EXPECT_EQ(block.highest_sequence, 700U);
}

// RFC 3550 A.8: each difference moves the estimate by a sixteenth.
TEST(Jitter, follows_the_formula_of_the_specification) {
  Reception reception(8000);
  Packet packet;
  reception.take(packet, milliseconds(0));
  packet.sequence = 1;
  packet.timestamp = 160;  // 20 ms
  reception.take(packet, milliseconds(36));
  EXPECT_EQ(reception.totals().jitter, milliseconds(1));  // 16 ms late
}

TEST(Jitter, is_not_known_before_the_second_packet) {
  Reception reception(8000);
  reception.take({}, milliseconds(0));
  EXPECT_FALSE(reception.totals().jitter);
}

TEST(Jitter, survives_the_wrap_of_the_timestamp) {
  Reception reception(90000);
  Packet packet;
  packet.timestamp = 0xFFFFFFFF - 899;
  reception.take(packet, milliseconds(0));
  packet.sequence = 1;
  packet.timestamp = 900;
  reception.take(packet, milliseconds(20));
  EXPECT_EQ(reception.totals().jitter, milliseconds(0));
}

TEST(Jitter, is_not_known_without_a_clock_rate) {
  Reception reception(0);
  Packet packet;
  reception.take(packet, milliseconds(0));
  packet.sequence = 1;
  reception.take(packet, milliseconds(20));
  EXPECT_FALSE(reception.totals().jitter);
}

}  // namespace
}  // namespace media::rtp
