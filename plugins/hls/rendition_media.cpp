#include "plugins/hls/rendition_media.hpp"

#include <algorithm>

#include "plugins/media_events/track.hpp"
#include "plugins/peer_text/quote.hpp"

namespace hls {
namespace {

constexpr std::size_t enough_to_decide = 9;
constexpr std::uint32_t most_tracks = 16;

vex::Track event_of(const MediaTrack& track, std::uint32_t number) {
  return media_events::track(number, track.kind, track.codec, track.video, track.audio);
}

}  // namespace

void RenditionMedia::begin_map(std::uint64_t offset) {
  is_map_ = true;
  begin_resource(offset, false);
}

void RenditionMedia::begin(const Item& item) {
  is_map_ = false;
  if (!item.continues) program_date_time_.reset();
  if (item.program_date_time) program_date_time_ = item.program_date_time;
  const Timeline::Stretch stretch{item.epoch, item.discontinuity_sequence};
  if (!(stretch == stretch_)) placed_.reset();
  stretch_ = stretch;
  begin_resource(item.byte_range.offset, item.continues);
}

void RenditionMedia::begin_resource(std::uint64_t offset, bool continues) {
  facts_ = {};
  opening_.clear();
  is_decided_ = false;
  offset_ = offset;
  continues_ = continues;
  // The parts of a segment form one stream of bytes, so all but the first may start anywhere.
  if (!continues || !container_) return;
  is_decided_ = true;
  container_->begin(offset, true);
}

void RenditionMedia::push(vex::Bytes bytes) {
  if (is_decided_) return container_->push(bytes, shared_.outlet.now(), *this);
  opening_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (opening_.size() >= enough_to_decide) decide();
}

/// Throws vex::Error (protocol) if it is not media.
void RenditionMedia::decide() {
  const vex::Bytes opening = std::as_bytes(std::span(opening_));
  const auto kind = kind_of(opening);
  if (!kind) {
    throw vex::Error(vex::Reason::protocol, "it is not media; it begins with " +
                                                peer_text::quote(std::string_view(opening_).substr(
                                                    0, peer_text::quote_limit + 1)));
  }
  auto made = make_container(*kind, shared_.depth);
  // A container of the same kind is kept, with the tracks and maps that it knows.
  if (!container_ || container_->name() != made->name()) container_ = std::move(made);
  is_decided_ = true;
  container_->begin(offset_, continues_);
  const std::string first = std::exchange(opening_, {});
  container_->push(std::as_bytes(std::span(first)), shared_.outlet.now(), *this);
}

void RenditionMedia::end(bool is_whole) {
  if (!is_decided_ && !opening_.empty()) decide();
  if (!is_decided_) throw vex::Error(vex::Reason::protocol, "it is empty");
  container_->end(is_whole, *this);
}

void RenditionMedia::tell_format() {
  if (shared_.has_format) return;
  shared_.has_format = true;
  shared_.container = container_->name();
  shared_.format.container = shared_.container;
  shared_.outlet.emit(shared_.format);
}

void RenditionMedia::on_track(const MediaTrack& track) {
  Known& known = tracks_[track.id];
  known.track = track;
  if (is_emitted_) tell_track(known);
}

void RenditionMedia::tell_track(Known& known) {
  tell_format();
  if (shared_.is_by_heads) return;
  number(known);
  if (known.number != 0) shared_.outlet.emit(event_of(known.track, known.number));
}

/// A variant that replaces another continues its tracks, since tracks belong to the stream.
void RenditionMedia::number(Known& known) {
  if (known.number != 0) return;
  auto& free = shared_.free_tracks;
  const auto found = std::find_if(free.begin(), free.end(), [&](const FreeTrack& track) {
    return track.kind == known.track.kind;
  });
  if (found != free.end()) {
    known.number = found->number;
    known.last = found->end;
    known.overlaps = true;
    free.erase(found);
  } else if (shared_.tracks < most_tracks) {
    known.number = ++shared_.tracks;
  }
}

std::optional<nanoseconds> RenditionMedia::release() {
  is_emitted_ = false;
  const auto set_free = [&](Known& known) {
    if (known.number == 0) return;
    shared_.free_tracks.push_back({known.track.kind, known.number, known.last});
    known.number = 0;
  };
  for (auto& [id, known] : tracks_) set_free(known);
  set_free(heads_);
  return end_;
}

void RenditionMedia::take_over(std::optional<nanoseconds> end) {
  is_emitted_ = true;
  placed_.reset();
  program_date_time_.reset();
  end_ = end;
  for (auto& [id, known] : tracks_) tell_track(known);
}

/// Media that replaces other media starts where a player would start, which is before the end of
/// the old media. Media far before that is different: a jump, which is shown as one.
bool RenditionMedia::is_repeated(Known& known, nanoseconds dts) {
  if (!known.overlaps) return false;
  constexpr nanoseconds longest_overlap = std::chrono::minutes(1);
  constexpr nanoseconds rounding =
      std::chrono::milliseconds(2);  // tolerance of timestamps; frames are longer
  known.overlaps = dts <= known.last + rounding && dts + longest_overlap > known.last;
  return known.overlaps;
}

void RenditionMedia::on_frame(const MediaFrame& frame) {
  const auto known = tracks_.find(frame.track);
  if (known == tracks_.end()) return;
  const bool is_video = known->second.track.kind == vex::Track::video;
  collect(frame, is_video);
  if (!is_emitted_) return;
  place(frame);
  if (shared_.is_by_heads) return emit_head();
  Known& track = known->second;
  if (track.number == 0) return;
  // A date belongs to the first frame of its segment, which is skipped in this case.
  if (is_repeated(track, frame.dts + *placed_)) return program_date_time_.reset();
  track.last = frame.dts + *placed_;
  emit_packet(track, frame);
}

/// A segment's times are those of its first video track, or of the audio if it has none.
void RenditionMedia::collect(const MediaFrame& frame, bool is_video) {
  if (facts_.track == 0 || (is_video && !facts_.is_video)) {
    facts_ = {.track = frame.track,
              .is_video = is_video,
              .starts_with_keyframe = frame.is_keyframe,
              .begin_dts = frame.dts,
              .begin_pts = frame.pts,
              .last_dts = frame.dts,
              .last_pts = frame.pts,
              .step = frame.duration.value_or(nanoseconds{})};
  }
  if (frame.track != facts_.track) return;
  ++facts_.frames;
  if (frame.duration) {
    facts_.step = *frame.duration;
  } else if (facts_.frames > 1) {
    facts_.step = std::max(frame.dts - facts_.last_dts, nanoseconds{});
  }
  facts_.last_dts = frame.dts;
  facts_.begin_pts = std::min(facts_.begin_pts, frame.pts);
  facts_.last_pts = std::max(facts_.last_pts, frame.pts);
}

void RenditionMedia::place(const MediaFrame& frame) {
  if (!placed_) placed_ = shared_.timeline.offset(stretch_, frame.dts, end_);
}

void RenditionMedia::emit_packet(const Known& known, const MediaFrame& frame) {
  const nanoseconds dts = frame.dts + *placed_;
  if (program_date_time_) {
    shared_.outlet.emit(vex::ClockReference{.track = known.number,
                                            .source = vex::ClockReference::program_date_time,
                                            .media_time = frame.pts + *placed_,
                                            .unix_time = *program_date_time_});
    program_date_time_.reset();
  }
  const nanoseconds last = dts + frame.duration.value_or(facts_.step);
  end_ = std::max(end_.value_or(last), last);
  vex::Packet packet;
  packet.track = known.number;
  packet.key = frame.is_keyframe;
  packet.dts = dts;
  packet.pts = frame.pts + *placed_;
  packet.size = frame.size;
  packet.payload = frame.payload;
  shared_.outlet.emit(packet);
}

/// If only the heads of segments are fetched, just the clock is known. One packet per segment keeps
/// it running, on a separate track so that it affects no other track's rate or size.
void RenditionMedia::emit_head() {
  if (facts_.frames != 1) return;
  if (heads_.number == 0) {
    number(heads_);
    if (heads_.number == 0) return;
    shared_.outlet.emit(
        vex::Track{.id = heads_.number, .kind = vex::Track::data, .codec = "segments"});
  }
  const nanoseconds dts = facts_.begin_dts + *placed_;
  if (is_repeated(heads_, dts)) return;
  end_ = heads_.last = dts;
  shared_.outlet.emit(vex::Packet{.track = heads_.number, .dts = dts, .pts = dts});
}

void RenditionMedia::on_producer_time(std::uint32_t track, nanoseconds media_time,
                                      nanoseconds unix_time) {
  const auto known = tracks_.find(track);
  if (!is_emitted_ || known == tracks_.end() || known->second.number == 0) return;
  if (!placed_) placed_ = shared_.timeline.offset(stretch_, media_time, end_);
  shared_.outlet.emit(vex::ClockReference{.track = known->second.number,
                                          .source = vex::ClockReference::prft,
                                          .media_time = media_time + *placed_,
                                          .unix_time = unix_time});
}

std::string RenditionMedia::list_codecs() const {
  std::string list;
  for (const auto& [id, known] : tracks_) {
    if (known.track.codec_string.empty()) continue;
    if (!list.empty()) list += ',';
    list += known.track.codec_string;
  }
  return list;
}

void RenditionMedia::describe(vex::Segment& event, bool is_complete) {
  if (!container_ || is_map_) return;
  event.starts_with_tables = container_->starts_with_tables();
  codecs_ = list_codecs();
  event.codecs = codecs_;
  const auto text = is_complete ? container_->text() : std::nullopt;
  if (text) {
    event.frames = text->cues;
    event.begin_pts = text->begin;
    event.end_pts = text->end;
    return;
  }
  if (facts_.frames == 0) return;
  if (facts_.is_video) event.starts_with_keyframe = vex::known(facts_.starts_with_keyframe);
  event.frames = facts_.frames;
  event.begin_dts = facts_.begin_dts;
  event.begin_pts = facts_.begin_pts;
  if (is_complete) {
    event.end_dts = facts_.last_dts + facts_.step;
    event.end_pts = facts_.last_pts + facts_.step;
  }
  if (!facts_.is_video) return;
  const MediaTrack& track = tracks_.at(facts_.track).track;
  event.width = track.video.width;
  event.height = track.video.height;
  const nanoseconds length = facts_.last_dts - facts_.begin_dts;
  if (is_complete && facts_.frames > 1 && length > nanoseconds{}) {
    event.framerate = (facts_.frames - 1) / vex::seconds(length);
  }
}

}  // namespace hls
