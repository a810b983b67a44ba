#include "plugins/analyzers/hls/hls.hpp"

#include <algorithm>
#include <utility>

#include "media/m3u8/delta_update.hpp"
#include "media/uri/reference.hpp"
#include "plugins/analyzers/hls/date_time.hpp"
#include "plugins/analyzers/hls/durations.hpp"
#include "plugins/analyzers/hls/freshness.hpp"
#include "plugins/analyzers/hls/low_latency.hpp"

namespace analyzers::hls {

namespace {

namespace m3u8 = media::m3u8;

/// For each rule, violations that happen once are counted separately from those that show in every
/// version.
constexpr std::uint32_t of_changes = 0x40000000;

constexpr std::size_t most_problems_shown = 6;

std::string_view text_of(vex::Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Judgement unavailable(const vex::Playlist& fetch) {
  std::vector<Fact> facts{{"reason", std::string(vex::name_of(fetch.reason))}};
  if (!fetch.sentence.empty()) facts.push_back({"answer", std::string(fetch.sentence)});
  return broken("a playlist cannot be fetched",
                fetch.http_status != 0 ? static_cast<double>(fetch.http_status) : vex::absent,
                vex::absent, std::move(facts));
}

Judgement invalid(const m3u8::Playlist& playlist, const Lines& lines) {
  if (playlist.problems.empty()) return fine();
  std::vector<Fact> facts;
  for (const m3u8::Problem& problem : playlist.problems.kept()) {
    if (facts.size() >= 2 * most_problems_shown) break;
    if (problem.line != 0) facts.push_back(lines(problem.line));
    facts.push_back({std::string(problem.clause), problem.sentence});
  }
  return broken(playlist.problems.kept().front().sentence,
                static_cast<double>(playlist.problems.count()), 0, std::move(facts));
}

/// The playlist that EXT-X-I-FRAME-STREAM-INF names must have EXT-X-I-FRAMES-ONLY (RFC 8216
/// 4.3.4.3).
Judgement iframes_only(const m3u8::MediaPlaylist& playlist) {
  if (playlist.is_iframes_only) return fine();
  return broken("a playlist of keyframes has no EXT-X-I-FRAMES-ONLY", vex::absent, vex::absent,
                {{"RFC 8216 4.3.4.3", "EXT-X-I-FRAME-STREAM-INF names no other playlist"}});
}

/// Whether a version contains anything that the previous one did not.
bool has_advanced(const m3u8::MediaPlaylist& before, const m3u8::MediaPlaylist& now) {
  return before.next_sequence() != now.next_sequence() ||
         before.media_sequence != now.media_sequence ||
         before.trailing_parts.count != now.trailing_parts.count ||
         before.has_end_list != now.has_end_list;
}

/// The total duration of segments that the previous version did not have, and that can be fetched.
vex::Nanos new_media(const m3u8::MediaPlaylist& before, const m3u8::MediaPlaylist& now) {
  vex::Nanos sum{};
  for (const m3u8::Segment& segment : now.segments) {
    if (segment.sequence >= before.next_sequence() && !segment.is_gap) sum += segment.duration;
  }
  return sum;
}

/// A violation in one version may be gone in the next; if there will be no next version, one is
/// enough.
Persistence every_version(const m3u8::MediaPlaylist& now) {
  return now.is_finished() ? Persistence::at_once : Persistence::second;
}

const vex::Rule& unavailability_of(const vex::Playlist& fetch) {
  switch (fetch.role) {
    case vex::Role::audio:
    case vex::Role::video:
    case vex::Role::subtitles:
      return rule::rendition_missing;
    case vex::Role::variant:
    case vex::Role::i_frames:
      return rule::playlist_unavailable;
    case vex::Role::none:
      break;
  }
  return fetch.kind == vex::Playlist::multivariant ? rule::multivariant_unavailable
                                                   : rule::playlist_unavailable;
}

}  // namespace

Hls::Hls(const vex::Setup& setup)
    : Analyzer(setup),
      limits_{.stale = setup.limit(rule::playlist_stale),
              .too_early = setup.limit(rule::playlist_too_early),
              .window = setup.limit(rule::window_short),
              .slow = setup.limit(rule::segment_slow),
              .duration = setup.limit(rule::segment_duration),
              .lagging = setup.limit(rule::variant_lagging),
              .bandwidth = setup.limit(rule::bandwidth_exceeded),
              .drift = setup.limit(rule::program_date_time),
              .part = setup.limit(rule::part_duration),
              .cached = setup.limit(rule::cached_too_long)} {}

void Hls::judge(const vex_rule& rule, const RenditionState& rendition, std::uint32_t observer,
                Persistence persistence, const Judgement& judgement) {
  const auto say = stream_->verdicts.judge(rule, observer, persistence, judgement.is_broken);
  if (say == Verdicts::Say::nothing) return;
  if (say == Verdicts::Say::clear) {
    emit(vex::Finding{.rule = rule, .broken = false, .message = "keeps to the rule"});
    return;
  }
  std::vector<vex_pair> evidence{vex::pair("playlist", rendition.name),
                                 vex::pair("url", rendition.url)};
  for (const Fact& fact : judgement.evidence) {
    if (!fact.key.empty()) evidence.push_back(vex::pair(fact.key, fact.value));
  }
  emit(vex::Finding{.rule = rule,
                    .broken = true,
                    .value = judgement.value,
                    .limit = judgement.limit,
                    .message = judgement.message,
                    .evidence = evidence});
}

void Hls::judge(const vex_rule& rule, const RenditionState& rendition, Persistence persistence,
                const Judgement& judgement) {
  judge(rule, rendition, rendition.id, persistence, judgement);
}

void Hls::on_playlist(const vex::Playlist& fetch) {
  if (!stream_) stream_ = std::make_unique<Stream>();
  RenditionState& rendition = stream_->rendition(fetch);
  judge_fetch(fetch, rendition);
  if (fetch.reason != vex::Reason::none) return;
  if (fetch.unchanged) {
    judge_unchanged(fetch, rendition);
  } else {
    const Lines lines(text_of(fetch.text));
    auto read = m3u8::read_playlist(text_of(fetch.text),
                                    {.imported = stream_->variables, .uri = fetch.url});
    if (const auto* error = std::get_if<m3u8::Error>(&read)) {
      judge(rule::playlist_invalid, rendition, Persistence::at_once,
            broken(error->sentence, vex::absent, vex::absent, {lines(1)}));
      return;
    }
    auto playlist = std::get<m3u8::Playlist>(std::move(read));
    if (playlist.multivariant() != nullptr) {
      take_multivariant(fetch, rendition, std::move(playlist), lines);
    } else {
      take_media(fetch, rendition, std::move(playlist), lines);
    }
  }
  rendition.fetched = fetch.time;
  rendition.last_requested = fetch.requested;
  publish(fetch.time);
}

void Hls::judge_fetch(const vex::Playlist& fetch, const RenditionState& rendition) {
  const bool has_failed = fetch.reason != vex::Reason::none;
  judge(unavailability_of(fetch), rendition, Persistence::at_once,
        has_failed ? unavailable(fetch) : fine());
  if (has_failed) judge_blocking(fetch, rendition, nullptr);
}

void Hls::judge_unchanged(const vex::Playlist& fetch, RenditionState& rendition) {
  if (!rendition.is_live()) return;
  judge(rule::playlist_stale, rendition, Persistence::second,
        playlist_stale(fetch.requested - rendition.first_seen, rendition.target(), limits_.stale));
  judge(rule::cached_too_long, rendition, Persistence::second,
        cached_too_long(fetch.age_seconds, rendition.target(), limits_.cached));
  judge_blocking(fetch, rendition, rendition.media());
}

/// A correct response that comes at once does not show whether the server would have waited.
void Hls::judge_blocking(const vex::Playlist& fetch, const RenditionState& rendition,
                         const m3u8::MediaPlaylist* now) {
  const Judgement verdict = blocking_reload(fetch, now);
  if (!verdict.is_broken && is_answered_at_once(fetch, now)) return;
  judge(rule::blocking_reload, rendition, Persistence::second, verdict);
}

void Hls::judge_text(const RenditionState& rendition, const m3u8::Playlist& playlist,
                     const Lines& lines) {
  // A multivariant playlist is fetched so rarely that there may be no second look.
  const bool is_media = playlist.media() != nullptr;
  Judgement verdict = invalid(playlist, lines);
  if (!verdict.is_broken && is_media && rendition.role == vex::Role::i_frames) {
    verdict = iframes_only(*playlist.media());
  }
  judge(rule::playlist_invalid, rendition,
        is_media ? every_version(*playlist.media()) : Persistence::at_once, verdict);
}

void Hls::take_multivariant(const vex::Playlist& fetch, const RenditionState& rendition,
                            m3u8::Playlist playlist, const Lines& lines) {
  judge_text(rendition, playlist, lines);
  const auto& list = *playlist.multivariant();
  judge(rule::rendition_missing, rendition, Persistence::at_once, group_missing(list, lines));
  emit(metric::variants, static_cast<double>(list.variants.size()));
  stream_->take(std::move(playlist), fetch.time);
}

/// Findings of a rendition that is no longer watched have ended, whatever they were.
void Hls::forget(const RenditionState& rendition) {
  constexpr std::uint32_t rendition_bits = of_changes - 1;
  const auto cleared = stream_->verdicts.forget(
      [&](std::uint32_t observer) { return (observer & rendition_bits) == rendition.id; });
  for (const vex_rule* rule : cleared) {
    emit(vex::Finding{.rule = *rule, .broken = false, .message = "the playlist is listed no more"});
  }
  if (!stream_->is_taken(rendition.name)) {
    emit(metric::bitrate_ratio, vex::absent, {rendition.name});
  }
  stream_->remove(rendition.id);
}

void Hls::take_media(const vex::Playlist& fetch, RenditionState& rendition, m3u8::Playlist playlist,
                     const Lines& lines) {
  auto& now = std::get<m3u8::MediaPlaylist>(playlist.content);
  const m3u8::MediaPlaylist* before = rendition.media();
  if (now.skip && (before == nullptr || m3u8::merge_delta_update(*before, now))) return;
  const Change change{before != nullptr ? *before : now, now, lines,
                      fetch.time - rendition.last_requested};
  const Relation how = relation(change.before, change.now);
  const vex::Nanos behind = how == Relation::older ? lag(change.before, now) : vex::Nanos{};
  const Judgement cached = cached_too_long(fetch.age_seconds, rendition.target(), limits_.cached);
  if (rendition.is_live() && cached.is_broken) {
    judge(rule::cached_too_long, rendition, Persistence::second, cached);
  } else if (rendition.is_live()) {
    // Edges that answer alternately are never behind twice in a row.
    judge(rule::cached_too_long, rendition, Persistence::moment,
          edges_disagree(behind, rendition.target(), limits_.cached));
  }
  // A version from an edge that is behind says nothing new about the stream.
  if (how == Relation::older) return;
  judge_text(rendition, playlist, lines);
  if (before != nullptr) judge_change(rendition, change);
  judge_version(fetch, rendition, change);

  const bool is_new = before == nullptr || has_advanced(*before, now);
  if (before != nullptr) {
    const bool was_live = rendition.is_live();
    const vex::Nanos unchanged = is_new ? vex::Nanos{} : fetch.requested - rendition.first_seen;
    if (was_live) {
      judge(rule::playlist_stale, rendition, Persistence::second,
            playlist_stale(unchanged, rendition.target(), limits_.stale));
    }
    if (is_new && was_live && rendition.last_without && !now.part_target) {
      judge(rule::playlist_too_early, rendition, Persistence::second,
            playlist_too_early(fetch.time - *rendition.last_without, rendition.target(),
                               limits_.too_early));
    }
    if (rendition.role != vex::Role::i_frames) stream_->count_listed(new_media(*before, now));
  }
  rendition.progress.advance(change, how, before == nullptr, fetch.time);
  if (is_new) {
    if (before != nullptr) {
      rendition.last_without = rendition.last_requested;
      rendition.first_before = before->media_sequence;
      rendition.seen_before = rendition.first_seen;
    }
    rendition.first_seen = fetch.time;
  }
  rendition.fetched = fetch.time;
  rendition.playlist = std::move(playlist);
  if (rendition.role == vex::Role::variant) judge_variants(rendition);
}

void Hls::judge_change(const RenditionState& rendition, const Change& change) {
  constexpr auto moment = Persistence::moment;
  judge(rule::sequence_regressed, rendition, moment, sequence_regressed(change));
  judge(rule::end_list_on_live, rendition, Persistence::at_once, end_list_on_live(change));
  // A packager that restarts changes everything at once, which is a single event.
  if (relation(change.before, change.now) == Relation::restarted) return;
  judge(rule::sequence_skipped, rendition, moment, sequence_skipped(change));
  judge(rule::window_shrunk, rendition, moment, window_shrunk(change));
  judge(rule::segment_identity, rendition, moment, segment_identity(change));
  judge(rule::discontinuity_sequence, rendition, moment, discontinuity_sequence(change));
  judge(rule::target_duration_changed, rendition, moment, target_duration_changed(change));
  judge(rule::window_short, rendition, Persistence::second, window_short(change, limits_.window));
  judge(rule::program_date_time, rendition, rendition.id | of_changes, moment,
        date_time_changed(change, limits_.drift));
}

void Hls::judge_version(const vex::Playlist& fetch, const RenditionState& rendition,
                        const Change& change) {
  const auto second = every_version(change.now);
  judge(rule::target_duration_exceeded, rendition, second,
        target_duration_exceeded(change.now, change.lines));
  judge(rule::program_date_time, rendition, second,
        program_date_time(change, unix_now(), limits_.drift));
  const bool is_low_latency = change.now.part_target || change.now.server_control;
  if (!is_low_latency) return;
  judge(rule::part_duration, rendition, second,
        part_duration(change.now, change.lines, limits_.part));
  judge(rule::hold_back, rendition, second, hold_back(change.now, change.lines));
  judge_blocking(fetch, rendition, &change.now);
  judge_reports(fetch, rendition, change);
}

void Hls::judge_reports(const vex::Playlist& fetch, const RenditionState& rendition,
                        const Change& change) {
  Judgement verdict = preload_hint(change);
  for (const m3u8::RenditionReport& report : change.now.rendition_reports) {
    if (verdict.is_broken) break;
    const std::string url = media::uri::without_secrets(media::uri::resolve(fetch.url, report.uri));
    for (const RenditionState& other : stream_->renditions) {
      const bool is_it = other.media() != nullptr && other.id != rendition.id && other.url == url;
      if (!is_it || other.fetched > fetch.requested) continue;
      verdict = rendition_report(report, *other.media(), other.name, change.lines);
    }
  }
  judge(rule::preload_hint, rendition, Persistence::second, verdict);
}

void Hls::judge_variants(const RenditionState& rendition) {
  const auto views = stream_->variant_views();
  if (views.size() < 2) return;
  judge(rule::variants_misaligned, rendition, Persistence::second, variants_misaligned(views));
  judge(rule::variant_lagging, rendition, Persistence::second,
        variant_lagging(views, limits_.lagging));
}

void Hls::publish(vex::Nanos now) {
  if (const auto age = stream_->playlist_age(now)) emit(metric::playlist_age, vex::seconds(*age));
  const RenditionState* first = stream_->first_variant();
  if (first == nullptr) return;
  const m3u8::MediaPlaylist& list = *first->media();
  emit(metric::media_sequence, static_cast<double>(list.media_sequence));
  if (list.target_duration) emit(metric::target_duration, vex::seconds(*list.target_duration));
  if (stream_->listed.count() > 0) {
    emit(metric::coverage,
         std::min(1.0, vex::seconds(stream_->covered) / vex::seconds(stream_->listed)));
  }
}

void Hls::on_tick(vex::Nanos now) {
  if (!stream_) return;
  while (const RenditionState* left = stream_->next_left(now)) forget(*left);
  if (const auto age = stream_->playlist_age(now)) emit(metric::playlist_age, vex::seconds(*age));
}

}  // namespace analyzers::hls

VEX_PLUGINS(analyzers::hls::Hls)
