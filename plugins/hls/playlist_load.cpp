// How a session loads playlists.
#include <functional>

#include "media/m3u8/delta_update.hpp"
#include "media/uri/reference.hpp"
#include "plugins/hls/reload.hpp"
#include "plugins/hls/session.hpp"
#include "plugins/peer_text/quote.hpp"

namespace hls {

using namespace std::chrono_literals;

namespace {

constexpr vex::Nanos shortest_timeout = 10s;

/// A blocking reload may be answered up to three target durations late (rfc8216bis 6.2.5.2).
vex::Nanos timeout_of(const Rendition& rendition) {
  return std::max<vex::Nanos>(shortest_timeout, 3 * rendition.target_duration);
}

std::string in_words(const media::m3u8::Error& error, const FetchResult& result,
                     std::string_view text) {
  if (error.kind == media::m3u8::Error::Kind::too_large) return error.sentence;
  std::string sentence = "the server sent no playlist";
  if (!result.content_type.empty()) sentence += " but " + peer_text::quote(result.content_type);
  return sentence + ", beginning with " +
         peer_text::quote(text.substr(0, peer_text::quote_limit + 1));
}

/// Parses a text as a playlist. If it is not one, that is the fetch's failure.
std::optional<media::m3u8::Playlist> read(std::string_view text, FetchResult& result,
                                          std::string_view url,
                                          std::span<const media::m3u8::Variable> variables) {
  if (result.failure) return std::nullopt;
  auto read = media::m3u8::read_playlist(text, {.imported = variables, .uri = url});
  if (const auto* error = std::get_if<media::m3u8::Error>(&read)) {
    const bool is_large = error->kind == media::m3u8::Error::Kind::too_large;
    result.failure = vex::Error(is_large ? vex::Reason::too_large : vex::Reason::protocol,
                                result.final_url + ": " + in_words(*error, result, text));
    return std::nullopt;
  }
  return std::get<media::m3u8::Playlist>(std::move(read));
}

FetchRequest request_for(std::string url, std::string base) {
  return {.url = std::move(url),
          .base = std::move(base),
          .gzip = true,
          .max_bytes = media::m3u8::max_bytes,
          .timeout = shortest_timeout};
}

BodySink into(std::string& text) {
  return [&text](vex::Bytes bytes) {
    text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
}

/// Applies a multivariant playlist that was loaded again. If it names too much to watch, that is
/// the fetch's failure.
std::vector<RenditionPlan> plans_of(const media::m3u8::Playlist& playlist, const Choice& choice,
                                    FetchResult& result) {
  if (playlist.multivariant() == nullptr) {
    result.failure = vex::Error(
        vex::Reason::protocol,
        result.final_url + ": a media playlist where the multivariant playlist was before");
    return {};
  }
  try {
    return list_renditions(*playlist.multivariant(), choice);
  } catch (const vex::Error& error) {
    result.failure = error;
    return {};
  }
}

}  // namespace

struct Asked {
  Directives directives{};
  bool is_unchanged = false;
};

/// Loads the stream's own URL: a multivariant playlist, or the only media playlist.
void Session::load_first() {
  std::string text;
  FetchResult result = fetch(outlet_, request_for({}, {}), into(text));
  auto playlist = read(text, result, url_, {});
  const bool is_media = playlist && playlist->media() != nullptr;
  if (playlist) first_kind_ = is_media ? FirstKind::media : FirstKind::multivariant;
  if (!is_media) {
    emit_playlist(nullptr, result, {}, text);
    if (result.failure) throw vex::Error(*result.failure);
    variables_ = playlist->variables;
    multivariant_.etag = result.etag;
    multivariant_.last_modified = result.last_modified;
    multivariant_.digest = std::hash<std::string_view>()(text);
    if (options_.multivariant_interval > 0s) {
      multivariant_.due = outlet_.now() + options_.multivariant_interval;
    }
    for (RenditionPlan& plan : list_renditions(*playlist->multivariant(), options_.choice)) {
      add(std::move(plan), result.final_url);
    }
    return;
  }
  add({.role = vex::Role::variant,
       .name = "v0",
       .uri = url_,
       .wants_media = true,
       .is_primary = true},
      {});
  Rendition& only = *renditions_.front();
  emit_playlist(&only, result, {}, text);
  take(only, result, std::move(playlist), std::hash<std::string_view>()(text));
}

/// Loads the multivariant playlist again, which new players start with. Returns whether that
/// succeeded.
bool Session::reload_first() {
  FetchRequest request = request_for({}, {});
  request.etag = multivariant_.etag;
  request.last_modified = multivariant_.last_modified;
  std::string text;
  FetchResult result = fetch(outlet_, request, into(text));
  const std::size_t digest = std::hash<std::string_view>()(text);
  const bool is_same = result.not_modified || digest == multivariant_.digest;
  const Asked asked{.is_unchanged = !result.failure && is_same};
  if (asked.is_unchanged) text.clear();
  auto playlist = asked.is_unchanged ? std::nullopt : read(text, result, url_, {});
  std::vector<RenditionPlan> plans;
  if (playlist) plans = plans_of(*playlist, options_.choice, result);
  emit_playlist(nullptr, result, asked, text);
  if (result.failure || asked.is_unchanged) return !result.failure;
  multivariant_.digest = digest;
  multivariant_.etag = result.etag;
  multivariant_.last_modified = result.last_modified;
  variables_ = std::move(playlist->variables);
  take_list(std::move(plans), result.final_url);
  return true;
}

FetchResult Session::request(const Rendition& rendition, Asked& asked, std::string& text) const {
  asked = {};
  text.clear();
  if (rendition.can_block && rendition.playlist && rendition.failures == 0) {
    asked.directives = directives_behind(*rendition.playlist, true);
  }
  const bool is_blocking = asked.directives.media_sequence.has_value();
  FetchRequest request =
      request_for(with_directives(rendition.plan.uri, asked.directives), rendition.base);
  request.timeout = timeout_of(rendition);
  if (!is_blocking) {
    request.etag = rendition.etag;
    request.last_modified = rendition.last_modified;
  }
  return fetch(outlet_, request, into(text));
}

void Session::load(Rendition& rendition) {
  Asked asked;
  std::string text;
  if (is_outdated(rendition)) renew(rendition);
  FetchResult result = request(rendition, asked, text);
  if (result.failure && renew(rendition)) result = request(rendition, asked, text);
  rendition.is_loading = false;
  turn_.end(rendition.number);
  if (!rendition.is_listed) return;

  const std::size_t digest = std::hash<std::string_view>()(text);
  asked.is_unchanged = !result.failure && rendition.has_loaded &&
                       (result.not_modified || digest == rendition.digest);
  std::optional<media::m3u8::Playlist> playlist;
  if (asked.is_unchanged) {
    text.clear();
  } else {
    playlist =
        read(text, result, media::uri::resolve(rendition.base, rendition.plan.uri), variables_);
    if (playlist && playlist->media() == nullptr) {
      result.failure =
          vex::Error(vex::Reason::protocol,
                     result.final_url + ": a multivariant playlist where a media playlist was due");
    }
  }
  emit_playlist(&rendition, result, asked, text);

  if (asked.is_unchanged) {
    rendition.failures = 0;
    const bool is_kept = !rendition.fetches() || rendition.playlist;
    rendition.due =
        is_kept ? reload_time(result.requested, rendition.target_duration, false) : outlet_.now();
    return judge_failures(rendition);
  }
  const auto removed = result.failure ? std::nullopt : removed_by(rendition, *playlist->media());
  take(rendition, result, std::move(playlist), digest);
  judge_failures(rendition);
  if (removed) ask_for(rendition, *removed);
}

void Session::take(Rendition& rendition, const FetchResult& result,
                   std::optional<media::m3u8::Playlist> playlist, std::size_t digest) {
  rendition.failure = result.failure;
  if (!rendition.failure) {
    try {
      take(rendition, std::move(*playlist), result.requested);
    } catch (const vex::Error& error) {
      rendition.failure = error;
    }
  }
  if (rendition.failure) {
    ++rendition.failures;
    rendition.due = reload_time(outlet_.now(), rendition.target_duration, false);
    return;
  }
  rendition.failures = 0;
  if (!rendition.has_loaded || digest != rendition.digest) rendition.changed = result.over;
  rendition.has_loaded = true;
  rendition.url = result.final_url;
  rendition.etag = result.etag;
  rendition.last_modified = result.last_modified;
  rendition.digest = digest;
}

void Session::take(Rendition& rendition, media::m3u8::Playlist playlist, vex::Nanos requested) {
  auto& media = std::get<media::m3u8::MediaPlaylist>(playlist.content);
  if (media.skip && rendition.playlist) {
    if (const auto why = media::m3u8::merge_delta_update(*rendition.playlist, media)) {
      rendition.playlist.reset();  // the next request asks for the whole playlist
      throw vex::Error(vex::Reason::protocol, "a delta update does not fit: " + *why);
    }
  }
  rendition.target_duration = media.target_duration.value_or(rendition.target_duration);
  rendition.is_finished = media.is_finished();
  rendition.can_block = media.server_control && media.server_control->can_block_reload;
  rendition.due = rendition.can_block && rendition.fetches()
                      ? requested + blocking_interval(media)
                      : reload_time(requested, rendition.target_duration, true);
  if (!rendition.fetches()) return;
  if (rendition.is_primary) tell_format(media);
  rendition.playlist = std::move(media);
}

/// Emitted with the first media, and again if the target duration has changed.
void Session::tell_format(const media::m3u8::MediaPlaylist& playlist) {
  const vex::Nanos segment =
      playlist.is_finished() ? vex::Nanos{} : playlist.target_duration.value_or(1s);
  const vex::Known live = vex::known(!playlist.is_finished());
  vex::Format& format = shared_.format;
  // A stream that started live and has ended since was sent at its own pace.
  if (shared_.has_format && (segment == format.segment_duration || live == vex::Known::no)) return;
  format.protocol = "hls";
  format.live = live;
  format.segment_duration = segment;
  if (shared_.has_format) outlet_.emit(format);
}

void Session::emit_playlist(const Rendition* rendition, const FetchResult& result,
                            const Asked& asked, std::string_view text) {
  vex::Playlist event;
  event.time = result.over;
  std::string url = result.final_url;
  if (rendition != nullptr) {
    event.rendition = rendition->number;
    event.kind = vex::Playlist::media;
    event.role = rendition->plan.role;
    event.entry = rendition->plan.entry;
    event.name = rendition->plan.name;
    if (url.empty())
      url = media::uri::without_secrets(media::uri::resolve(rendition->base, rendition->plan.uri));
  } else {
    event.kind = first_kind_;
    event.name = first_kind_ == FirstKind::multivariant ? "multivariant" : "playlist";
    if (url.empty()) url = media::uri::without_secrets(url_);
  }
  event.url = url;
  event.requested = result.requested;
  event.http_status = result.status;
  if (result.failure) {
    event.reason = result.failure->reason();
    event.sentence = result.failure->what();
  }
  event.age_seconds = result.age_seconds;
  const auto& [sequence, part, skip] = asked.directives;
  if (sequence) event.asked_media_sequence = static_cast<std::int64_t>(*sequence);
  if (part) event.asked_part = static_cast<std::int64_t>(*part);
  event.asked_skip = skip;
  event.unchanged = asked.is_unchanged;
  event.text = std::as_bytes(std::span(text));
  outlet_.emit(event);
}

}  // namespace hls
