#include "tests/support/origin/rtp_sender.hpp"

#include <algorithm>

namespace origin {
namespace {

constexpr std::chrono::seconds report_period{5};
constexpr std::uint32_t video_clock_rate = 90'000;

/// RFC 2326 10.12.
void append_frame(std::string& interleaved, std::uint16_t channel, std::string_view head,
                  std::string_view payload) {
  const auto size = head.size() + payload.size();
  const char begin[] = {'$', static_cast<char>(channel), static_cast<char>(size >> 8U),
                        static_cast<char>(size)};
  interleaved.append(begin, sizeof begin).append(head).append(payload);
}

}  // namespace

void RtpSender::describe(const RtpForm& form) {
  form_ = form;
  tracks_.clear();
  for (std::size_t place = 0; place < form.count(); ++place) {
    const bool is_video = form.video == place;
    tracks_.emplace_back(is_video ? RtpTrack::Format::h264 : RtpTrack::Format::aac, place,
                         is_video ? video_clock_rate : form.sample_rate);
  }
  lanes_.assign(form.count(), std::nullopt);
}

RtpTrack* RtpSender::track(std::size_t place) {
  return place < tracks_.size() ? &tracks_[place] : nullptr;
}

bool RtpSender::is_set_up() const {
  return std::any_of(lanes_.begin(), lanes_.end(),
                     [](const auto& lane) { return lane.has_value(); });
}

std::string RtpSender::send(const Batch& batch, bool is_cut) {
  std::string interleaved;
  packets_.clear();
  std::optional<std::uint32_t> time_ms;
  for (const Message& tag : batch.messages()) {
    if (tag.body.starts_with("FLV")) {
      continue;  // the header of a file, which RTP has not
    }
    if (tag.head.empty()) {  // what is broken on purpose
      send_packets(interleaved);
      if (is_cut) {
        append_frame(interleaved, 0, tag.body, {});
        interleaved.resize(interleaved.size() / 2);
      } else {
        interleaved += '\xFF';  // neither a frame nor a message
      }
    } else if (RtpTrack* to = track_of(tag)) {
      to->packetize(tag, packets_);
      time_ms = timestamp_of(tag);
    }
  }
  send_packets(interleaved);
  if (const auto now = Playback::Clock::now(); time_ms && now >= next_reports_) {
    next_reports_ = now + report_period;
    send_reports(*time_ms, interleaved);
  }
  return interleaved;
}

RtpTrack* RtpSender::track_of(const Message& tag) {
  const auto type = static_cast<TagType>(tag.head[0]);
  const auto place = type == TagType::video   ? form_.video
                     : type == TagType::audio ? form_.audio
                                              : std::nullopt;
  return place ? &tracks_[*place] : nullptr;
}

/// Tracks that were not set up are not sent.
void RtpSender::send_packets(std::string& interleaved) {
  std::erase_if(packets_, [&](const RtpPacket& packet) {
    const auto& lane = lanes_[packet.track];
    if (!lane || is_muted(*lane)) {
      return true;
    }
    if (!lane->is_udp) {
      append_frame(interleaved, lane->rtp, packet.head_bytes(), packet.payload);
    }
    return !lane->is_udp;
  });
  if (packets_.empty()) {
    return;
  }
  std::vector<std::uint16_t> ports;
  for (const auto& lane : lanes_) {
    ports.push_back(lane ? lane->rtp : std::uint16_t{0});
  }
  door_.send(peer_, packets_, ports);
  packets_.clear();
}

void RtpSender::send_report(std::size_t place, std::string_view report, std::string& interleaved) {
  const auto& lane = lanes_[place];
  if (!lane || is_muted(*lane)) {
    return;
  }
  if (lane->is_udp) {
    door_.send_report(peer_, report, lane->rtcp);
  } else {
    append_frame(interleaved, lane->rtcp, report, {});
  }
}

void RtpSender::send_reports(std::uint32_t time_ms, std::string& interleaved) {
  const auto now = std::chrono::system_clock::now();
  for (std::size_t place = 0; place < tracks_.size(); ++place) {
    send_report(place, tracks_[place].sender_report(time_ms, now), interleaved);
  }
}

std::string RtpSender::end() {
  std::string interleaved;
  for (std::size_t place = 0; place < tracks_.size(); ++place) {
    send_report(place, tracks_[place].bye(), interleaved);
  }
  return interleaved;
}

}  // namespace origin
