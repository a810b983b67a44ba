// From the payload of PES packets to access units.
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

/// What is known where a PES packet begins.
struct UnitStart {
  std::optional<nanoseconds> pts{};
  std::optional<nanoseconds> dts{};  // only where it is told apart from the PTS
  bool is_random_access = false;     // by the transport packet's adaptation field
};

/// The track that units belong to, and who gets them.
struct UnitOutput {
  Track& track;
  Listener& listener;
  nanoseconds arrival{};  // of the payload at hand

  void announce() const { listener.on_track(track); }
  void emit(Frame frame) const {
    frame.pid = track.pid;
    listener.on_frame(frame);
  }
};

class UnitReader {
 public:
  virtual ~UnitReader() = default;

  /// A PES packet begins.
  virtual void begin(const UnitStart& start, const UnitOutput& output) = 0;

  /// Payload of it.
  virtual void append(std::span<const std::byte> bytes, const UnitOutput& output) = 0;

  /// It is complete by its own length.
  virtual void end(const UnitOutput& output) = 0;

  /// Transport packets are missing. What comes next may be payload of the same PES packet.
  virtual void lose() = 0;

  /// The stream is over: what is open is handed over.
  virtual void finish(const UnitOutput& output) = 0;
};

/// `depth`: how many bytes of each unit a frame carries.
[[nodiscard]] std::unique_ptr<UnitReader> make_unit_reader(Framing framing, std::size_t depth);

/// Counts the bytes of a unit, and keeps its beginning.
class UnitBytes {
 public:
  void clear() {
    size_ = 0;
    kept_.clear();
  }

  /// Counts all of the bytes, and keeps them up to the `limit`th of the unit.
  void add(std::span<const std::byte> bytes, std::size_t limit) {
    // Only what continues the beginning without a gap may be kept.
    if (kept_.size() == size_ && limit > kept_.size()) {
      const auto piece = bytes.first(std::min(bytes.size(), limit - kept_.size()));
      kept_.insert(kept_.end(), piece.begin(), piece.end());
    }
    size_ += bytes.size();
  }

  /// Takes the last bytes off again.
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
