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
    box = 1,    // a size or a field that cannot be
    too_large,  // a box that would have to be held is over max_held_bytes
    no_movie,   // a fragment, and no movie box that says what it is
    cut,        // the resource ended within a box, or before its samples did
  };

  Kind kind = Kind::box;
  std::uint64_t offset = 0;  // from the beginning of the resource
  std::string sentence{};    // without the offset
};

/// A push parser: any split of the bytes gives the same events. A stream of HLS is several
/// resources: an initialization section first, then segments that need it. Boxes of media data are
/// passed over as they arrive; the others are held whole, one at a time.
class Reader {
 public:
  static constexpr std::size_t max_held_bytes = std::size_t{16} * 1024 * 1024;

  /// A segment or an initialization section begins. Tracks are kept. `offset` is where in its
  /// resource the first byte is, which matters for byte ranges.
  void begin_resource(std::uint64_t offset = 0);

  /// Reads all of `bytes`; what they complete goes to the listener before this returns. Nothing is
  /// returned as long as all is well; an error lasts until the next resource begins.
  std::optional<Error> push(std::span<const std::byte> bytes, Listener& listener);

  /// The resource is over: an error when that was too early.
  [[nodiscard]] std::optional<Error> end_resource() const;

  /// Forgets tracks too.
  void reset();

  /// A movie box of this resource or of one before has been read.
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
  bool box_is_endless_ = false;  // to the end of the resource
  std::array<std::byte, 16> header_{};
  std::size_t header_filled_ = 0;
  std::vector<std::byte> held_{};
  std::optional<Movie> movie_{};
  std::vector<PlacedSample> samples_{};  // of the present fragment
  std::size_t emitted_ = 0;
  std::optional<Error> error_{};
};

}  // namespace media::mp4
