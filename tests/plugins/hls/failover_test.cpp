// What a session does when the variant that it plays dies: it goes on with another, as a player.
#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <set>

#include "tests/plugins/hls/packed_audio_bytes.hpp"
#include "tests/plugins/hls/site.hpp"

namespace hls {
namespace {

using namespace std::chrono_literals;
using test::audio_segment;
using test::Site;
using testing::Contains;
using testing::Each;
using testing::SizeIs;
using vex::Reason;

/// A live stream of three variants, of which any may be broken at any time. Segments are 1.92 s
/// long; number n is there from 1.92 n s on.
class Channel : public testing::Test {
 protected:
  static constexpr vex::Nanos length = 1920ms;
  static constexpr int lead = 6;  // segments at the beginning

  Channel() {
    site_.file("live.m3u8",
               "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2000\nmid.m3u8\n"
               "#EXT-X-STREAM-INF:BANDWIDTH=4000\nhigh.m3u8\n"
               "#EXT-X-STREAM-INF:BANDWIDTH=1000\nlow.m3u8\n");
    for (const char* name : {"mid", "high", "low"}) {
      site_.at(std::string(name) + ".m3u8", [this, name](const auto&, vex::test::Peer& peer) {
        if (now() > end_) {
          peer.is_cancelled();
        } else if (playlist_fails_(name, now())) {
          peer.answers(404).ends();
        } else {
          peer.sends(playlist(name)).ends();
        }
      });
      for (int i = 0; i < 100; ++i) {
        site_.at(segment(name, i), [this, name, i](const auto&, vex::test::Peer& peer) {
          if (segment_fails_(name, i)) {
            peer.answers(404).ends();
          } else {
            peer.sends(audio_segment(ticks_of(begin_of(name, i)), 90)).ends();
          }
        });
      }
    }
  }

  [[nodiscard]] vex::Nanos now() const { return site_.bench.clock.now() - begin_; }

  /// The segments of the lowest variant are cut in the middle of those of the others.
  static vex::Nanos begin_of(const std::string& name, int number) {
    return length * number + (name == "low" ? length / 2 : 0ns);
  }

  static std::uint64_t ticks_of(vex::Nanos time) {
    return static_cast<std::uint64_t>(time / 1ms) * 90;
  }

  static std::string segment(const std::string& name, int number) {
    return name + std::to_string(number) + ".aac";
  }

  std::string playlist(const std::string& name) {
    const vex::Nanos frozen = frozen_.count(name) != 0 ? frozen_.at(name) : vex::Nanos::max();
    const int end = lead + static_cast<int>(std::min(now(), frozen) / length);
    std::string text =
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:" + std::to_string(end - lead) +
        "\n";
    for (int i = end - lead; i < end; ++i) {
      text += "#EXT-X-PROGRAM-DATE-TIME:" + date_of(name, i) + "\n#EXTINF:1.92,\n" +
              segment(name, i) + "\n";
    }
    return text;
  }

  static std::string date_of(const std::string& name, int number) {
    const auto milliseconds = static_cast<int>(begin_of(name, number) / 1ms);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "2026-01-01T00:%02d:%02d.%03dZ", milliseconds / 60'000,
                  milliseconds / 1000 % 60, milliseconds % 1000);
    return text.data();
  }

  vex::test::Outcome run() { return site_.run(); }

  /// The variants whose segments were had, between two times.
  std::set<std::string> fetched(vex::Nanos from, vex::Nanos to) const {
    std::set<std::string> names;
    for (const vex::Segment& each : site_.told<vex::Segment>()) {
      const vex::Nanos time = each.time - begin_;
      if (each.reason != Reason::none || time < from || time >= to) continue;
      names.insert(std::string(each.uri.substr(0, each.uri.find_first_of("0123456789"))));
    }
    return names;
  }

  /// The steps between packets: one frame's length each, where nothing is missing or repeated.
  std::vector<double> steps() const {
    std::vector<double> found;
    const auto packets = site_.told<vex::Packet>();
    for (std::size_t i = 1; i < packets.size(); ++i) {
      found.push_back(vex::seconds(packets[i].dts - packets[i - 1].dts));
    }
    return found;
  }

  vex::Nanos longest_wait() const {
    vex::Nanos longest{};
    vex::Nanos last = begin_;
    for (const vex::Segment& each : site_.told<vex::Segment>()) {
      if (each.reason != Reason::none) continue;
      longest = std::max(longest, each.time - last);
      last = each.time;
    }
    return longest;
  }

  Site site_;
  const vex::Nanos begin_ = site_.bench.clock.now();
  vex::Nanos end_ = 30s;
  std::function<bool(const std::string&, vex::Nanos)> playlist_fails_ = [](auto&&...) {
    return false;
  };
  std::function<bool(const std::string&, int)> segment_fails_ = [](auto&&...) { return false; };
  std::map<std::string, vex::Nanos> frozen_{};
};

testing::Matcher<double> a_frame() { return testing::DoubleNear(1024.0 / 48000, 1e-6); }

TEST_F(Channel, stays_with_the_variant_that_was_chosen) {
  EXPECT_EQ(run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched(0s, 30s), testing::ElementsAre("mid"));
}

TEST_F(Channel, turns_to_the_next_lower_variant_when_its_playlist_is_gone) {
  playlist_fails_ = [](const std::string& name, vex::Nanos time) {
    return name == "mid" && time > 10s;
  };
  EXPECT_EQ(run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched(20s, 30s), testing::ElementsAre("low"));
}

TEST_F(Channel, goes_on_without_a_gap_and_without_a_repetition) {
  playlist_fails_ = [](const std::string& name, vex::Nanos time) {
    return name == "mid" && time > 10s;
  };
  run();
  EXPECT_THAT(steps(), SizeIs(testing::Gt(1000U)));
  EXPECT_THAT(steps(), Each(a_frame()));
  EXPECT_THAT(site_.told<vex::Track>(), Each(testing::Field(&vex::Track::id, 1U)));
}

TEST_F(Channel, keeps_its_dates_in_step_with_its_media) {
  playlist_fails_ = [](const std::string& name, vex::Nanos time) {
    return name == "mid" && time > 10s && time < 18s;
  };
  run();
  const auto references = site_.told<vex::ClockReference>();
  ASSERT_THAT(references, SizeIs(testing::Gt(10U)));
  for (const vex::ClockReference& reference : references) {
    EXPECT_NEAR(vex::seconds(reference.unix_time - reference.media_time), 1'767'225'600, 0.001);
  }
}

TEST_F(Channel, is_without_media_for_less_than_two_target_durations) {
  playlist_fails_ = [](const std::string& name, vex::Nanos time) {
    return name == "mid" && time > 10s;
  };
  run();
  EXPECT_LT(longest_wait(), 4s);
}

TEST_F(Channel, tells_on_of_the_playlist_that_is_gone) {
  playlist_fails_ = [](const std::string& name, vex::Nanos time) {
    return name == "mid" && time > 10s;
  };
  run();
  int failures = 0;
  for (const vex::Playlist& playlist : site_.told<vex::Playlist>()) {
    if (playlist.reason == Reason::not_found && playlist.name == "v0") ++failures;
  }
  EXPECT_GT(failures, 10);
}

TEST_F(Channel, comes_back_when_the_variant_is_well_again) {
  playlist_fails_ = [](const std::string& name, vex::Nanos time) {
    return name == "mid" && time > 10s && time < 18s;
  };
  EXPECT_EQ(run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched(14s, 18s), Contains("low"));
  EXPECT_THAT(fetched(26s, 30s), testing::ElementsAre("mid"));
  EXPECT_THAT(steps(), Each(a_frame()));
}

TEST_F(Channel, turns_to_another_when_its_segments_are_gone) {
  segment_fails_ = [](const std::string& name, int number) { return name == "mid" && number > 10; };
  EXPECT_EQ(run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched(18s, 30s), testing::ElementsAre("low"));
  EXPECT_LT(longest_wait(), 4s);
}

TEST_F(Channel, turns_to_another_when_its_playlist_stands_still) {
  frozen_["mid"] = 10s;
  EXPECT_EQ(run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched(18s, 30s), testing::ElementsAre("low"));
  EXPECT_LT(longest_wait(), 4s);
}

TEST_F(Channel, begins_with_another_when_the_first_was_never_there) {
  playlist_fails_ = [](const std::string& name, vex::Nanos) { return name == "mid"; };
  EXPECT_EQ(run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched(0s, 30s), testing::ElementsAre("low"));
}

TEST_F(Channel, turns_to_a_higher_variant_when_the_lower_ones_are_dead_too) {
  playlist_fails_ = [](const std::string& name, vex::Nanos time) {
    return name != "high" && time > 10s;
  };
  EXPECT_EQ(run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched(20s, 30s), testing::ElementsAre("high"));
}

TEST_F(Channel, ends_with_the_reason_when_all_variants_are_dead) {
  playlist_fails_ = [](const std::string&, vex::Nanos time) { return time > 10s; };
  EXPECT_EQ(run().reason, Reason::not_found);
  EXPECT_LT(now(), 20s);
}

TEST_F(Channel, says_what_it_does) {
  playlist_fails_ = [](const std::string& name, vex::Nanos time) {
    return name == "mid" && time > 10s;
  };
  run();
  ASSERT_THAT(site_.bench.log, SizeIs(1));
  EXPECT_EQ(site_.bench.log[0].text, "the media of v2 is watched instead of v0");
}

}  // namespace
}  // namespace hls
