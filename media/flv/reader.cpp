#include "media/flv/reader.hpp"

#include <algorithm>
#include <utility>

#include "media/bits/byte_reader.hpp"

namespace media::flv {

namespace {

constexpr std::uint32_t signature = 0x464C56;  // "FLV"
constexpr std::size_t file_header_size = 9;
constexpr std::size_t file_header_limit = std::size_t{64} * 1024;
constexpr std::size_t previous_tag_size_size = 4;
constexpr std::size_t tag_header_size = 11;
constexpr unsigned filter_bit = 0x20;

bool is_tag_type(unsigned type) {
  return type == static_cast<unsigned>(BodyType::audio) ||
         type == static_cast<unsigned>(BodyType::video) ||
         type == static_cast<unsigned>(BodyType::script);
}

}  // namespace

std::optional<Error> Reader::push(std::span<const std::byte> bytes, Listener& listener) {
  while (!error_ && !bytes.empty()) {
    if (stage_ == Stage::tag_body) {
      read_body(bytes, listener);
    } else if (stage_ == Stage::header_extension) {
      skip_header_extension(bytes);
    } else if (const auto field = take_field(bytes); !field.empty()) {
      read_field(field);
    }
  }
  return error_;
}

bool Reader::is_between_tags() const {
  if (stage_ == Stage::previous_tag_size) return has_tag_;
  return stage_ == Stage::tag_header && field_.kept().empty();
}

std::size_t Reader::field_size() const {
  switch (stage_) {
    case Stage::file_header:
      return file_header_size;
    case Stage::previous_tag_size:
      return previous_tag_size_size;
    default:
      return tag_header_size;
  }
}

std::span<const std::byte> Reader::take_field(std::span<const std::byte>& bytes) {
  const std::size_t before = bytes.size();
  const auto field = field_.take(bytes, field_size());
  offset_ += before - bytes.size();
  return field;
}

void Reader::read_field(std::span<const std::byte> field) {
  switch (stage_) {
    case Stage::file_header:
      return read_file_header(field);
    case Stage::previous_tag_size:
      return read_previous_tag_size(field);
    default:
      return read_tag_header(field);
  }
}

/// E.2. The audio and video flags are not trusted: servers that do not know yet set both.
void Reader::read_file_header(std::span<const std::byte> field) {
  bits::ByteReader reader(field);
  if (reader.u24() != signature) {
    return fail(Error::Kind::signature, field.size(), "no FLV signature");
  }
  reader.skip(2);  // version, flags
  const std::uint32_t data_offset = reader.u32();
  if (data_offset < file_header_size || data_offset > file_header_limit) {
    return fail(Error::Kind::tag, field.size(),
                "a file header of " + std::to_string(data_offset) + " bytes");
  }
  extension_left_ = data_offset - file_header_size;
  stage_ = extension_left_ > 0 ? Stage::header_extension : Stage::previous_tag_size;
}

void Reader::skip_header_extension(std::span<const std::byte>& bytes) {
  const std::size_t count = std::min(extension_left_, bytes.size());
  bytes = bytes.subspan(count);
  offset_ += count;
  extension_left_ -= count;
  if (extension_left_ == 0) stage_ = Stage::previous_tag_size;
}

/// E.3: the size of the previous tag, including its header. Two mistakes are so common that every
/// player accepts them, and a loss of sync would still show in the next tag: 0 (the server does not
/// keep the size) and the size without the header. Before the first tag anything is allowed,
/// because relays that join a stream send the size of a tag that they have not sent. Anything else
/// means that sync is lost.
void Reader::read_previous_tag_size(std::span<const std::byte> field) {
  const std::uint32_t size = bits::ByteReader(field).u32();
  const std::uint32_t expected = tag_size_ + std::uint32_t{tag_header_size};
  if (has_tag_ && size != 0 && size != expected && size != tag_size_) {
    return fail(Error::Kind::tag, field.size(),
                "the size of the tag before is given as " + std::to_string(size) + ", it was " +
                    std::to_string(expected));
  }
  stage_ = Stage::tag_header;
}

/// E.4.1. The body's size has 24 bits, so no tag is larger than 16 MiB. The stream id, which should
/// be 0, is ignored, as in all players.
void Reader::read_tag_header(std::span<const std::byte> field) {
  bits::ByteReader reader(field);
  const unsigned first = reader.u8();
  const unsigned type = first & ~filter_bit;
  if (!is_tag_type(type)) {
    return fail(Error::Kind::tag, field.size(),
                "tag type " + std::to_string(first) + " is none of 8, 9 and 18");
  }
  if (type != first) return fail(Error::Kind::encrypted, field.size(), "an encrypted tag");
  tag_size_ = reader.u24();
  has_tag_ = true;
  const std::uint32_t low = reader.u24();
  const std::uint32_t timestamp_ms = std::uint32_t{reader.u8()} << 24U | low;
  body_.begin(BodyType{static_cast<std::uint8_t>(type)}, timestamp_ms, tag_size_);
  stage_ = tag_size_ > 0 ? Stage::tag_body : Stage::previous_tag_size;
}

void Reader::read_body(std::span<const std::byte>& bytes, Listener& listener) {
  const auto piece = bytes.first(std::min(body_.left(), bytes.size()));
  bytes = bytes.subspan(piece.size());
  offset_ += piece.size();
  body_.push(piece, tracks_, listener);
  if (body_.left() == 0) stage_ = Stage::previous_tag_size;
}

void Reader::fail(Error::Kind kind, std::size_t field_size, std::string sentence) {
  error_ = Error{kind, offset_ - field_size, std::move(sentence)};
}

}  // namespace media::flv
