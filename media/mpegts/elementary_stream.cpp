#include "media/mpegts/elementary_stream.hpp"

#include <algorithm>
#include <utility>

namespace media::mpegts {
namespace {

constexpr std::int64_t longest_without_packet = 5 * clock_hertz;               // 5.2.1, 1.6
constexpr std::int64_t longest_without_time_stamp = clock_hertz * 700 / 1000;  // 5.2.2, 2.5

}  // namespace

ElementaryStream::ElementaryStream(Track track, const StreamKind& kind, std::size_t depth)
    : track_(std::move(track)),
      kind_(kind),
      depth_(depth),
      units_(make_unit_reader(kind.framing, depth)) {
  if (!units_) sections_ = std::make_unique<SectionAssembler>();
}

void ElementaryStream::push(const Packet& packet, bool follows, nanoseconds arrival,
                            Timeline& timeline, const ProgramClock& clock, Listener& listener) {
  last_arrival_ = arrival;
  const UnitOutput output{track_, listener, arrival};
  if (sections_) return push_sections(packet, follows, timeline, clock, output);
  if (!follows) {
    pes_.lose();
    units_->lose();
  }
  push_pes(packet, timeline, output);
}

void ElementaryStream::push_pes(const Packet& packet, Timeline& timeline,
                                const UnitOutput& output) {
  if (packet.starts_unit) pes_.begin();
  auto bytes = packet.payload;
  if (pes_.take_header(bytes)) {
    const PesHeader& header = pes_.header();
    if (header.is_scrambled) return pes_.leave();
    UnitStart start;
    if (header.pts) start.pts = timeline.time_of(*header.pts);
    if (header.dts) start.dts = timeline.time_of(*header.dts);
    start.is_random_access = packet.is_random_access;
    if (header.pts) time_stamps_.see();
    units_->begin(start, output);
    if (pes_.is_complete()) units_->end(output);
  }
  const auto payload = pes_.take_payload(bytes);
  if (payload.empty()) return;
  units_->append(payload, output);
  if (pes_.is_complete()) units_->end(output);
}

/// A section has no time of its own, so its frame gets the clock's.
void ElementaryStream::push_sections(const Packet& packet, bool follows, Timeline& timeline,
                                     const ProgramClock& clock, const UnitOutput& output) {
  sections_->begin(packet.payload, packet.starts_unit, follows);
  while (const auto section = sections_->next()) {
    const auto timestamp = clock.timestamp();
    if (!timestamp) continue;
    Frame frame;
    frame.pts = timeline.time_of(*timestamp);
    frame.dts = frame.pts;
    frame.arrival = output.arrival;
    frame.size = section->size();
    frame.payload = section->first(std::min(section->size(), depth_));
    output.emit(frame);
  }
}

void ElementaryStream::finish(Listener& listener) {
  pes_.leave();
  if (units_) units_->finish({track_, listener, last_arrival_});
  if (sections_) sections_->forget();
}

/// Data streams send only when they have something to send.
void ElementaryStream::check(std::int64_t now, Counters& counters) {
  if (track_.kind == TrackKind::data) return;
  counters.pid_errors += packets_.check(now, longest_without_packet);
  counters.pts_errors += time_stamps_.check(now, longest_without_time_stamp);
}

void ElementaryStream::forget_times() {
  packets_.forget();
  time_stamps_.forget();
}

bool ElementaryStream::is_of(std::uint16_t program, std::uint8_t stream_type,
                             const StreamKind& kind) const {
  return track_.program == program && track_.stream_type == stream_type &&
         kind_.kind == kind.kind && kind_.codec == kind.codec && kind_.framing == kind.framing;
}

}  // namespace media::mpegts
