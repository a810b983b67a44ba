// Turns what the FLV readers find into events. Shared by the probes for FLV and RTMP.
#pragma once

#include <vex/vex.hpp>

#include "media/flv/events.hpp"

namespace flv_events {

/// The tracks of FLV, one of each kind.
inline constexpr std::uint32_t video_track = 1;
inline constexpr std::uint32_t audio_track = 2;

/// How deep to read for the analyzers of a run.
media::flv::PayloadDepth depth_of(const vex::Run& run) noexcept;

/// Texts and payload are borrowed from the argument.
vex::Track to_event(const media::flv::Track& track) noexcept;
vex::Packet to_event(const media::flv::Packet& packet) noexcept;

/// Passes events on to `emit`. The format comes first, as soon as there is anything to report,
/// because before that it is unknown whether it is correct.
template <class Emit>
class Writer final : public media::flv::Listener {
 public:
  Writer(vex::Format format, media::flv::PayloadDepth depth, Emit emit)
      : format_(format), depth_(depth), emit_(emit) {}

  void on_track(const media::flv::Track& track) override {
    begin();
    emit_(to_event(track));
  }

  void on_packet(const media::flv::Packet& packet) override {
    // A sequence header is only useful to analyzers that want its bytes.
    if (packet.is_configuration && depth_ == media::flv::PayloadDepth::headers) return;
    emit_(to_event(packet));
  }

  void on_metadata(const media::flv::Metadata& /*metadata*/) override { begin(); }

 private:
  void begin() {
    if (has_begun_) return;
    has_begun_ = true;
    emit_(format_);
  }

  vex::Format format_;
  media::flv::PayloadDepth depth_;
  Emit emit_;
  bool has_begun_ = false;
};

}  // namespace flv_events
