#include <chrono>

#include "media/rtp/rtcp.hpp"

#include <gtest/gtest.h>

#include "tests/media/bytes.hpp"

namespace media::rtp {
namespace {

using media::test::bytes_of_hex;

class Recorder final : public RtcpListener {
 public:
  void on_sender_report(const SenderReport& report) override { reports.push_back(report); }
  void on_bye(std::uint32_t ssrc) override { gone.push_back(ssrc); }

  std::vector<SenderReport> reports;
  std::vector<std::uint32_t> gone;
};

constexpr std::string_view sender_report =
    "80 C8 0006 01020304 E0000000 80000000 00015F90 00000064 00002710";
constexpr std::string_view description = "81 CA 0002 01020304 01 02 6162";

TEST(Rtcp, gives_what_a_sender_reports) {
  Recorder found;
  EXPECT_TRUE(read_rtcp(bytes_of_hex(sender_report), found));
  ASSERT_EQ(found.reports.size(), 1U);
  EXPECT_EQ(found.reports[0].ssrc, 0x01020304U);
  EXPECT_EQ(found.reports[0].ntp, 0xE0000000'80000000U);
  EXPECT_EQ(found.reports[0].timestamp, 90000U);
  EXPECT_EQ(found.reports[0].packets, 100U);
  EXPECT_EQ(found.reports[0].octets, 10000U);
}

TEST(Rtcp, reads_all_packets_of_a_compound_one) {
  Recorder found;
  const std::string compound =
      std::string(description) + " " + std::string(sender_report) + " 81 CB 0001 01020304";
  EXPECT_TRUE(read_rtcp(bytes_of_hex(compound), found));
  EXPECT_EQ(found.reports.size(), 1U);
  EXPECT_EQ(found.gone, std::vector<std::uint32_t>{0x01020304});
}

TEST(Rtcp, keeps_what_came_before_a_packet_that_is_cut) {
  Recorder found;
  EXPECT_FALSE(read_rtcp(bytes_of_hex(std::string(sender_report) + " 80 C8 0006 01"), found));
  EXPECT_EQ(found.reports.size(), 1U);
}

TEST(Rtcp, of_another_version_is_none) {
  Recorder found;
  EXPECT_FALSE(read_rtcp(bytes_of_hex("40 C8 0000"), found));
}

TEST(Rtcp, of_no_bytes_is_none) {
  Recorder found;
  EXPECT_FALSE(read_rtcp({}, found));
}

TEST(Rtcp, leaves_out_a_sender_report_that_is_too_short) {
  Recorder found;
  EXPECT_TRUE(read_rtcp(bytes_of_hex("80 C8 0001 01020304"), found));
  EXPECT_TRUE(found.reports.empty());
}

TEST(Rtcp, reads_no_more_sources_of_a_bye_than_there_are) {
  Recorder found;
  EXPECT_TRUE(read_rtcp(bytes_of_hex("9F CB 0001 01020304"), found));
  EXPECT_EQ(found.gone.size(), 1U);
}

TEST(WallClock, counts_from_1970) {
  // 2208988800 seconds lie between the two epochs (RFC 868).
  EXPECT_EQ(unix_time_of(std::uint64_t{2'208'988'800 + 1'000'000'000} << 32U),
            std::chrono::seconds(1'000'000'000));
}

TEST(WallClock, has_its_fraction) {
  EXPECT_EQ(unix_time_of((std::uint64_t{2'208'988'801} << 32U) | 0x80000000U),
            std::chrono::milliseconds(1500));
}

TEST(WallClock, goes_on_behind_2036) {
  EXPECT_EQ(unix_time_of(std::uint64_t{1} << 32U),
            std::chrono::seconds(0x100000001LL - 2'208'988'800));
}

TEST(WallClock, of_zero_is_none) { EXPECT_FALSE(unix_time_of(0)); }

TEST(ReceiverReport, is_a_compound_packet_with_a_canonical_name) {
  ReportBlock block;
  block.ssrc = 0x01020304;
  block.fraction_lost = 64;
  block.lost = 5;
  block.highest_sequence = 0x00011234;
  block.jitter = 90;
  const LastSenderReport last{0x11112222'33334444, std::chrono::milliseconds(500)};
  EXPECT_EQ(write_receiver_report(0xAABBCCDD, block, last, "ab"),
            bytes_of_hex("81 C9 0007 AABBCCDD 01020304 40000005 00011234 0000005A 22223333 00008000"
                         "81 CA 0003 AABBCCDD 01 02 6162 00000000"));
}

TEST(ReceiverReport, says_so_when_no_sender_report_came) {
  const auto bytes = write_receiver_report(1, {}, std::nullopt, "abc");
  EXPECT_EQ(std::vector(bytes.begin() + 24, bytes.begin() + 32), bytes_of_hex("0000000000000000"));
}

TEST(ReceiverReport, has_whole_words_for_every_length_of_name) {
  for (std::size_t size = 0; size < 300; ++size) {
    Recorder found;
    const auto bytes = write_receiver_report(1, {}, std::nullopt, std::string(size, 'n'));
    EXPECT_EQ(bytes.size() % 4, 0U);
    EXPECT_TRUE(read_rtcp(bytes, found)) << size;
  }
}

}  // namespace
}  // namespace media::rtp
