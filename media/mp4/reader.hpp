// Reads fragmented MP4 and CMAF (ISO/IEC 14496-12, 23000-19) from bytes as they arrive.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "media/mp4/box.hpp"
#include "media/mp4/events.hpp"
#include "media/mp4/fragment.hpp"
#include "media/mp4/movie.hpp"

namespace media::mp4 {

/// Where and how the bytes stopped being fragmented MP4.
struct Error {
  enum class Kind : std::uint8_t {
    box = 1,    // an impossible size or field
    too_large,  // a box that must be held exceeds max_held_bytes
    no_movie,   // a fragment without a movie box to describe it
    cut,        // the resource ended within a box, or before the end of its samples
  };

  Kind kind = Kind::box;
  std::uint64_t offset = 0;  // from the start of the resource
  std::string sentence{};    // without the offset
};

/// A push parser: any split of the bytes gives the same events. An HLS stream consists of several
/// resources: an initialization section first, then segments that need it. Boxes of media data are
/// skipped as they arrive; each of the others is held until it is complete.
class Reader {
 public:
  static constexpr std::size_t max_held_bytes = std::size_t{16} * 1024 * 1024;

  /// Starts a segment or an initialization section. Tracks are kept. `offset` is the position of
  /// the first byte in its resource, which matters for byte ranges.
  void begin_resource(std::uint64_t offset = 0);

  /// Reads all of `bytes`; the events they complete are delivered before this returns. Returns
  /// nothing unless there is an error; an error persists until the next resource starts.
  std::optional<Error> push(std::span<const std::byte> bytes, Listener& listener);

  /// Ends the resource; returns an error if it ended too early.
  [[nodiscard]] std::optional<Error> end_resource() const;

  /// Forgets everything, including tracks.
  void reset();

  /// Whether a movie box has been read, in this resource or an earlier one.
  [[nodiscard]] bool has_movie() const { return movie_.has_value(); }

 private:
  enum class Stage : std::uint8_t { header = 1, held, passed };

  void read_header(std::span<const std::byte>& bytes);
  void begin_box();
  void hold(std::span<const std::byte>& bytes, Listener& listener);
  void pass(std::span<const std::byte>& bytes, Listener& listener);
  void read_box(const Box& box, Listener& listener);
  void read_movie_box(const Box& box, Listener& listener);
  void read_fragment_box(const Box& box);
  void emit_samples(Listener& listener);
  void fail(Error::Kind kind, std::uint64_t offset, std::string sentence);

  Stage stage_ = Stage::header;
  std::uint64_t offset_ = 0;
  std::uint64_t box_offset_ = 0;
  std::uint64_t box_left_ = 0;
  FourCc box_type_ = 0;
  bool box_is_endless_ = false;  // extends to the end of the resource
  std::array<std::byte, 16> header_{};
  std::size_t header_filled_ = 0;
  std::vector<std::byte> held_{};
  std::optional<Movie> movie_{};
  std::vector<PlacedSample> samples_{};  // of the current fragment
  std::size_t emitted_ = 0;
  std::optional<Error> error_{};
};

}  // namespace media::mp4
