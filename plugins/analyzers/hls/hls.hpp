// Compares what HLS playlists promise with what is delivered.
#pragma once

#include <memory>

#include "plugins/analyzers/hls/metrics.hpp"
#include "plugins/analyzers/hls/rules.hpp"
#include "plugins/analyzers/hls/stream.hpp"

namespace analyzers::hls {

/// Judges every version of every playlist, and every segment that was fetched. The rules themselves
/// are functions of the values they compare (sequence.hpp, durations.hpp and their neighbours);
/// this class decides what is compared with what, and what happens to the verdicts. Streams of
/// other protocols have no such events and cost nothing here.
class Hls final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"hls_rules", "1.0.0",
                                  "Holds HLS playlists and segments against the specification"};
  static constexpr auto metrics = metric::table;
  static constexpr auto rules = rule::table;
  static constexpr std::uint64_t wants = vex::wants(VEX_EVENT_PLAYLIST, VEX_EVENT_SEGMENT);

  explicit Hls(const vex::Setup& setup);

  void on_playlist(const vex::Playlist& fetch) override;
  void on_segment(const vex::Segment& segment) override;
  void on_tick(vex::Nanos now) override;

 private:
  struct Limits {
    double stale, too_early, window, slow, duration, lagging, bandwidth, drift, part, cached;
  };

  void judge(const vex_rule& rule, const RenditionState& rendition, Persistence persistence,
             const Judgement& judgement);
  /// For segments, whose observations are separate from those of the playlist.
  void judge(const vex_rule& rule, const RenditionState& rendition, std::uint32_t observer,
             Persistence persistence, const Judgement& judgement);

  void judge_fetch(const vex::Playlist& fetch, const RenditionState& rendition);
  void judge_unchanged(const vex::Playlist& fetch, RenditionState& rendition);
  void take_multivariant(const vex::Playlist& fetch, const RenditionState& rendition,
                         media::m3u8::Playlist playlist, const Lines& lines);
  void forget(const RenditionState& rendition);
  void take_media(const vex::Playlist& fetch, RenditionState& rendition,
                  media::m3u8::Playlist playlist, const Lines& lines);
  void judge_text(const RenditionState& rendition, const media::m3u8::Playlist& playlist,
                  const Lines& lines);
  void judge_change(const RenditionState& rendition, const Change& change);
  void judge_version(const vex::Playlist& fetch, const RenditionState& rendition,
                     const Change& change);
  void judge_blocking(const vex::Playlist& fetch, const RenditionState& rendition,
                      const media::m3u8::MediaPlaylist* now);
  void judge_reports(const vex::Playlist& fetch, const RenditionState& rendition,
                     const Change& change);
  void judge_variants(const RenditionState& rendition);
  void judge_media(const vex::Segment& segment, RenditionState& rendition);
  void judge_timestamps(const RenditionState& rendition);
  void judge_sizes(const vex::Segment& segment, RenditionState& rendition);
  void publish(vex::Nanos now);

  const Limits limits_;
  std::unique_ptr<Stream> stream_;
};

}  // namespace analyzers::hls
