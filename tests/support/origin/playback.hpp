#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/origin/behaviour.hpp"
#include "tests/support/origin/flv_muxer.hpp"

namespace origin {

/// One FLV tag on its way out: its header with the timestamp of this connection, the rest shared by
/// all connections.
struct Message {
  std::string_view head;
  std::string_view body;
};

/// Messages that leave together. They point into the batch, the playback and its clip, and hold
/// until the next call.
class Batch {
 public:
  static constexpr std::size_t most = 64;

  Batch();
  const std::vector<Message>& messages() const { return messages_; }
  bool full() const { return messages_.size() >= most; }
  void clear();
  void add(const Tag& tag, std::uint32_t timestamp_ms);
  void add(std::string_view bytes) { messages_.push_back({{}, bytes}); }

 private:
  std::vector<Message> messages_;
  std::vector<std::array<char, tag_header_size>> heads_;
};

/// One connection's course through a looped clip: which tags are due when, with which timestamps,
/// and the faults in them. It does no input or output and is told the time.
class Playback {
 public:
  using Clock = std::chrono::steady_clock;
  enum class State {
    playing = 1,
    silent,     // nothing more comes, the connection stays
    half_open,  // likewise, and nothing is read either
    ended,
    cut,  // the last message was half a tag
    reset
  };

  /// `changed` is what codec_change_after turns to; otherwise empty.
  Playback(std::shared_ptr<const FlvStream> stream, std::shared_ptr<const FlvStream> changed,
           Behaviour behaviour, Clock::time_point start);

  /// Replaces the faults; their times count from now on. A silent stream goes on where it would be
  /// by now.
  void change(Behaviour behaviour, std::shared_ptr<const FlvStream> changed, Clock::time_point now);

  /// When something is due; time_point::max() when nothing ever is.
  Clock::time_point due() const;

  /// Fills the batch with what is due by now, in order; what does not fit stays due.
  void take(Clock::time_point now, Batch& batch);

  State state() const { return state_; }

 private:
  const Tag& next_tag() const { return stream_->media[next_]; }
  Clock::time_point due_of_next() const;
  bool has_come(const Behaviour::Time& after, Clock::time_point due) const;
  bool ends_before(Clock::time_point due);
  void begin(Batch& batch);
  void play_next(Clock::time_point due, Batch& batch);
  void send_headers(std::uint32_t timestamp_ms, Batch& batch);
  void send_broken(const Tag& tag, std::uint32_t timestamp_ms, std::string_view how, Batch& batch);
  void change_codec();
  std::uint32_t timestamp(const Tag& tag, Clock::time_point due);
  const Tag& picture_without_keyframe(const Tag& tag) const;
  void step();

  std::shared_ptr<const FlvStream> stream_;
  std::shared_ptr<const FlvStream> changed_;
  Behaviour behaviour_;
  Clock::time_point start_;        // when the cached GOP leaves
  Clock::time_point fault_start_;  // where the times of faults count from
  State state_ = State::playing;
  bool has_begun_ = false;
  bool are_headers_sent_ = false;
  bool is_corrupt_sent_ = false;
  std::uint64_t loop_start_ms_ = 0;
  std::size_t next_ = 0;
  std::uint64_t played_ = 0;  // tags so far, which seeds the jitter
  std::optional<std::uint32_t> frozen_timestamp_;
  std::string broken_tag_;
};

}  // namespace origin
