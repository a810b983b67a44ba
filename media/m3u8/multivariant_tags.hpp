// Builds a multivariant playlist from its tags.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "media/m3u8/multivariant_playlist.hpp"
#include "media/m3u8/reading.hpp"
#include "media/m3u8/tag.hpp"
#include "media/m3u8/tag_attributes.hpp"

namespace media::m3u8 {

class MultivariantTags {
 public:
  explicit MultivariantTags(Reading& reading) : reading_(reading) {}

  void tag(const TagInfo& tag, std::string_view value);
  void uri(std::string_view line);
  MultivariantPlaylist finish();

 private:
  void variant(const TagInfo& tag, std::string_view value);
  void rendition(const TagInfo& tag, std::string_view value);
  void judge_group(const Rendition& rendition, TagAttributes& attributes);
  void session_data(const TagInfo& tag, std::string_view value);
  void content_steering(const TagInfo& tag, std::string_view value);
  template <class Item>
  void keep(std::vector<Item>& items, Item item);

  Reading& reading_;
  MultivariantPlaylist list_{};
  std::optional<Variant> pending_{};  // waiting for its URI
  bool has_overflowed_ = false;
};

}  // namespace media::m3u8
