// Turns the payload of PES packets into access units.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "media/mpegts/events.hpp"
#include "media/mpegts/stream_type.hpp"

namespace media::mpegts {

/// What is known at the start of a PES packet.
struct UnitStart {
  std::optional<nanoseconds> pts{};
  std::optional<nanoseconds> dts{};  // only if it differs from the PTS
  bool is_random_access = false;     // from the transport packet's adaptation field
};

/// The track that units belong to, and who receives them.
struct UnitOutput {
  Track& track;
  Listener& listener;
  nanoseconds arrival{};  // of the current payload

  void announce() const { listener.on_track(track); }
  void emit(Frame frame) const {
    frame.pid = track.pid;
    listener.on_frame(frame);
  }
};

class UnitReader {
 public:
  virtual ~UnitReader() = default;

  /// A PES packet starts.
  virtual void begin(const UnitStart& start, const UnitOutput& output) = 0;

  /// Payload of the PES packet.
  virtual void append(std::span<const std::byte> bytes, const UnitOutput& output) = 0;

  /// The PES packet is complete according to its length.
  virtual void end(const UnitOutput& output) = 0;

  /// Transport packets are missing. The next payload may belong to the same PES packet.
  virtual void lose() = 0;

  /// The stream has ended: delivers what is open.
  virtual void finish(const UnitOutput& output) = 0;
};

/// `depth`: how many bytes of each unit a frame carries.
[[nodiscard]] std::unique_ptr<UnitReader> make_unit_reader(Framing framing, std::size_t depth);

/// Counts the bytes of a unit and keeps the first of them.
class UnitBytes {
 public:
  void clear() {
    size_ = 0;
    kept_.clear();
  }

  /// Counts all bytes, and keeps those within the first `limit` bytes of the unit.
  void add(std::span<const std::byte> bytes, std::size_t limit) {
    // Only bytes that continue the kept ones without a gap may be kept.
    if (kept_.size() == size_ && limit > kept_.size()) {
      const auto piece = bytes.first(std::min(bytes.size(), limit - kept_.size()));
      kept_.insert(kept_.end(), piece.begin(), piece.end());
    }
    size_ += bytes.size();
  }

  /// Removes the last bytes again.
  void take_back(std::size_t count) {
    size_ -= std::min<std::uint64_t>(size_, count);
    if (kept_.size() > size_) kept_.resize(size_);
  }

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::span<const std::byte> kept() const { return kept_; }
  [[nodiscard]] std::span<const std::byte> first(std::size_t count) const {
    return kept().first(std::min(count, kept_.size()));
  }

 private:
  std::uint64_t size_ = 0;
  std::vector<std::byte> kept_{};
};

}  // namespace media::mpegts
