#include "media/m3u8/tag.hpp"

#include <algorithm>
#include <array>

namespace media::m3u8 {

namespace {

constexpr TagScope either = TagScope::either;
constexpr TagScope of_media = TagScope::media;
constexpr TagScope of_multivariant = TagScope::multivariant;

// Sorted by name.
constexpr std::array tags{
    TagInfo{"EXT-X-ALLOW-CACHE", Tag::allow_cache, of_media, true, "RFC 8216 7"},
    TagInfo{"EXT-X-BITRATE", Tag::bitrate, of_media, false, "rfc8216bis 4.4.4.8"},
    TagInfo{"EXT-X-BYTERANGE", Tag::byte_range, of_media, false, "RFC 8216 4.3.2.2"},
    TagInfo{"EXT-X-CONTENT-STEERING", Tag::content_steering, of_multivariant, true,
            "rfc8216bis 4.4.6.6"},
    TagInfo{"EXT-X-DATERANGE", Tag::date_range, of_media, false, "RFC 8216 4.3.2.7"},
    TagInfo{"EXT-X-DEFINE", Tag::define, either, false, "rfc8216bis 4.4.2.3"},
    TagInfo{"EXT-X-DISCONTINUITY", Tag::discontinuity, of_media, false, "RFC 8216 4.3.2.3"},
    TagInfo{"EXT-X-DISCONTINUITY-SEQUENCE", Tag::discontinuity_sequence, of_media, true,
            "RFC 8216 4.3.3.3"},
    TagInfo{"EXT-X-ENDLIST", Tag::end_list, of_media, true, "RFC 8216 4.3.3.4"},
    TagInfo{"EXT-X-GAP", Tag::gap, of_media, false, "rfc8216bis 4.4.4.7"},
    TagInfo{"EXT-X-I-FRAME-STREAM-INF", Tag::iframe_stream_inf, of_multivariant, false,
            "RFC 8216 4.3.4.3"},
    TagInfo{"EXT-X-I-FRAMES-ONLY", Tag::iframes_only, of_media, true, "RFC 8216 4.3.3.6"},
    TagInfo{"EXT-X-INDEPENDENT-SEGMENTS", Tag::independent_segments, either, true,
            "RFC 8216 4.3.5.1"},
    TagInfo{"EXT-X-KEY", Tag::key, of_media, false, "RFC 8216 4.3.2.4"},
    TagInfo{"EXT-X-MAP", Tag::map, of_media, false, "RFC 8216 4.3.2.5"},
    TagInfo{"EXT-X-MEDIA", Tag::media, of_multivariant, false, "RFC 8216 4.3.4.1"},
    TagInfo{"EXT-X-MEDIA-SEQUENCE", Tag::media_sequence, of_media, true, "RFC 8216 4.3.3.2"},
    TagInfo{"EXT-X-PART", Tag::part, of_media, false, "rfc8216bis 4.4.4.9"},
    TagInfo{"EXT-X-PART-INF", Tag::part_inf, of_media, true, "rfc8216bis 4.4.3.7"},
    TagInfo{"EXT-X-PLAYLIST-TYPE", Tag::playlist_type, of_media, true, "RFC 8216 4.3.3.5"},
    TagInfo{"EXT-X-PRELOAD-HINT", Tag::preload_hint, of_media, false, "rfc8216bis 4.4.5.3"},
    TagInfo{"EXT-X-PROGRAM-DATE-TIME", Tag::program_date_time, of_media, false, "RFC 8216 4.3.2.6"},
    TagInfo{"EXT-X-RENDITION-REPORT", Tag::rendition_report, of_media, false, "rfc8216bis 4.4.5.4"},
    TagInfo{"EXT-X-SERVER-CONTROL", Tag::server_control, of_media, true, "rfc8216bis 4.4.3.8"},
    TagInfo{"EXT-X-SESSION-DATA", Tag::session_data, of_multivariant, false, "RFC 8216 4.3.4.4"},
    TagInfo{"EXT-X-SESSION-KEY", Tag::session_key, of_multivariant, false, "RFC 8216 4.3.4.5"},
    TagInfo{"EXT-X-SKIP", Tag::skip, of_media, true, "rfc8216bis 4.4.5.2"},
    TagInfo{"EXT-X-START", Tag::start, either, true, "RFC 8216 4.3.5.2"},
    TagInfo{"EXT-X-STREAM-INF", Tag::stream_inf, of_multivariant, false, "RFC 8216 4.3.4.2"},
    TagInfo{"EXT-X-TARGETDURATION", Tag::target_duration, of_media, true, "RFC 8216 4.3.3.1"},
    TagInfo{"EXT-X-VERSION", Tag::version, either, true, "RFC 8216 4.3.1.2"},
    TagInfo{"EXTINF", Tag::inf, of_media, false, "RFC 8216 4.3.2.1"},
    TagInfo{"EXTM3U", Tag::m3u, either, true, "RFC 8216 4.3.1.1"},
};

}  // namespace

const TagInfo* find_tag(std::string_view name) {
  // By far the most frequent tag.
  if (name == "EXTINF") return &tags[tags.size() - 2];
  const auto found =
      std::lower_bound(tags.begin(), tags.end(), name,
                       [](const TagInfo& tag, std::string_view text) { return tag.name < text; });
  return found != tags.end() && found->name == name ? &*found : nullptr;
}

}  // namespace media::m3u8
