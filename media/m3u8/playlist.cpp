#include "media/m3u8/playlist.hpp"

#include <algorithm>
#include <bitset>
#include <cstring>
#include <utility>

#include "media/m3u8/media_tags.hpp"
#include "media/m3u8/multivariant_tags.hpp"
#include "media/m3u8/shared_tags.hpp"
#include "media/m3u8/text.hpp"

namespace media::m3u8 {

namespace {

constexpr std::size_t most_unknown_tags = 16;
constexpr std::size_t most_unknown_name = 64;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class PlaylistReader {
 public:
  PlaylistReader(std::string_view text, const Surroundings& surroundings)
      : text_(text), surroundings_(surroundings) {
    reading_.has_references = text.find("{$") != std::string_view::npos;
  }
  PlaylistReader(const PlaylistReader&) = delete;
  PlaylistReader& operator=(const PlaylistReader&) = delete;

  std::variant<Playlist, Error> read() {
    while (!text_.empty()) {
      read_line(take_line());
      if (media_.is_too_large()) {
        return Error{Error::Kind::too_large, "the playlist has more than 100000 segments"};
      }
    }
    if (!has_tag_) return Error{Error::Kind::no_playlist, "the text has no #EXTM3U"};
    return finish();
  }

 private:
  std::string_view take_line() {
    ++reading_.line;
    const void* end = std::memchr(text_.data(), '\n', text_.size());
    const std::size_t size =
        end == nullptr ? text_.size()
                       : static_cast<std::size_t>(static_cast<const char*>(end) - text_.data());
    std::string_view line = text_.substr(0, size);
    text_.remove_prefix(std::min(size + 1, text_.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
      line.remove_suffix(1);
    }
    return line;
  }

  void read_line(std::string_view line) {
    if (reading_.line == 1 && line.starts_with(byte_order_mark)) {
      reading_.problem("RFC 8216 4", "the text begins with a byte order mark");
      line.remove_prefix(byte_order_mark.size());
    }
    if (line.empty()) return;
    if (line.front() != '#') return uri(line);
    if (line.starts_with("#EXT")) tag(line.substr(1));
  }

  void tag(std::string_view line) {
    const std::size_t colon = std::min(line.find(':'), line.size());
    const TagInfo* info = find_tag(line.substr(0, colon));
    if (info == nullptr && line.starts_with("EXTM3U ")) info = find_tag("EXTM3U");
    if (info == nullptr) return unknown(line.substr(0, colon));
    has_tag_ = true;
    if (info->is_single) judge_single(*info);
    const std::string_view value = line.substr(std::min(colon + 1, line.size()));
    if (info->scope == TagScope::either) return shared_tag(*info, value);
    if (!belongs_here(info->scope)) return;
    if (kind_ == TagScope::media) {
      media_.tag(*info, value);
    } else {
      multivariant_.tag(*info, value);
    }
  }

  void judge_single(const TagInfo& tag) {
    const auto index = static_cast<std::size_t>(tag.tag);
    if (seen_.test(index)) {
      reading_.problem(tag.clause, std::string(tag.name) + " is there twice");
    }
    seen_.set(index);
  }

  bool belongs_here(TagScope scope) {
    if (kind_ == TagScope::either) kind_ = scope;
    if (kind_ == scope) return true;
    if (!std::exchange(is_mixed_, true)) {
      reading_.problem("RFC 8216 4.1", "tags of media and of multivariant playlists are mixed");
    }
    return false;
  }

  void shared_tag(const TagInfo& tag, std::string_view value) {
    if (tag.tag != Tag::m3u) return read_shared_tag(reading_, tag, value, surroundings_);
    has_m3u_ = true;
    if (reading_.line != 1) {
      reading_.problem("RFC 8216 4.3.1.1", "EXTM3U is not in the first line");
    }
  }

  void unknown(std::string_view name) {
    Playlist& playlist = reading_.playlist;
    if (playlist.unknown_tags.size() < most_unknown_tags) {
      playlist.unknown_tags.push_back(
          {std::string(name.substr(0, most_unknown_name)), reading_.line});
    }
    ++playlist.unknown_tag_count;
  }

  void uri(std::string_view line) {
    if (!has_tag_) return;  // unclear what this is until a tag comes, and usually none does
    if (kind_ == TagScope::multivariant) return multivariant_.uri(line);
    kind_ = TagScope::media;
    media_.uri(line);
  }

  Playlist finish() {
    playlist_.line_count = reading_.line;
    if (kind_ == TagScope::multivariant) {
      playlist_.content = multivariant_.finish();
    } else {
      playlist_.content = media_.finish();
    }
    reading_.line = 0;
    if (!has_m3u_) reading_.problem("RFC 8216 4.3.1.1", "there is no EXTM3U");
    if (reading_.needed_version > playlist_.version) {
      reading_.line = reading_.needed_line;
      reading_.problem("RFC 8216 7", "the version is " + std::to_string(playlist_.version) +
                                         ", and this needs version " +
                                         std::to_string(reading_.needed_version));
    }
    return std::move(playlist_);
  }

  std::string_view text_;
  const Surroundings& surroundings_;
  Playlist playlist_{};
  Reading reading_{playlist_};
  MediaTags media_{reading_};
  MultivariantTags multivariant_{reading_};
  TagScope kind_ = TagScope::either;
  std::bitset<64> seen_{};
  bool has_tag_ = false;
  bool has_m3u_ = false;
  bool is_mixed_ = false;
};

std::optional<std::string> why_no_playlist(std::string_view text) {
  const std::string_view beginning = text.substr(0, std::min<std::size_t>(text.size(), 1024));
  const std::size_t first = beginning.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos && beginning.size() == text.size())
    return "the text is empty";
  if (first != std::string_view::npos && beginning[first] == '<')
    return "the text is markup (HTML, XML)";
  if (std::memchr(text.data(), 0, text.size()) != nullptr) return "the text is binary";
  return std::nullopt;
}

}  // namespace

std::variant<Playlist, Error> read_playlist(std::string_view text,
                                            const Surroundings& surroundings) {
  if (text.size() > max_bytes) {
    return Error{Error::Kind::too_large, "the playlist is larger than 4 MiB"};
  }
  if (auto why = why_no_playlist(text)) return Error{Error::Kind::no_playlist, std::move(*why)};
  return PlaylistReader(text, surroundings).read();
}

}  // namespace media::m3u8
