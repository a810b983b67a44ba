// Decides which segment or part of a media playlist is fetched next.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "media/m3u8/media_playlist.hpp"

namespace hls {

using std::chrono::nanoseconds;

enum class Segments : std::uint8_t { all = 1, latest, heads };

/// An item to fetch. Independent of the playlist, which may be replaced in the meantime.
struct Item {
  std::uint64_t sequence = 0;
  std::uint64_t discontinuity_sequence = 0;
  std::optional<std::uint32_t> part{};
  bool is_hinted = false;   // not listed yet
  bool continues = false;   // directly after what was fetched before, in the same segment
  std::uint32_t epoch = 0;  // increases when the playlist has restarted
  std::string uri{};
  media::m3u8::ByteRange byte_range{};
  nanoseconds duration{};
  std::optional<nanoseconds> program_date_time{};
  std::optional<media::m3u8::Map> map{};
  std::optional<media::m3u8::Key> key{};  // the most usable one
};

class SegmentQueue {
 public:
  explicit SegmentQueue(Segments choice) : choice_(choice) {}

  /// Nothing if everything listed has been fetched or skipped.
  [[nodiscard]] std::optional<Item> next(const media::m3u8::MediaPlaylist& playlist);

  /// Records that the item was fetched, or failed. A hinted item is not fetched again once it is
  /// listed, unless it failed.
  void advance(const Item& item, bool is_fetched);

 private:
  [[nodiscard]] std::optional<Item> listed(const media::m3u8::MediaPlaylist& playlist);
  [[nodiscard]] std::optional<Item> hinted(const media::m3u8::MediaPlaylist& playlist) const;
  void begin(const media::m3u8::MediaPlaylist& playlist);
  void follow(const media::m3u8::MediaPlaylist& playlist);

  Segments choice_;
  bool has_begun_ = false;
  std::uint32_t epoch_ = 0;
  std::uint64_t sequence_ = 0;  // of the next
  std::uint32_t part_ = 0;      // of the next; 0: nothing of the segment has been fetched
  std::string hint_{};          // URI of the last hint that was followed
  bool is_hint_open_ = false;   // it has been fetched, and is not listed yet
};

}  // namespace hls
