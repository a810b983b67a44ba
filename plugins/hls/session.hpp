// One run: playlists are loaded when they are due, segments when they are listed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/hls/fetch.hpp"
#include "plugins/hls/rendition.hpp"
#include "plugins/hls/turn.hpp"

namespace hls {

struct Options {
  Choice choice{};
  Segments segments = Segments::all;
  vex::Nanos multivariant_interval{};  // 0: it is loaded only once
  bool checks_removed = true;          // whether removed segments stay available for a while
};

/// What the stream's own URL is: learned by one run, used by the next to report failures.
using FirstKind = vex::Playlist::Kind;

/// Children of the run refer to it, so it must be destroyed after the host has ended them, which is
/// after work() has returned or thrown.
class Session {
 public:
  Session(const vex_host& host, const Options& options, const vex::Run& run, FirstKind& first_kind);

  /// Returns at the end of a finite stream. Throws vex::Error with the reason. [suspends]
  void work();

 private:
  /// The multivariant playlist, if there is one.
  struct Multivariant {
    std::optional<vex::Nanos> due{};  // of the next load; nothing: not loaded again
    bool is_loading = false;
    std::string etag{};
    std::string last_modified{};
    std::size_t digest = 0;
  };

  /// A segment that has just been removed from its playlist.
  struct Removed {
    Item item{};
    vex::Nanos stays_until{};
  };

  // playlist_load.cpp
  void load_first();
  bool reload_first();
  void load(Rendition& rendition);
  [[nodiscard]] FetchResult request(const Rendition& rendition, struct Asked& asked,
                                    std::string& text) const;
  void take(Rendition& rendition, const FetchResult& result,
            std::optional<media::m3u8::Playlist> playlist, std::size_t digest);
  void take(Rendition& rendition, media::m3u8::Playlist playlist, vex::Nanos requested);
  void emit_playlist(const Rendition* rendition, const FetchResult& result,
                     const struct Asked& asked, std::string_view text);
  void tell_format(const media::m3u8::MediaPlaylist& playlist);

  // segment_fetch.cpp
  void fetch_next(Rendition& rendition, const Item& item);
  void fetch_map(Rendition& rendition, const Item& item);
  void fetch_key(Rendition& rendition, const Item& item);
  void fetch_segment(Rendition& rendition, const Item& item);
  void judge_failures(Rendition& rendition) const;
  [[nodiscard]] FetchResult fetch_media(Rendition& rendition, const Item& item,
                                        const std::string& uri,
                                        const media::m3u8::ByteRange& range);
  void emit_segment(const Rendition& rendition, const Item& item, vex::Segment event,
                    const FetchResult& result, std::string_view uri);
  void report_errors();

  // failover.cpp
  void follow_a_player();
  void move_to(std::size_t variant);
  void play(std::size_t variant);
  [[nodiscard]] bool belongs_to(std::size_t rendition, std::size_t variant) const;
  static void retire(Rendition& rendition);
  [[nodiscard]] bool is_dead(const Rendition& rendition) const;
  [[nodiscard]] bool has_dead_primary() const;
  [[nodiscard]] bool has_recovered(std::size_t variant) const;
  [[nodiscard]] bool can_be_played(std::size_t variant) const;
  [[nodiscard]] std::optional<std::size_t> alternative() const;
  [[nodiscard]] std::optional<vex::Nanos> next_doubt() const;

  // listed_again.cpp
  void take_list(std::vector<RenditionPlan> plans, const std::string& base);
  [[nodiscard]] std::size_t add_listed(RenditionPlan plan, const std::string& base);
  void choose(const std::vector<RenditionPlan>& plans, const std::vector<std::size_t>& places);
  [[nodiscard]] bool is_outdated(const Rendition& rendition) const;
  static bool renew(Rendition& rendition);

  // again.cpp
  [[nodiscard]] bool is_multivariant_due() const;
  void load_multivariant_again();
  [[nodiscard]] std::optional<Removed> removed_by(Rendition& rendition,
                                                  const media::m3u8::MediaPlaylist& now) const;
  void ask_for(Rendition& rendition, const Removed& removed);

  // session.cpp
  std::unique_ptr<Rendition> make(RenditionPlan plan, const std::string& base);
  void add(RenditionPlan plan, const std::string& base);
  void start_media(Rendition& rendition);
  void end_with_dead_primary() const;
  void start_due();
  void start_load(Rendition& rendition);
  [[nodiscard]] bool is_due(const Rendition& rendition) const;
  [[nodiscard]] Rendition* longest_waiting() const;
  [[nodiscard]] vex::Nanos next_due() const;
  [[nodiscard]] bool is_over() const;

  Outlet outlet_;
  const Options options_;
  const std::string url_;  // with its secrets
  FirstKind& first_kind_;
  vex::Tasks tasks_;
  SharedMedia shared_;
  std::vector<media::m3u8::Variable> variables_{};        // from the multivariant playlist
  std::vector<std::unique_ptr<Rendition>> renditions_{};  // places stay, for plans refer to them
  std::uint32_t last_number_ = 0;                         // of a rendition
  Multivariant multivariant_{};
  Turn turn_{};
  std::size_t chosen_ = 0;   // the variant chosen for its media
  std::size_t playing_ = 0;  // the variant whose media goes to the analyzers
  vex::Nanos last_report_{};
};

}  // namespace hls
