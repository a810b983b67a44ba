// An access unit that is being assembled from packets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "media/codec_facts.hpp"

namespace media::rtp {

/// One frame of video or audio.
struct AccessUnit {
  std::uint32_t timestamp = 0;
  bool is_keyframe = false;
  bool is_damaged = false;               // some of its packets are missing
  std::uint64_t size = 0;                // elementary payload
  std::span<const std::byte> payload{};  // to the depth asked for; borrowed for the call
};

/// Receives what a depacketizer assembles.
class UnitListener {
 public:
  virtual ~UnitListener() = default;
  virtual void on_unit(const AccessUnit& unit) = 0;

  /// Parameter sets were read in band.
  virtual void on_video(const VideoFacts& facts) = 0;
};

/// Counts the bytes of a unit and keeps the first of them.
class AccessUnitBuilder {
 public:
  static constexpr std::size_t max_bytes = std::size_t{16} * 1024 * 1024;

  /// `depth`: how many bytes of each unit to keep.
  explicit AccessUnitBuilder(std::size_t depth) : depth_(depth) {}

  void begin(std::uint32_t timestamp);

  /// Adds elementary payload: counted, and kept to the depth asked for.
  void add(std::span<const std::byte> bytes);

  /// Adds framing, which is kept with the payload but not counted.
  void add_framing(std::span<const std::byte> bytes);

  void mark_keyframe() { unit_.is_keyframe = true; }
  void mark_damaged() { unit_.is_damaged = true; }

  [[nodiscard]] bool is_open() const { return is_open_; }
  [[nodiscard]] std::uint32_t timestamp() const { return unit_.timestamp; }
  [[nodiscard]] std::uint64_t size() const { return unit_.size; }

  /// Delivers the unit and is ready for the next.
  void finish(UnitListener& listener);
  void drop() { is_open_ = false; }

 private:
  void keep(std::span<const std::byte> bytes);

  std::size_t depth_;
  bool is_open_ = false;
  AccessUnit unit_{};
  std::vector<std::byte> kept_{};
};

}  // namespace media::rtp
