// What a session makes of a multivariant playlist that changes while it is watched.
#include <gmock/gmock.h>

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
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using vex::Reason;

/// A live stream of up to four variants for three minutes, whose multivariant playlist is another
/// from the first minute on. Segment n of 2 s is there from 2 n s on, six are listed.
class Changing : public testing::Test {
 protected:
  explicit Changing(vex::test::Settings settings = {}) : site_(std::move(settings)) {
    site_.at("live.m3u8", [this](const auto&, vex::test::Peer& peer) {
      peer.sends("#EXTM3U\n" + (now() < 50s ? first_ : second_)).ends();
    });
    for (const char* name : {"low", "mid", "high", "mid2"}) {
      site_.at(std::string(name) + ".m3u8",
               [this, name](const auto& asked, vex::test::Peer& peer) { list(name, asked, peer); });
      for (int i = 0; i < 120; ++i) {
        site_.at(name + std::to_string(i) + ".aac", [i](const auto&, vex::test::Peer& peer) {
          peer.sends(audio_segment(static_cast<std::uint64_t>(i) * 172'800, 90)).ends();
        });
      }
    }
  }

  [[nodiscard]] vex::Nanos now() const { return site_.bench.clock.now() - begin_; }

  void list(const std::string& name, const vex::test::Request& asked, vex::test::Peer& peer) {
    if (now() > 3min) {
      peer.is_cancelled();
    } else if (now() > 50s && gone_.count(asked.url.substr(0, asked.url.find('?'))) != 0) {
      peer.answers(404).ends();
    } else {
      peer.sends(playlist(name, now() > 50s && frozen_.count(asked.url) != 0 ? 50s : now())).ends();
    }
  }

  static std::string playlist(const std::string& name, vex::Nanos time) {
    const auto first = static_cast<int>(time / 2s);
    std::string text =
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first) + "\n";
    for (int i = first; i < first + 6; ++i) {
      text += "#EXTINF:1.92,\n" + name + std::to_string(i) + ".aac\n";
    }
    return text;
  }

  static std::string variant(const std::string& uri, int bandwidth) {
    return "#EXT-X-STREAM-INF:BANDWIDTH=" + std::to_string(bandwidth) + "\n" + uri + "\n";
  }

  /// Loads of media playlists after the list has changed for good.
  std::vector<vex::Playlist> later() const {
    std::vector<vex::Playlist> found;
    for (const vex::Playlist& each : site_.told<vex::Playlist>()) {
      const bool is_media = each.kind == vex::Playlist::media;
      if (is_media && each.requested - begin_ > 75s) found.push_back(each);
    }
    return found;
  }

  std::set<std::string> watched_later() const {
    std::set<std::string> names;
    for (const vex::Playlist& each : later()) names.emplace(each.name);
    return names;
  }

  /// Which variants' segments are fetched then, by the beginning of their names.
  std::set<std::string> fetched_later() const {
    std::set<std::string> names;
    for (const vex::Segment& each : site_.told<vex::Segment>()) {
      if (each.requested - begin_ < 75s || !each.whole) continue;
      const std::string uri(each.uri);
      names.insert(uri.substr(0, uri.find_first_of("0123456789")));
    }
    return names;
  }

  std::vector<std::string> asked_later() const {
    std::vector<std::string> urls;
    for (const vex::Playlist& each : later()) urls.emplace_back(each.url);
    return urls;
  }

  std::string first_ = variant("mid.m3u8", 2000) + variant("low.m3u8", 1000);
  std::string second_ = first_;
  std::set<std::string> gone_{};    // URLs that answer 404 from then on
  std::set<std::string> frozen_{};  // that bring nothing new from then on
  Site site_;
  const vex::Nanos begin_ = site_.bench.clock.now();
};

TEST_F(Changing, watches_what_is_new) {
  second_ = first_ + variant("high.m3u8", 3000);
  EXPECT_EQ(site_.run().status, VEX_E_CANCELLED);
  EXPECT_THAT(watched_later(), ElementsAre("v0", "v1", "v2"));
  EXPECT_THAT(fetched_later(), ElementsAre("mid"));
}

TEST_F(Changing, tells_the_entry_of_each_in_the_new_list) {
  second_ = variant("high.m3u8", 3000) + first_;
  site_.run();
  for (const vex::Playlist& each : later()) {
    EXPECT_EQ(each.entry, each.name == "v0" ? 1U : each.name == "v1" ? 2U : 0U) << each.name;
  }
}

TEST_F(Changing, gives_what_is_new_a_name_of_its_own) {
  second_ = variant("high.m3u8", 3000) + first_;
  site_.run();
  EXPECT_THAT(watched_later(), ElementsAre("v0", "v0-2", "v1"));
}

TEST_F(Changing, gives_it_no_name_of_what_is_left_either) {
  second_ = variant("high.m3u8", 3000) + variant("low.m3u8", 1000);
  site_.run();
  EXPECT_THAT(watched_later(), ElementsAre("v0-2", "v1"));
}

TEST_F(Changing, leaves_what_is_no_longer_listed) {
  second_ = variant("mid.m3u8", 2000);
  gone_ = {"low.m3u8"};
  site_.run();
  EXPECT_THAT(watched_later(), ElementsAre("v0"));
}

TEST_F(Changing, plays_another_where_the_one_played_is_no_longer_listed) {
  second_ = variant("low.m3u8", 1000);
  EXPECT_EQ(site_.run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched_later(), ElementsAre("low"));
  EXPECT_THAT(watched_later(), ElementsAre("v1"));
}

TEST_F(Changing, plays_on_where_only_the_order_is_another) {
  second_ = variant("low.m3u8", 1000) + variant("mid.m3u8", 2000);
  site_.run();
  EXPECT_THAT(fetched_later(), ElementsAre("mid"));
}

TEST_F(Changing, stays_where_it_is_when_only_the_URIs_are_others) {
  second_ = variant("a/mid.m3u8", 2000) + variant("a/low.m3u8", 1000);
  site_.run();
  EXPECT_THAT(asked_later(), Each(testing::AnyOf("mid.m3u8", "low.m3u8")));
}

TEST_F(Changing, asks_at_the_new_place_when_the_old_one_fails) {
  second_ = variant("mid.m3u8?token=2", 2000) + variant("a/low.m3u8", 1000);
  first_ = variant("b/mid.m3u8?token=1", 2000) + variant("low.m3u8", 1000);
  gone_ = {"b/mid.m3u8"};
  EXPECT_EQ(site_.run().status, VEX_E_CANCELLED);
  EXPECT_THAT(asked_later(), Contains("mid.m3u8?token=2"));
  EXPECT_THAT(asked_later(), Not(Contains("b/mid.m3u8?token=1")));
  EXPECT_THAT(fetched_later(), ElementsAre("mid"));
}

TEST_F(Changing, tells_of_no_failure_where_the_new_place_answers) {
  second_ = variant("a/mid.m3u8", 2000) + variant("low.m3u8", 1000);
  gone_ = {"mid.m3u8"};
  site_.run();
  for (const vex::Playlist& each : later()) EXPECT_EQ(each.reason, Reason::none) << each.sentence;
}

TEST_F(Changing, asks_at_the_new_place_when_the_old_one_stands_still) {
  second_ = variant("a/mid.m3u8", 2000) + variant("low.m3u8", 1000);
  frozen_ = {"mid.m3u8"};
  site_.run();
  EXPECT_THAT(asked_later(), Contains("a/mid.m3u8"));
  EXPECT_THAT(asked_later(), Not(Contains("mid.m3u8")));
}

TEST_F(Changing, keeps_its_variants_while_the_list_names_none) {
  second_ = "";
  site_.run();
  EXPECT_THAT(watched_later(), ElementsAre("v0", "v1"));
  std::vector<Reason> reasons;
  for (const vex::Playlist& each : site_.told<vex::Playlist>()) {
    const bool is_later = each.requested - begin_ > 75s;
    if (each.kind != vex::Playlist::media && is_later) reasons.push_back(each.reason);
  }
  EXPECT_THAT(reasons, Not(IsEmpty()));
  EXPECT_THAT(reasons, Each(Reason::protocol));
}

class OfAll : public Changing {
 protected:
  OfAll() : Changing({.options = {{"variants", "all"}, {"multivariant_interval", "5s"}}}) {}
};

TEST_F(OfAll, fetches_what_is_new_and_leaves_what_is_gone) {
  second_ = variant("mid.m3u8", 2000) + variant("high.m3u8", 3000) + variant("mid2.m3u8", 2000);
  site_.run();
  EXPECT_THAT(fetched_later(), ElementsAre("high", "mid"));
}

class AllTheTime : public OfAll {
 protected:
  AllTheTime() {
    site_.at("live.m3u8", [this](const auto&, vex::test::Peer& peer) {
      const bool is_odd = ++lists_ % 2 != 0;
      peer.sends("#EXTM3U\n" + variant(is_odd ? "mid.m3u8" : "high.m3u8", 2000 + lists_) +
                 variant("low.m3u8", 1000))
          .ends();
    });
  }

  int lists_ = 0;
};

TEST_F(AllTheTime, goes_on_with_what_stays) {
  EXPECT_EQ(site_.run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched_later(), Contains("low"));
  for (const vex::Playlist& each : later()) EXPECT_EQ(each.reason, Reason::none) << each.sentence;
}

class OfTheHighest : public Changing {
 protected:
  OfTheHighest() : Changing({.options = {{"variants", "highest"}}}) {}
};

TEST_F(OfTheHighest, moves_to_one_that_is_higher) {
  second_ = first_ + variant("high.m3u8", 3000);
  EXPECT_EQ(site_.run().status, VEX_E_CANCELLED);
  EXPECT_THAT(fetched_later(), ElementsAre("high"));
}

TEST_F(OfTheHighest, stays_with_one_that_is_as_high) {
  second_ = variant("mid2.m3u8", 2000) + first_;
  site_.run();
  EXPECT_THAT(fetched_later(), ElementsAre("mid"));
}

}  // namespace
}  // namespace hls
