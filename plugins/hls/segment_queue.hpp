// Which segment or part of a media playlist is fetched next.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "media/m3u8/media_playlist.hpp"

namespace hls {

using std::chrono::nanoseconds;

enum class Segments : std::uint8_t { all = 1, latest, heads };

/// One thing to fetch. Independent of the playlist, which may be replaced meanwhile.
struct Item {
  std::uint64_t sequence = 0;
  std::uint64_t discontinuity_sequence = 0;
  std::optional<std::uint32_t> part{};
  bool is_hinted = false;   // it is not listed yet
  bool continues = false;   // right behind what was fetched before, in the same segment
  std::uint32_t epoch = 0;  // grows where the playlist has begun anew
  std::string uri{};
  media::m3u8::ByteRange byte_range{};
  nanoseconds duration{};
  std::optional<nanoseconds> program_date_time{};
  std::optional<media::m3u8::Map> map{};
  std::optional<media::m3u8::Key> key{};  // that this side can do most with
};

class SegmentQueue {
 public:
  explicit SegmentQueue(Segments choice) : choice_(choice) {}

  /// Nothing when all that is listed has been fetched, or passed over.
  [[nodiscard]] std::optional<Item> next(const media::m3u8::MediaPlaylist& playlist);

  /// The item was fetched, or could not be. One that was hinted is not fetched again once it is
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
  std::uint32_t part_ = 0;      // of the next; 0: nothing of the segment was fetched
  std::string hint_{};          // URI of the hint that was followed last
  bool is_hint_open_ = false;   // it was fetched, and is not listed yet
};

}  // namespace hls
