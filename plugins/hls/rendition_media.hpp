// The media of one rendition: from bytes to packets on the time line, and what each segment holds.
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

/// A track that the exporter knows and that no media feeds at present.
struct FreeTrack {
  vex::Track::Kind kind = vex::Track::data;
  std::uint32_t number = 0;
  nanoseconds end{};  // the last timestamp on it
};

/// What the renditions of a run share.
struct SharedMedia {
  const Outlet& outlet;
  std::size_t depth = 0;  // of payload, in bytes of each access unit
  Timeline timeline{};
  std::vector<FreeTrack> free_tracks{};
  ErrorTotal errors{};
  std::uint32_t tracks = 0;  // told to the exporter so far
  std::string container{};   // the first one
  vex::Format format{};
  bool has_format = false;   // it was told
  bool is_by_heads = false;  // of each segment only the beginning is fetched
};

/// What the media of one resource was, for its event.
struct SegmentFacts {
  std::uint32_t track = 0;  // that the times are of; 0: none yet
  bool is_video = false;
  bool starts_with_keyframe = false;
  std::uint32_t frames = 0;
  nanoseconds begin_dts{};
  nanoseconds begin_pts{};
  nanoseconds last_dts{};
  nanoseconds last_pts{};  // the latest shown
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

  /// Fills in what the resource that has just ended, or broken off, was found to hold. Its texts
  /// are borrowed until the next call.
  void describe(vex::Segment& event, bool is_complete);

  [[nodiscard]] const Container* container() const { return container_.get(); }

  /// Its packets go to the analyzers no more: its tracks are free for others. Returns where its
  /// media has ended on the time line.
  std::optional<nanoseconds> release();

  /// Its packets go to the analyzers from here on, behind those of media that has ended there.
  void take_over(std::optional<nanoseconds> end);

  void on_track(const MediaTrack& track) override;
  void on_frame(const MediaFrame& frame) override;
  void on_producer_time(std::uint32_t track, nanoseconds media_time,
                        nanoseconds unix_time) override;

 private:
  struct Known {
    MediaTrack track;
    std::uint32_t number = 0;  // as told to the exporter; 0: it was not
    nanoseconds last{};        // the timestamp of its last packet
    bool overlaps = false;     // other media may have had what comes; `last` is its end
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
  std::string opening_{};  // the first bytes of a resource, until they show what it is
  std::uint64_t offset_ = 0;
  bool is_decided_ = false;
  bool continues_ = false;
  bool is_map_ = false;
  std::map<std::uint32_t, Known> tracks_{};  // by their number in the container
  SegmentFacts facts_{};
  std::optional<nanoseconds> program_date_time_{};  // of the first frame to come
  Timeline::Stretch stretch_{};
  std::optional<nanoseconds> placed_{};  // what is added to the timestamps of this segment
  std::optional<nanoseconds> end_{};     // of all media so far, on the time line
  Known heads_{};                        // the track of the heads of segments
  std::string codecs_{};
};

}  // namespace hls
