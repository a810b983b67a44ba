// What a session looks at again: the multivariant playlist, and segments that have just left.
#include <gmock/gmock.h>

#include "tests/plugins/hls/packed_audio_bytes.hpp"
#include "tests/plugins/hls/site.hpp"

namespace hls {
namespace {

using namespace std::chrono_literals;
using test::audio_segment;
using test::Site;
using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;
using vex::Reason;

/// A live stream of one variant for three minutes: segment n is there from 2 n s on, six are
/// listed.
class Watch : public testing::Test {
 protected:
  explicit Watch(vex::test::Settings settings = {}) : site_(std::move(settings)) {
    site_.at("live.m3u8",
             [this](const auto& asked, vex::test::Peer& peer) { master_(asked, peer); });
    site_.at("v.m3u8", [this](const auto&, vex::test::Peer& peer) {
      if (now() > 3min) {
        peer.is_cancelled();
      } else {
        peer.sends(playlist()).ends();
      }
    });
    for (int i = 0; i < 120; ++i) {
      site_.at("s" + std::to_string(i) + ".aac",
               [this, i](const auto& asked, auto& peer) { segment(i, asked, peer); });
    }
  }

  [[nodiscard]] vex::Nanos now() const { return site_.bench.clock.now() - begin_; }
  [[nodiscard]] int first() const { return static_cast<int>(now() / 2s); }

  std::string playlist() const {
    std::string text =
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first()) + "\n";
    for (int i = first(); i < first() + 6; ++i) {
      text += "#EXTINF:1.92,\ns" + std::to_string(i) + ".aac?token=secret\n";
    }
    return text;
  }

  void segment(int number, const vex::test::Request& asked, vex::test::Peer& peer) {
    if (asked.header("Range").empty()) {
      peer.sends(audio_segment(static_cast<std::uint64_t>(number) * 172'800, 90)).ends();
    } else {
      checks_.push_back(now());
      removed_(peer);
    }
  }

  /// Of the segments that had left.
  std::vector<vex::Segment> checked() const {
    std::vector<vex::Segment> found;
    for (const vex::Segment& each : site_.template told<vex::Segment>()) {
      if (!each.whole) found.push_back(each);
    }
    return found;
  }

  std::vector<vex::Playlist> multivariant() const {
    std::vector<vex::Playlist> found;
    for (const vex::Playlist& each : site_.template told<vex::Playlist>()) {
      if (each.kind == vex::Playlist::multivariant) found.push_back(each);
    }
    return found;
  }

  static void send_master(const vex::test::Request&, vex::test::Peer& peer) {
    peer.sends("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2000\nv.m3u8\n").ends();
  }

  Site site_;
  const vex::Nanos begin_ = site_.bench.clock.now();
  Site::Answer master_ = send_master;
  std::function<void(vex::test::Peer&)> removed_ = [](vex::test::Peer& peer) {
    peer.answers(206, {{"Content-Range", "bytes 0-0/5000"}}).sends("I").ends();
  };
  std::vector<vex::Nanos> checks_{};
};

TEST_F(Watch, loads_the_multivariant_playlist_once_a_minute) {
  EXPECT_EQ(site_.run().status, VEX_E_CANCELLED);
  const auto seen = multivariant();
  ASSERT_THAT(seen, SizeIs(4));
  EXPECT_EQ(seen[1].requested - seen[0].requested, 60s);
  EXPECT_TRUE(seen[1].unchanged);
}

TEST_F(Watch, tells_of_a_multivariant_playlist_that_is_gone_and_of_its_return) {
  master_ = [this](const auto& asked, vex::test::Peer& peer) {
    if (now() > 50s && now() < 65s) {
      peer.answers(404).ends();
    } else {
      send_master(asked, peer);
    }
  };
  EXPECT_EQ(site_.run().status, VEX_E_CANCELLED);
  const auto seen = multivariant();
  ASSERT_GE(seen.size(), 4U);
  EXPECT_EQ(seen[1].reason, Reason::not_found);
  EXPECT_EQ(seen[2].requested - seen[1].requested, 10s);
  EXPECT_EQ(seen[2].reason, Reason::none);
}

TEST_F(Watch, tells_of_a_media_playlist_in_place_of_the_multivariant_one) {
  master_ = [this](const auto& asked, vex::test::Peer& peer) {
    if (now() < 50s) return send_master(asked, peer);
    peer.sends(playlist()).ends();
  };
  site_.run();
  EXPECT_EQ(multivariant().at(1).reason, Reason::protocol);
}

TEST_F(Watch, asks_for_a_byte_of_a_segment_that_has_left_twice_a_minute) {
  EXPECT_EQ(site_.run().status, VEX_E_CANCELLED);
  ASSERT_THAT(checks_, SizeIs(6));
  EXPECT_EQ(checks_[1] - checks_[0], 30s);
  const auto seen = checked();
  ASSERT_THAT(seen, SizeIs(6));
  for (const vex::Segment& each : seen) {
    EXPECT_EQ(each.reason, Reason::none);
    EXPECT_EQ(each.bytes, 1U);
    EXPECT_EQ(each.promised, 1920ms);
    EXPECT_EQ(each.uri, "s" + std::to_string(each.media_sequence) + ".aac?token=***");
  }
}

TEST_F(Watch, tells_of_segments_that_are_gone_too_early) {
  removed_ = [](vex::test::Peer& peer) { peer.answers(404).ends(); };
  EXPECT_EQ(site_.run().status, VEX_E_CANCELLED);
  const auto seen = checked();
  ASSERT_THAT(seen, SizeIs(6));
  EXPECT_EQ(seen[0].reason, Reason::not_found);
  EXPECT_EQ(seen[0].http_status, 404U);
}

TEST_F(Watch, says_nothing_of_a_removed_segment_where_the_server_is_but_busy) {
  removed_ = [](vex::test::Peer& peer) { peer.answers(503).ends(); };
  site_.run();
  EXPECT_THAT(checked(), IsEmpty());
}

TEST_F(Watch, does_not_ask_again_where_a_server_knows_no_ranges) {
  removed_ = [](vex::test::Peer& peer) { peer.sends(audio_segment(0, 90)).ends(); };
  site_.run();
  EXPECT_THAT(checks_, SizeIs(1));
}

class Frugal : public Watch {
 protected:
  Frugal() : Watch({.options = {{"check_removed", "false"}, {"multivariant_interval", "0s"}}}) {}
};

TEST_F(Frugal, looks_at_nothing_again) {
  site_.run();
  EXPECT_THAT(checks_, IsEmpty());
  EXPECT_THAT(multivariant(), SizeIs(1));
}

}  // namespace
}  // namespace hls
