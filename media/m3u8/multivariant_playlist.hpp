// A multivariant playlist, "master" until rfc8216bis (RFC 8216 4.3.4, rfc8216bis 4.4.6), as a
// value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "media/m3u8/key.hpp"

namespace media::m3u8 {

/// EXT-X-STREAM-INF or EXT-X-I-FRAME-STREAM-INF. What is not given is 0 or empty.
struct Variant {
  std::string uri{};  // as it is written, variables put in; relative to the playlist's own
  std::uint64_t bandwidth = 0;  // bit/s
  std::uint64_t average_bandwidth = 0;
  std::optional<double> score{};
  std::string codecs{};
  std::string supplemental_codecs{};
  std::uint32_t width = 0;  // pixels
  std::uint32_t height = 0;
  double framerate = 0;  // hertz
  std::string hdcp_level{};
  std::string allowed_cpc{};
  std::string video_range{};
  std::string stable_variant_id{};
  std::string pathway_id{};
  std::string name{};   // NAME, which is widely used but in no specification
  std::string video{};  // GROUP-ID of the renditions
  std::string audio{};
  std::string subtitles{};
  std::string closed_captions{};  // "NONE" without quotes reads as "NONE"
  std::uint32_t line = 0;         // of the tag
  std::uint32_t uri_line = 0;
};

/// EXT-X-MEDIA: a rendition of a group.
struct Rendition {
  enum class Type : std::uint8_t { audio = 1, video, subtitles, closed_captions, other };

  Type type = Type::other;
  std::string uri{};  // empty: part of the variants themselves
  std::string group_id{};
  std::string name{};
  std::string language{};
  std::string assoc_language{};
  std::string stable_rendition_id{};
  std::string instream_id{};
  std::string characteristics{};
  std::string channels{};
  std::uint64_t bit_depth = 0;
  std::uint64_t sample_rate = 0;
  bool is_default = false;
  bool is_autoselect = false;
  bool is_forced = false;
  std::uint32_t line = 0;
};

/// EXT-X-SESSION-DATA.
struct SessionData {
  std::string data_id{};
  std::string value{};
  std::string uri{};
  std::string format{};
  std::string language{};
  std::uint32_t line = 0;
};

/// EXT-X-CONTENT-STEERING.
struct ContentSteering {
  std::string server_uri{};
  std::string pathway_id{};
  std::uint32_t line = 0;
};

struct MultivariantPlaylist {
  std::vector<Variant> variants{};
  std::vector<Variant> iframe_variants{};
  std::vector<Rendition> renditions{};
  std::vector<SessionData> session_data{};
  std::vector<Key> session_keys{};
  std::optional<ContentSteering> content_steering{};
};

}  // namespace media::m3u8
