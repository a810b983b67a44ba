// Playlists as video.js reads them, against ours.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/media/m3u8/read.hpp"
#include "tests/support/servers/playlist_opinion.hpp"

namespace media::m3u8 {
namespace {

using nlohmann::json;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

json of(const Segment& segment, const MediaPlaylist& list) {
  const auto rounded =
      duration_cast<milliseconds>(segment.duration + std::chrono::microseconds(500));
  json value{{"uri", segment.uri},
             {"duration_ms", rounded.count()},
             {"discontinuity_sequence", segment.discontinuity_sequence},
             {"discontinuity", segment.has_discontinuity},
             {"range", nullptr},
             {"key", nullptr},
             {"map", nullptr},
             {"date_ms", nullptr},
             {"parts", segment.parts.count}};
  if (segment.byte_range.length != 0) {
    value["range"] = {segment.byte_range.length, segment.byte_range.offset};
  }
  if (segment.keys.count != 0) value["key"] = list.keys.at(segment.keys.first).uri;
  if (segment.map != Segment::no_map) value["map"] = list.maps.at(segment.map).uri;
  if (segment.program_date_time) {
    value["date_ms"] = duration_cast<milliseconds>(*segment.program_date_time).count();
  }
  return value;
}

json of(const MultivariantPlaylist& list) {
  json variants = json::array();
  for (const Variant& variant : list.variants) {
    variants.push_back({{"uri", variant.uri},
                        {"bandwidth", variant.bandwidth},
                        {"width", variant.width},
                        {"codecs", variant.codecs},
                        {"audio", variant.audio}});
  }
  json audio = json::array();
  for (const Rendition& rendition : list.renditions) audio.push_back(rendition.group_id);
  return {{"variants", variants}, {"audio", audio}};
}

json of(const Playlist& playlist) {
  if (const auto* multivariant = playlist.multivariant()) return of(*multivariant);
  const MediaPlaylist& list = *playlist.media();
  json segments = json::array();
  for (const Segment& segment : list.segments) segments.push_back(of(segment, list));
  return {{"version", playlist.version},
          {"target_duration",
           duration_cast<std::chrono::seconds>(list.target_duration.value()).count()},
          {"media_sequence", list.media_sequence},
          {"end_list", list.has_end_list},
          {"segments", segments}};
}

TEST(PlaylistOracle, agrees_on_every_segment_and_variant) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(PLAYLISTS_FOLDER)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  ASSERT_GE(files.size(), 5U);
  const json opinions = json::parse(support::playlist_opinions(files));
  for (std::size_t i = 0; i < files.size(); ++i) {
    SCOPED_TRACE(files[i].filename());
    std::ifstream stream(files[i], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(test::problems(text), "");
    EXPECT_EQ(of(test::read(text)), opinions.at(i));
  }
}

}  // namespace
}  // namespace media::m3u8
