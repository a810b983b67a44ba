// Reads FLV (Adobe Flash Video File Format 10.1, annex E) from bytes as they arrive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "media/bits/partial_field.hpp"
#include "media/flv/body_reader.hpp"
#include "media/flv/events.hpp"
#include "media/flv/tracks.hpp"

namespace media::flv {

/// Where and how the bytes stopped being FLV.
struct Error {
  enum class Kind : std::uint8_t {
    signature = 1,  // they never were FLV
    tag,
    encrypted,  // FLV whose tags are encrypted
  };

  Kind kind = Kind::tag;
  std::uint64_t offset = 0;  // of the invalid field, from the first byte of the stream
  std::string sentence{};    // "tag type 31 is none of 8, 9 and 18", without the offset
};

/// A push parser: any split of the bytes gives the same events. It never resynchronises: after an
/// error it keeps reporting that error, because whatever follows could be anything.
class Reader {
 public:
  explicit Reader(PayloadDepth depth = PayloadDepth::headers) : tracks_(depth) {}

  /// Reads all of `bytes`; the events they complete are delivered before this returns. Returns
  /// nothing unless there is an error.
  std::optional<Error> push(std::span<const std::byte> bytes, Listener& listener);

  /// Bytes read so far.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }

  /// True once a valid file header has been read.
  [[nodiscard]] bool has_begun() const { return stage_ > Stage::file_header; }

  /// True where a file may end: after a tag. The size that should follow the last tag may be
  /// missing.
  [[nodiscard]] bool is_between_tags() const;

  [[nodiscard]] const Tracks& tracks() const { return tracks_; }

 private:
  enum class Stage : std::uint8_t {
    file_header = 1,
    header_extension,
    previous_tag_size,
    tag_header,
    tag_body
  };

  std::span<const std::byte> take_field(std::span<const std::byte>& bytes);
  void read_field(std::span<const std::byte> field);
  void read_file_header(std::span<const std::byte> field);
  void read_previous_tag_size(std::span<const std::byte> field);
  void read_tag_header(std::span<const std::byte> field);
  void read_body(std::span<const std::byte>& bytes, Listener& listener);
  void skip_header_extension(std::span<const std::byte>& bytes);
  void fail(Error::Kind kind, std::size_t field_size, std::string sentence);
  [[nodiscard]] std::size_t field_size() const;

  Stage stage_ = Stage::file_header;
  std::uint64_t offset_ = 0;
  bits::PartialField<11> field_{};
  std::size_t extension_left_ = 0;
  std::uint32_t tag_size_ = 0;  // of the most recent tag's body
  bool has_tag_ = false;
  BodyReader body_{};
  Tracks tracks_;
  std::optional<Error> error_{};
};

}  // namespace media::flv
