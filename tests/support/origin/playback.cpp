#include "tests/support/origin/playback.hpp"

#include <utility>

namespace origin {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

/// A number that looks random but is the same in every run (SplitMix64).
std::uint64_t scrambled(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
  value = (value ^ value >> 27) * 0x94d049bb133111eb;
  return value ^ value >> 31;
}

}  // namespace

Batch::Batch() {
  // Messages point at the heads, which must not move.
  heads_.reserve(2 * most);
  messages_.reserve(2 * most);
}

void Batch::clear() {
  messages_.clear();
  heads_.clear();
}

void Batch::add(const Tag& tag, std::uint32_t timestamp_ms) {
  auto& head = heads_.emplace_back();
  tag.bytes.copy(head.data(), head.size());
  put_timestamp(head.data(), timestamp_ms);
  messages_.push_back(
      {{head.data(), head.size()}, std::string_view(tag.bytes).substr(head.size())});
}

Playback::Playback(std::shared_ptr<const FlvStream> stream,
                   std::shared_ptr<const FlvStream> changed, Behaviour behaviour,
                   Clock::time_point start)
    : stream_(std::move(stream)),
      changed_(std::move(changed)),
      behaviour_(std::move(behaviour)),
      start_(start),
      fault_start_(start) {}

void Playback::change(Behaviour behaviour, std::shared_ptr<const FlvStream> changed,
                      Clock::time_point now) {
  behaviour_ = std::move(behaviour);
  changed_ = std::move(changed);
  fault_start_ = now;
  is_corrupt_sent_ = false;
  frozen_timestamp_.reset();
  if (state_ == State::silent || state_ == State::half_open) {
    state_ = State::playing;
  }
}

Playback::Clock::time_point Playback::due() const {
  if (state_ != State::playing || (has_begun_ && behaviour_.no_media)) {
    return Clock::time_point::max();
  }
  return has_begun_ ? due_of_next() : start_;
}

void Playback::take(Clock::time_point now, Batch& batch) {
  if (!has_begun_) {
    begin(batch);
  }
  for (auto next_due = due(); next_due <= now && !batch.full(); next_due = due()) {
    if (ends_before(next_due)) {
      if (state_ == State::cut) {
        send_broken(next_tag(), timestamp(next_tag(), next_due), "cut", batch);
      }
      return;
    }
    play_next(next_due, batch);
  }
}

Playback::Clock::time_point Playback::due_of_next() const {
  const auto media_ms = static_cast<double>(loop_start_ms_ + next_tag().time_ms);
  const double wait_ms =
      (media_ms - static_cast<double>(behaviour_.gop_cache.count())) / behaviour_.speed;
  if (wait_ms <= 0) {
    return start_;
  }
  auto wait = std::chrono::microseconds(static_cast<std::int64_t>(wait_ms * 1000));
  if (const auto most = behaviour_.jitter.count(); most > 0) {
    wait += milliseconds(scrambled(played_) % static_cast<std::uint64_t>(most + 1));
  }
  if (const auto pace = behaviour_.pace; pace.count() > 0) {
    wait = (wait + pace - std::chrono::microseconds(1)) / pace * pace;
  }
  return start_ + wait;
}

bool Playback::has_come(const Behaviour::Time& after, Clock::time_point due) const {
  return after && due - fault_start_ > *after;
}

bool Playback::ends_before(Clock::time_point due) {
  const std::pair<const Behaviour::Time&, State> ends[] = {
      {behaviour_.reset_after, State::reset},
      {behaviour_.cut_after, State::cut},
      {behaviour_.end_after, State::ended},
      {behaviour_.half_open_after, State::half_open},
      {behaviour_.stall_after, State::silent}};
  for (const auto& [after, state] : ends) {
    if (has_come(after, due)) {
      state_ = state;
      return true;
    }
  }
  return false;
}

void Playback::begin(Batch& batch) {
  has_begun_ = true;
  batch.add(stream_->file_header);
  if (behaviour_.no_media) {
    return;
  }
  // Servers stamp the metadata and the headers that they keep with 0, whatever the media's clock
  // says.
  batch.add(stream_->metadata, 0);
  if (!behaviour_.late_headers) {
    send_headers(0, batch);
  }
}

void Playback::send_headers(std::uint32_t timestamp_ms, Batch& batch) {
  are_headers_sent_ = true;
  for (const auto& header : stream_->sequence_headers) {
    batch.add(header, timestamp_ms);
  }
}

void Playback::play_next(Clock::time_point due, Batch& batch) {
  const bool is_entry = next_tag().is_keyframe || next_tag().type == TagType::audio;
  if (next_tag().is_keyframe && changed_ && has_come(behaviour_.codec_change_after, due)) {
    change_codec();
  }
  const Tag& tag = next_tag();
  const auto timestamp_ms = timestamp(tag, due);
  if (!are_headers_sent_ && is_entry &&
      (!behaviour_.late_headers || has_come(behaviour_.late_headers, due))) {
    send_headers(timestamp_ms, batch);
  }
  if (!is_corrupt_sent_ && has_come(behaviour_.corrupt_after, due)) {
    is_corrupt_sent_ = true;
    send_broken(tag, timestamp_ms, behaviour_.corrupt, batch);
  } else if (tag.is_keyframe && behaviour_.no_keyframes) {
    batch.add(picture_without_keyframe(tag), timestamp_ms);
  } else {
    batch.add(tag, timestamp_ms);
  }
  step();
}

std::uint32_t Playback::timestamp(const Tag& tag, Clock::time_point due) {
  auto value = static_cast<std::uint32_t>(behaviour_.start_ts + loop_start_ms_ + tag.time_ms);
  if (tag.type == TagType::audio) {
    value += static_cast<std::uint32_t>(behaviour_.skew);
  }
  if (has_come(behaviour_.jump_after, due)) {
    value += static_cast<std::uint32_t>(behaviour_.jump);
  }
  if (has_come(behaviour_.freeze_after, due)) {
    if (!frozen_timestamp_) {
      frozen_timestamp_ = value;
    }
    return *frozen_timestamp_;
  }
  return value;
}

void Playback::change_codec() {
  // All clips have their keyframes at the same times: the other clip goes on at this one's.
  const auto time_ms = next_tag().time_ms;
  stream_ = std::exchange(changed_, nullptr);
  next_ = 0;
  while (next_ + 1 < stream_->media.size() && stream_->media[next_].time_ms < time_ms) {
    ++next_;
  }
  are_headers_sent_ = false;
}

const Tag& Playback::picture_without_keyframe(const Tag& tag) const {
  for (auto at = static_cast<std::size_t>(&tag - stream_->media.data()); at < stream_->media.size();
       ++at) {
    if (stream_->media[at].type == TagType::video && !stream_->media[at].is_keyframe) {
      return stream_->media[at];
    }
  }
  return tag;
}

void Playback::send_broken(const Tag& tag, std::uint32_t timestamp_ms, std::string_view how,
                           Batch& batch) {
  broken_tag_ = tag.bytes;
  put_timestamp(broken_tag_.data(), timestamp_ms);
  if (how == "cut") {
    broken_tag_.resize(broken_tag_.size() / 2);
  } else if (how == "type") {
    broken_tag_[0] = 0x1d;
  } else if (how == "size") {
    broken_tag_[3] = static_cast<char>(broken_tag_[3] + 7);
  } else if (how == "stream") {
    broken_tag_[10] = 1;
  } else {
    broken_tag_.back() = static_cast<char>(broken_tag_.back() + 1);
  }
  batch.add(broken_tag_);
}

void Playback::step() {
  ++played_;
  if (++next_ == stream_->media.size()) {
    next_ = 0;
    loop_start_ms_ += stream_->duration_ms;
  }
}

}  // namespace origin
