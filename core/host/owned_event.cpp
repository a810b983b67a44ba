#include "core/host/owned_event.hpp"

#include <vex/cpp/event.hpp>

namespace core::host {
namespace {

template <class Event>
const Event& as(const vex_event& event) {
  return reinterpret_cast<const Event&>(event);
}

}  // namespace

vex_str OwnedEvent::keep(vex_str text) {
  const std::string& kept = texts_.emplace_back(text.data, text.size);
  return {kept.data(), kept.size()};
}

vex_bytes OwnedEvent::keep(vex_bytes bytes) {
  if (bytes.size == 0) return {};
  const vex_str kept = keep(vex_str{reinterpret_cast<const char*>(bytes.data), bytes.size});
  return {reinterpret_cast<const std::uint8_t*>(kept.data), kept.size};
}

std::unique_ptr<const OwnedEvent> OwnedEvent::copy(const vex_event& event) {
  std::unique_ptr<OwnedEvent> made(new OwnedEvent);
  Copy& copy = made->copy_;
  switch (event.type) {
    case VEX_EVENT_PHASE:
      copy.phase = as<vex_event_phase>(event);
      break;
    case VEX_EVENT_FORMAT:
      copy.format = vex::detail::to_abi(vex::detail::read<vex_event_format>(event));
      copy.format.protocol = made->keep(copy.format.protocol);
      copy.format.container = made->keep(copy.format.container);
      break;
    case VEX_EVENT_TRACK:
      copy.track = as<vex_event_track>(event);
      for (vex_str* text :
           {&copy.track.codec, &copy.track.profile, &copy.track.level, &copy.track.pixel_format}) {
        *text = made->keep(*text);
      }
      break;
    case VEX_EVENT_PACKET:
      copy.packet = as<vex_event_packet>(event);
      copy.packet.payload = made->keep(copy.packet.payload);
      break;
    case VEX_EVENT_METRIC:
      copy.metric = as<vex_event_metric>(event);
      for (std::size_t i = 0; i < copy.metric.label_count; ++i) {
        made->labels_.push_back(made->keep(copy.metric.labels[i]));
      }
      copy.metric.labels = made->labels_.data();
      break;
    case VEX_EVENT_FINDING:
      copy.finding = as<vex_event_finding>(event);
      copy.finding.message = made->keep(copy.finding.message);
      for (std::size_t i = 0; i < copy.finding.evidence_count; ++i) {
        const vex_pair& pair = copy.finding.evidence[i];
        made->evidence_.push_back({made->keep(pair.key), made->keep(pair.value)});
      }
      copy.finding.evidence = made->evidence_.data();
      break;
    case VEX_EVENT_RECEPTION:
      copy.reception = as<vex_event_reception>(event);
      break;
    case VEX_EVENT_CLOCK_REFERENCE:
      copy.clock_reference = as<vex_event_clock_reference>(event);
      break;
    case VEX_EVENT_TRANSPORT_STREAM:
      copy.transport_stream = as<vex_event_transport_stream>(event);
      break;
    case VEX_EVENT_PLAYLIST:
      copy.playlist = as<vex_event_playlist>(event);
      copy.playlist.text = made->keep(copy.playlist.text);
      for (vex_str* text : {&copy.playlist.name, &copy.playlist.url, &copy.playlist.sentence}) {
        *text = made->keep(*text);
      }
      break;
    case VEX_EVENT_SEGMENT:
      copy.segment = as<vex_event_segment>(event);
      for (vex_str* text : {&copy.segment.uri, &copy.segment.sentence, &copy.segment.codecs}) {
        *text = made->keep(*text);
      }
      break;
    default:
      return nullptr;
  }
  return made;
}

}  // namespace core::host
