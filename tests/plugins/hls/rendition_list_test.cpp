#include "plugins/hls/rendition_list.hpp"

#include <gmock/gmock.h>

#include "media/m3u8/playlist.hpp"

namespace hls {
namespace {

using testing::ElementsAre;

constexpr const char* group =
    "#EXTM3U\n"
    "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"German\",LANGUAGE=\"de\",URI=\"de.m3u8\"\n"
    "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"E\",LANGUAGE=\"en\",DEFAULT=YES,URI=\"en."
    "m3u8\"\n"
    "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"E2\",LANGUAGE=\"en\",URI=\"en2.m3u8\"\n"
    "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"s\",NAME=\"Any thing/else\",URI=\"s.m3u8\"\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=2000000,AUDIO=\"a\"\nmid.m3u8\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=4000000,AUDIO=\"a\",SUBTITLES=\"s\"\nhigh.m3u8\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=500000\nlow.m3u8\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=600000\nlow.m3u8\n";

std::vector<RenditionPlan> list(const Choice& choice, std::string_view text = group) {
  const auto read = media::m3u8::read_playlist(text);
  return list_renditions(*std::get<media::m3u8::Playlist>(read).multivariant(), choice);
}

std::vector<std::string> names(const std::vector<RenditionPlan>& plans, bool RenditionPlan::*is) {
  std::vector<std::string> found;
  for (const RenditionPlan& plan : plans) {
    if (plan.*is) found.push_back(plan.name);
  }
  return found;
}

TEST(RenditionList, names_each_playlist_once_and_fit_for_a_label) {
  std::vector<std::string> all;
  for (const RenditionPlan& plan : list({})) all.push_back(plan.name + " " + plan.uri);
  EXPECT_THAT(all, ElementsAre("v0 mid.m3u8", "v1 high.m3u8", "v2 low.m3u8", "audio-de de.m3u8",
                               "audio-en en.m3u8", "audio-en-2 en2.m3u8",
                               "subtitles-any_thing_else s.m3u8"));
}

TEST(RenditionList, says_which_tag_each_playlist_comes_from) {
  const auto plans = list({});
  EXPECT_EQ(plans[2].role, vex::Role::variant);
  EXPECT_EQ(plans[2].entry, 2U);
  EXPECT_EQ(plans[4].role, vex::Role::audio);
  EXPECT_EQ(plans[4].entry, 1U);
}

TEST(RenditionList, fetches_the_first_variant_with_its_default_sound) {
  EXPECT_THAT(names(list({}), &RenditionPlan::wants_media), ElementsAre("v0", "audio-en"));
}

TEST(RenditionList, fetches_the_highest_with_its_subtitles) {
  EXPECT_THAT(names(list({Variants::highest, 0}), &RenditionPlan::wants_media),
              ElementsAre("v1", "audio-en", "subtitles-any_thing_else"));
}

TEST(RenditionList, fetches_the_lowest) {
  EXPECT_THAT(names(list({Variants::lowest, 0}), &RenditionPlan::wants_media), ElementsAre("v2"));
}

TEST(RenditionList, fetches_all_and_shows_the_first) {
  const auto plans = list({Variants::all, 0});
  EXPECT_THAT(names(plans, &RenditionPlan::wants_media),
              ElementsAre("v0", "v1", "v2", "audio-en", "subtitles-any_thing_else"));
  EXPECT_THAT(names(plans, &RenditionPlan::is_primary), ElementsAre("v0", "audio-en"));
}

TEST(RenditionList, leaves_out_variants_over_the_budget) {
  EXPECT_THAT(names(list({Variants::highest, 3'000'000}), &RenditionPlan::is_primary),
              ElementsAre("v0", "audio-en"));
}

TEST(RenditionList, fetches_the_lowest_where_all_are_over_the_budget) {
  EXPECT_THAT(names(list({Variants::first, 1000}), &RenditionPlan::is_primary), ElementsAre("v2"));
}

TEST(RenditionList, watches_the_playlists_of_keyframes_and_fetches_none_of_their_media) {
  const auto plans = list({Variants::all, 0},
                          "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=500000\nlow.m3u8\n"
                          "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1000,URI=\"keys.m3u8\"\n"
                          "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=2000,URI=\"keys.m3u8\"\n");
  ASSERT_EQ(plans.size(), 2U);
  EXPECT_EQ(plans[1].role, vex::Role::i_frames);
  EXPECT_EQ(plans[1].name, "iframes0");
  EXPECT_FALSE(plans[1].wants_media);
}

TEST(RenditionList, says_which_sound_and_subtitles_go_with_each_variant) {
  const auto plans = list({});
  EXPECT_THAT(plans[0].partners, ElementsAre(4U));
  EXPECT_THAT(plans[1].partners, ElementsAre(4U, 6U));
  EXPECT_THAT(plans[2].partners, testing::IsEmpty());
}

TEST(RenditionList, says_which_variants_are_within_the_budget) {
  EXPECT_THAT(names(list({Variants::first, 3'000'000}), &RenditionPlan::is_within_budget),
              ElementsAre("v0", "v2"));
}

vex::Reason refusal(const std::string& text) {
  try {
    list({}, text);
  } catch (const vex::Error& error) {
    return error.reason();
  }
  return vex::Reason::none;
}

TEST(RenditionList, refuses_more_variants_than_can_be_watched) {
  std::string text = "#EXTM3U\n";
  for (int i = 0; i < 10'000; ++i) {
    text += "#EXT-X-STREAM-INF:BANDWIDTH=1\n" + std::to_string(i) + ".m3u8\n";
  }
  EXPECT_EQ(refusal(text), vex::Reason::too_large);
}

TEST(RenditionList, refuses_a_playlist_without_variants) {
  EXPECT_EQ(refusal("#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"x\"\n"),
            vex::Reason::protocol);
}

std::vector<int> succession_of(std::string_view before, std::string_view now) {
  const auto plans_before = list({}, "#EXTM3U\n" + std::string(before));
  std::vector<const RenditionPlan*> pointers;
  for (const RenditionPlan& plan : plans_before) pointers.push_back(&plan);
  std::vector<int> found;
  for (const auto& index : succession(pointers, list({}, "#EXTM3U\n" + std::string(now)))) {
    found.push_back(index ? static_cast<int>(*index) : -1);
  }
  return found;
}

constexpr std::string_view one = "#EXT-X-STREAM-INF:BANDWIDTH=1\n";
constexpr std::string_view two = "#EXT-X-STREAM-INF:BANDWIDTH=2\n";

std::string with(std::string_view tag, std::string_view uri) {
  return std::string(tag).append(uri).append("\n");
}

TEST(Succession, is_by_the_URI_in_any_order) {
  EXPECT_THAT(succession_of(with(one, "a") + with(two, "b"), with(two, "b") + with(one, "a")),
              ElementsAre(1, 0));
}

TEST(Succession, is_not_of_what_is_new) {
  EXPECT_THAT(succession_of(with(one, "a"), with(one, "new") + with(one, "a")), ElementsAre(-1, 0));
}

TEST(Succession, is_by_order_where_only_the_URIs_are_others) {
  EXPECT_THAT(
      succession_of(with(one, "s1/a") + with(two, "s1/b"), with(one, "s2/a") + with(two, "s2/b")),
      ElementsAre(0, 1));
}

TEST(Succession, is_not_by_order_where_bit_rates_are_others) {
  EXPECT_THAT(succession_of(with(one, "a") + with(two, "b"), with(two, "c") + with(one, "d")),
              ElementsAre(-1, -1));
}

TEST(Succession, keeps_the_roles_apart) {
  constexpr std::string_view sound = "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"g\",NAME=\"n\",URI=";
  EXPECT_THAT(
      succession_of(with(one, "a") + with(sound, "\"s\""), with(one, "b") + with(sound, "\"t\"")),
      ElementsAre(0, 1));
}

}  // namespace
}  // namespace hls
