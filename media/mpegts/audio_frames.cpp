#include "media/mpegts/audio_frames.hpp"

#include <algorithm>

namespace media::mpegts {
namespace {

nanoseconds length_of(std::uint64_t samples, std::uint32_t sample_rate) {
  return nanoseconds(static_cast<std::int64_t>(samples * 1'000'000'000 / sample_rate));
}

}  // namespace

/// The time applies to the first frame that starts in the packet (2.4.3.7).
void AudioFrames::begin(const UnitStart& start, const UnitOutput& /*output*/) {
  if (start.pts) start_ = start.pts;
  if (!is_in_step_) held_ = 0;
  is_in_step_ = true;
}

void AudioFrames::append(std::span<const std::byte> bytes, const UnitOutput& output) {
  if (!is_in_step_) return;
  while (held_ > 0 && !bytes.empty()) {
    const auto piece = bytes.first(std::min(beginning_.size() - held_, bytes.size()));
    std::copy(piece.begin(), piece.end(), beginning_.begin() + static_cast<std::ptrdiff_t>(held_));
    bytes = bytes.subspan(piece.size());
    const auto all = std::span<const std::byte>(beginning_).first(held_ + piece.size());
    const auto rest = read_frames(all, output);
    std::copy(rest.begin(), rest.end(), beginning_.begin());
    held_ = rest.size();
  }
  const auto rest = read_frames(bytes, output);
  if (rest.empty()) return;
  std::copy(rest.begin(), rest.end(), beginning_.begin());
  held_ = rest.size();
}

/// Returns the rest that is too short to recognise a frame: less than `frame_beginning`.
std::span<const std::byte> AudioFrames::read_frames(std::span<const std::byte> bytes,
                                                    const UnitOutput& output) {
  while (!bytes.empty()) {
    if (!is_open_) {
      AudioFrame header;
      const auto beginning = bytes.first(std::min(bytes.size(), frame_beginning));
      const FrameSearch found = read_(beginning, header, output.track);
      if (found == FrameSearch::too_short && bytes.size() < frame_beginning) return bytes;
      if (found == FrameSearch::found) {
        open(header, output);
      } else {
        bytes = bytes.subspan(1);  // out of sync: the frame starts further on
        continue;
      }
    }
    const std::size_t skipped = std::min(skip_, bytes.size());
    skip_ -= skipped;
    bytes = bytes.subspan(skipped);
    const auto piece = bytes.first(std::min(left_, bytes.size()));
    bytes_.add(piece, depth_);
    left_ -= piece.size();
    bytes = bytes.subspan(piece.size());
    if (skip_ == 0 && left_ == 0) close(output);
  }
  return bytes;
}

void AudioFrames::open(const AudioFrame& header, const UnitOutput& output) {
  is_open_ = true;
  skip_ = header.framing_bytes;
  left_ = header.payload_bytes;
  samples_ = header.samples;
  sample_rate_ = header.sample_rate;
  frame_ = {};
  bytes_.clear();
  if (start_) {
    anchor_ = start_;
    samples_since_ = 0;
    start_.reset();
  }
  if (anchor_) frame_.pts = *anchor_ + length_of(samples_since_, sample_rate_);
  frame_.dts = frame_.pts;
  if (output.track.audio == facts_) return;
  facts_ = output.track.audio;
  output.announce();
}

void AudioFrames::close(const UnitOutput& output) {
  is_open_ = false;
  samples_since_ += samples_;
  if (!anchor_) return;  // before the first timestamp its time is unknown
  frame_.arrival = output.arrival;
  frame_.size = bytes_.size();
  frame_.payload = bytes_.first(depth_);
  output.emit(frame_);
}

/// The start of the next frame is no longer known. The open frame is lost, because nobody can tell
/// how much of it is missing.
void AudioFrames::lose() {
  is_in_step_ = false;
  is_open_ = false;
  held_ = 0;
  skip_ = 0;
  left_ = 0;
}

}  // namespace media::mpegts
