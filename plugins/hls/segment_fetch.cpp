// How a session fetches segments, and the maps and keys that they need.

#include "media/uri/reference.hpp"
#include "plugins/hls/session.hpp"

namespace hls {

using namespace std::chrono_literals;

namespace {

using media::m3u8::Key;

constexpr std::uint64_t most_bytes = std::uint64_t{1} << 30U;
constexpr std::uint64_t most_map_bytes = std::uint64_t{16} * 1024 * 1024;
constexpr std::uint64_t head_bytes = std::uint64_t{64} * 1024;
constexpr vex::Nanos shortest_timeout = 10s;
constexpr unsigned most_failures = 3;

vex::Segment::Encryption encryption_of(const std::optional<Key>& key) {
  if (!key) return vex::Segment::none;
  switch (key->method) {
    case Key::Method::none:
      return vex::Segment::none;
    case Key::Method::aes_128:
      return vex::Segment::aes_128;
    case Key::Method::sample_aes:
      return vex::Segment::sample_aes;
    case Key::Method::sample_aes_ctr:
      return vex::Segment::sample_aes_ctr;
    case Key::Method::other:
      break;
  }
  return vex::Segment::other;
}

/// Media that can be read once it is decrypted; the other methods leave the frames visible.
bool needs_key(const Item& item) {
  return item.key && item.key->method == Key::Method::aes_128 && item.key->key_format == "identity";
}

bool is_unreadable(const Item& item) {
  if (!item.key) return false;
  const bool is_whole =
      item.key->method == Key::Method::aes_128 || item.key->method == Key::Method::other;
  return is_whole && !needs_key(item);
}

/// A restarted packager may write a different map under the same name.
std::string identity_of_map(const Item& item) {
  const media::m3u8::ByteRange& range = item.map->byte_range;
  return item.map->uri + "@" + std::to_string(range.offset) + "+" + std::to_string(range.length) +
         "#" + std::to_string(item.epoch) + "." + std::to_string(item.discontinuity_sequence);
}

}  // namespace

void Session::fetch_next(Rendition& rendition, const Item& item) {
  if (item.map && identity_of_map(item) != rendition.map) fetch_map(rendition, item);
  if (needs_key(item) && (item.key->uri != rendition.key_uri || !rendition.key)) {
    fetch_key(rendition, item);
  }
  fetch_segment(rendition, item);
  rendition.queue->advance(item, rendition.failed_segments == 0);
  rendition.is_fetching = false;
  if (rendition.is_retiring) return retire(rendition);
  if (rendition.is_primary) report_errors();
}

void Session::fetch_key(Rendition& rendition, const Item& item) {
  Block key{};
  std::size_t filled = 0;
  FetchResult result = fetch(
      outlet_,
      {.url = item.key->uri, .base = rendition.url, .max_bytes = 4096, .timeout = shortest_timeout},
      [&](vex::Bytes bytes) {
        for (const std::byte byte : bytes) {
          if (filled < key.size()) key[filled] = byte;
          ++filled;
        }
      });
  if (!result.failure && filled != key.size()) {
    result.failure =
        vex::Error(vex::Reason::protocol, result.final_url + ": a key of " +
                                              std::to_string(filled) + " bytes instead of 16");
  }
  rendition.key.reset();
  if (!result.failure) {
    rendition.key = key;
    rendition.key_uri = item.key->uri;
  }
  emit_segment(rendition, item, {.kind = vex::Segment::key}, result, item.key->uri);
}

void Session::fetch_map(Rendition& rendition, const Item& item) {
  rendition.media->begin_map(item.map->byte_range.offset);
  const FetchResult result = fetch_media(rendition, item, item.map->uri, item.map->byte_range);
  if (!result.failure) rendition.map = identity_of_map(item);
  vex::Segment event{.kind = vex::Segment::map};
  event.encryption = encryption_of(item.key);
  emit_segment(rendition, item, event, result, item.map->uri);
}

void Session::fetch_segment(Rendition& rendition, const Item& item) {
  const bool is_head = options_.segments == Segments::heads && !item.byte_range.length;
  media::m3u8::ByteRange range = item.byte_range;
  if (is_head) range = {.length = head_bytes, .offset = 0};
  rendition.media->begin(item);
  const FetchResult result = fetch_media(rendition, item, item.uri, range);
  const bool is_complete = !result.failure && !is_head;

  vex::Segment event{.kind =
                         item.part ? vex::Segment::part_of_segment : vex::Segment::whole_segment};
  if (item.part) event.part = *item.part;
  event.hinted = item.is_hinted;
  event.encryption = encryption_of(item.key);
  event.whole = !is_head;
  event.promised = item.duration;
  rendition.media->describe(event, is_complete);
  emit_segment(rendition, item, event, result, item.uri);

  rendition.failed_segments = result.failure ? rendition.failed_segments + 1 : 0;
  rendition.good_segments = result.failure ? 0 : rendition.good_segments + 1;
  if (!result.failure) return;
  rendition.failed_sequence = item.sequence;
  rendition.segment_failure = vex::Error(
      result.failure->reason(), "segment " + std::to_string(item.sequence) +
                                    ", after others that failed: " + result.failure->what());
  if (rendition.is_finished) return judge_failures(rendition);
  // It may have been removed since the playlist was loaded.
  rendition.must_reload = !item.is_hinted;
  rendition.due = outlet_.now();
}

/// Handles segments that cannot be fetched although they are still listed.
void Session::judge_failures(Rendition& rendition) const {
  rendition.must_reload = false;
  if (rendition.failed_segments == 0 || !rendition.playlist) return;
  const auto& segments = rendition.playlist->segments;
  if (!segments.empty() && segments.front().sequence > rendition.failed_sequence) {
    rendition.failed_segments = 0;
  }
  const bool is_needed = rendition.is_primary && rendition.plan.role != vex::Role::subtitles;
  if (rendition.failed_segments >= most_failures && is_needed && !alternative()) {
    throw vex::Error(*rendition.segment_failure);
  }
}

/// Reads a resource into the rendition's container, decrypting it if necessary.
FetchResult Session::fetch_media(Rendition& rendition, const Item& item, const std::string& uri,
                                 const media::m3u8::ByteRange& range) {
  const bool is_map = item.map && &uri == &item.map->uri;
  // The section is encrypted if the key precedes its tag (RFC 8216 4.3.2.5).
  const bool is_clear = is_map && item.key && item.key->line > item.map->line;
  const bool decrypts = needs_key(item) && !is_clear;
  std::optional<Decryption> decryption;
  if (decrypts && rendition.key) {
    decryption.emplace(*rendition.key, item.key->iv.value_or(initialization_vector(item.sequence)));
  }
  const std::function<void(vex::Bytes)> read = [&](vex::Bytes bytes) {
    rendition.media->push(bytes);
    rendition.last_media = outlet_.now();
  };
  const bool is_passed_over = is_unreadable(item) || (decrypts && !rendition.key);
  FetchResult result = fetch(outlet_,
                             {.url = uri,
                              .base = rendition.url,
                              .range = {range.offset, range.length},
                              .max_bytes = is_map ? most_map_bytes : most_bytes,
                              .timeout = std::max<vex::Nanos>(shortest_timeout, 3 * item.duration)},
                             [&](vex::Bytes bytes) {
                               if (decryption) {
                                 decryption->push(bytes, read);
                               } else if (!is_passed_over) {
                                 read(bytes);
                               }
                             });
  if (result.failure || is_passed_over) return result;
  const bool is_head = range.length != item.byte_range.length && !is_map;
  try {
    if (decryption && !is_head) decryption->finish(read);
    rendition.media->end(!is_head && !item.part);
  } catch (const vex::Error& error) {
    if (error.cancelled()) throw;
    result.failure = error;
  }
  return result;
}

void Session::emit_segment(const Rendition& rendition, const Item& item, vex::Segment event,
                           const FetchResult& result, std::string_view uri) {
  const std::string shown = media::uri::without_secrets(uri);
  event.time = result.over;
  event.rendition = rendition.number;
  event.media_sequence = item.sequence;
  event.discontinuity_sequence = item.discontinuity_sequence;
  event.uri = shown;
  event.requested = result.requested;
  event.response = result.response;
  if (result.response >= 0s) event.download = result.over - result.requested;
  event.http_status = result.status;
  event.age_seconds = result.age_seconds;
  event.bytes = result.bytes;
  event.whole_bytes = result.whole_bytes;
  if (result.failure) {
    event.reason = result.failure->reason();
    event.sentence = result.failure->what();
  }
  outlet_.emit(event);
}

/// Reports the errors in the transport streams of the primary media, about once a second.
void Session::report_errors() {
  const vex::Nanos now = outlet_.now();
  if (now - last_report_ < 1s) return;
  bool is_known = false;
  for (const auto& rendition : renditions_) {
    const Container* container = rendition->media ? rendition->media->container() : nullptr;
    if (container == nullptr || !rendition->is_primary) continue;
    const auto errors = container->errors();
    if (!errors) continue;
    is_known = true;
    shared_.errors.add(*errors, rendition->counted_errors);
  }
  if (!is_known) return;
  last_report_ = now;
  outlet_.emit(shared_.errors.total());
}

}  // namespace hls
