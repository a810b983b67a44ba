// The media of one rendition: turns bytes into packets on the timeline, and collects what each
// segment holds.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugins/hls/container.hpp"
#include "plugins/hls/error_total.hpp"
#include "plugins/hls/outlet.hpp"
#include "plugins/hls/segment_queue.hpp"
#include "plugins/hls/timeline.hpp"

namespace hls {

/// A track that the exporter knows but that no media currently feeds.
struct FreeTrack {
  vex::Track::Kind kind = vex::Track::data;
  std::uint32_t number = 0;
  nanoseconds end{};  // the last timestamp on it
};

/// State shared by the renditions of a run.
struct SharedMedia {
  const Outlet& outlet;
  std::size_t depth = 0;  // bytes of payload per access unit
  Timeline timeline{};
  std::vector<FreeTrack> free_tracks{};
  ErrorTotal errors{};
  std::uint32_t tracks = 0;  // announced to the exporter so far
  std::string container{};   // the first one
  vex::Format format{};
  bool has_format = false;   // the format has been announced
  bool is_by_heads = false;  // only the start of each segment is fetched
};

/// What the media of one resource contained, for its event.
struct SegmentFacts {
  std::uint32_t track = 0;  // that the times belong to; 0: none yet
  bool is_video = false;
  bool starts_with_keyframe = false;
  std::uint32_t frames = 0;
  nanoseconds begin_dts{};
  nanoseconds begin_pts{};
  nanoseconds last_dts{};
  nanoseconds last_pts{};  // the greatest
  nanoseconds step{};      // of the last frame
  std::optional<nanoseconds> audio_begin{};
};

class RenditionMedia final : public MediaListener {
 public:
  /// `is_emitted`: its packets go to the analyzers.
  RenditionMedia(SharedMedia& shared, bool is_emitted) : shared_(shared), is_emitted_(is_emitted) {}

  void begin_map(std::uint64_t offset);
  void begin(const Item& item);
  void push(vex::Bytes bytes);
  void end(bool is_whole);

  /// Fills in what was found in the resource that has just ended or broken off. The texts are
  /// borrowed until the next call.
  void describe(vex::Segment& event, bool is_complete);

  [[nodiscard]] const Container* container() const { return container_.get(); }

  /// Its packets no longer go to the analyzers, and its tracks become free for others. Returns
  /// where its media ended on the timeline.
  std::optional<nanoseconds> release();

  /// From now on its packets go to the analyzers, following media that ended there.
  void take_over(std::optional<nanoseconds> end);

  void on_track(const MediaTrack& track) override;
  void on_frame(const MediaFrame& frame) override;
  void on_producer_time(std::uint32_t track, nanoseconds media_time,
                        nanoseconds unix_time) override;

 private:
  struct Known {
    MediaTrack track;
    std::uint32_t number = 0;  // as announced to the exporter; 0: not announced
    nanoseconds last{};        // the timestamp of its last packet
    bool overlaps = false;  // other media may already have delivered what comes; `last` is its end
  };

  void begin_resource(std::uint64_t offset, bool continues);
  void decide();
  void tell_format();
  void tell_track(Known& known);
  void number(Known& known);
  [[nodiscard]] static bool is_repeated(Known& known, nanoseconds dts);
  void collect(const MediaFrame& frame, bool is_video);
  void place(const MediaFrame& frame);
  void emit_packet(const Known& known, const MediaFrame& frame);
  void emit_head();
  [[nodiscard]] std::string list_codecs() const;

  SharedMedia& shared_;
  bool is_emitted_;
  std::unique_ptr<Container> container_{};
  std::string opening_{};  // the first bytes of a resource, until it is recognised
  std::uint64_t offset_ = 0;
  bool is_decided_ = false;
  bool continues_ = false;
  bool is_map_ = false;
  std::map<std::uint32_t, Known> tracks_{};  // by number in the container
  SegmentFacts facts_{};
  std::optional<nanoseconds> program_date_time_{};  // of the next frame
  Timeline::Stretch stretch_{};
  std::optional<nanoseconds> placed_{};  // added to the timestamps of this segment
  std::optional<nanoseconds> end_{};     // of all media so far, on the timeline
  Known heads_{};                        // the track for the heads of segments
  std::string codecs_{};
};

}  // namespace hls
