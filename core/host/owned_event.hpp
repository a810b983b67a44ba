// An event of a blocking probe on its way from a pool thread to the stream's strand.
#pragma once

#include <vex/event.h>

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace core::host {

/// Copied field by field, owning its texts, because an event of a newer plugin may hold pointers
/// unknown to this version.
class OwnedEvent {
 public:
  /// Null for a type that a probe cannot emit.
  static std::unique_ptr<const OwnedEvent> copy(const vex_event& event);

  OwnedEvent(const OwnedEvent&) = delete;
  OwnedEvent& operator=(const OwnedEvent&) = delete;

  [[nodiscard]] const vex_event& event() const noexcept { return copy_.head; }

 private:
  OwnedEvent() = default;

  vex_str keep(vex_str text);
  vex_bytes keep(vex_bytes bytes);

  union Copy {
    vex_event head;
    vex_event_phase phase;
    vex_event_format format;
    vex_event_track track;
    vex_event_packet packet;
    vex_event_metric metric;
    vex_event_finding finding;
    vex_event_reception reception;
    vex_event_clock_reference clock_reference;
    vex_event_transport_stream transport_stream;
    vex_event_playlist playlist;
    vex_event_segment segment;
  } copy_{};
  std::deque<std::string> texts_;
  std::vector<vex_str> labels_;
  std::vector<vex_pair> evidence_;
};

}  // namespace core::host
