#include "media/rtmp/chunk_reader.hpp"

#include <algorithm>
#include <utility>

#include "media/bits/byte_reader.hpp"

namespace media::rtmp {

namespace {

constexpr std::uint32_t extended_mark = 0xFFFFFF;
constexpr std::size_t extended_size = 4;
constexpr std::array<std::size_t, 4> message_header_sizes{11, 7, 3, 0};
constexpr std::uint32_t first_wide_chunk_stream = 64;

bool is_for_the_reader(MessageType type) {
  return type == MessageType::set_chunk_size || type == MessageType::abort;
}

std::byte byte_of(std::uint32_t number, std::size_t place) {
  return static_cast<std::byte>(number >> (8 * (extended_size - 1 - place)) & 0xFFU);
}

}  // namespace

std::optional<Error> ChunkReader::push(std::span<const std::byte> bytes, ChunkListener& listener) {
  if (!error_) take(bytes, listener);
  return error_;
}

bool ChunkReader::is_between_messages() const {
  return stage_ == Stage::basic_header && field_.kept().empty() &&
         std::none_of(streams_.begin(), streams_.end(),
                      [](const ChunkStream& stream) { return stream.is_inside; });
}

void ChunkReader::take(Bytes bytes, ChunkListener& listener) {
  while (!error_ && !bytes.empty()) {
    switch (stage_) {
      case Stage::basic_header:
      case Stage::message_header:
        if (const auto field = take_field(bytes, field_size()); !field.empty()) {
          if (stage_ == Stage::basic_header) {
            read_basic_header(field);
          } else {
            read_message_header(field, listener);
          }
        }
        break;
      case Stage::extended_timestamp:
        if (type_ == 3) {
          take_repeated_timestamp(bytes, listener);
        } else {
          take_extended_timestamp(bytes, listener);
        }
        break;
      case Stage::payload:
        take_payload(bytes, listener);
        break;
    }
    // A chunk of type 3 has no message header, so its payload may start without any further bytes.
    if (stage_ == Stage::message_header && type_ == 3 && !error_) read_message_header({}, listener);
  }
}

/// The size of a basic header is known once its first byte is.
std::size_t ChunkReader::field_size() const {
  if (stage_ == Stage::message_header) return message_header_sizes[type_];
  if (field_.kept().empty()) return 1;
  const unsigned low = std::to_integer<unsigned>(field_.kept()[0]) & 0x3FU;
  return low == 0 ? 2 : low == 1 ? 3 : 1;
}

ChunkReader::Bytes ChunkReader::take_field(Bytes& bytes, std::size_t size) {
  const std::size_t before = bytes.size();
  const auto field = field_.take(bytes, size);
  offset_ += before - bytes.size();
  return field;
}

/// 5.3.1.1
void ChunkReader::read_basic_header(Bytes field) {
  const auto first = std::to_integer<unsigned>(field[0]);
  const unsigned low = first & 0x3FU;
  std::uint32_t id = low;
  if (low < 2) {
    if (field.size() == 1) return field_.keep(field);  // more bytes follow
    id = first_wide_chunk_stream + std::to_integer<std::uint32_t>(field[1]);
    if (low == 1) id += 256 * std::to_integer<std::uint32_t>(field[2]);
  }
  type_ = first >> 6U;
  if (const auto found = find(id)) {
    place_ = *found;
  } else if (streams_.size() == max_chunk_streams) {
    return fail("more than 32 chunk streams", true);
  } else {
    place_ = streams_.size();
    streams_.emplace_back().header.chunk_stream_id = id;
  }
  // Type 1 only omits the stream id; librtmp starts the stream of control messages with it.
  if (type_ >= 2 && !current().has_header) {
    return fail("a chunk stream that begins without a message header");
  }
  stage_ = Stage::message_header;
}

/// 5.3.1.2. A header in the middle of a message that gives the same size merely continues it, which
/// is also how FFmpeg handles it.
void ChunkReader::read_message_header(Bytes field, ChunkListener& listener) {
  ChunkStream& stream = current();
  bits::ByteReader reader(field);
  if (type_ < 3) {
    stream.field = reader.u24();
    stream.is_extended = stream.field == extended_mark;
  }
  if (type_ < 2) {
    const std::uint32_t size = reader.u24();
    const auto message_type = static_cast<MessageType>(reader.u8());
    if (stream.is_inside && (size != stream.header.size || message_type != stream.header.type)) {
      return fail("a message that begins before the end of the one before it");
    }
    stream.header.size = size;
    stream.header.type = message_type;
  }
  if (type_ == 0) {
    const auto id = reader.bytes(4);  // the only little-endian number
    stream.header.stream_id = 0;
    for (std::size_t i = 0; i < id.size(); ++i) {
      stream.header.stream_id |= std::to_integer<std::uint32_t>(id[i]) << (8 * i);
    }
  }
  stream.has_header = true;
  if (is_for_the_reader(stream.header.type) && stream.header.size != control_.size()) {
    return fail("a control message of a wrong size");
  }
  if (stream.is_extended && !(type_ == 3 && repetition_ == Repetition::no && !stream.is_inside)) {
    stage_ = Stage::extended_timestamp;
  } else {
    begin_payload(listener);
  }
}

void ChunkReader::take_extended_timestamp(Bytes& bytes, ChunkListener& listener) {
  const auto field = take_field(bytes, extended_size);
  if (field.empty()) return;
  current().field = bits::ByteReader(field).u32();
  begin_payload(listener);
}

/// 5.3.1.3: either four bytes that repeat the timestamp, or the first ones of the payload if the
/// server does not repeat it. In the middle of a message they are distinguished by their value, as
/// players do; the server is assumed to do the same at the start of a message.
void ChunkReader::take_repeated_timestamp(Bytes& bytes, ChunkListener& listener) {
  const ChunkStream& stream = current();
  if (!stream.is_inside) {
    if (!take_field(bytes, extended_size).empty()) begin_payload(listener);
    return;
  }
  while (field_.kept().size() < extended_size && !bytes.empty() &&
         bytes.front() == byte_of(stream.field, field_.kept().size())) {
    field_.keep(bytes.first(1));
    bytes = bytes.subspan(1);
    ++offset_;
  }
  if (field_.kept().size() < extended_size && bytes.empty()) return;
  const auto taken = std::exchange(field_, {});
  const std::size_t count = taken.kept().size();
  repetition_ = count == extended_size ? Repetition::yes : Repetition::no;
  begin_payload(listener);
  if (repetition_ == Repetition::yes) return;
  // It is payload after all, so the bytes taken for a timestamp go back to the front.
  offset_ -= count;
  take(taken.kept(), listener);
}

void ChunkReader::begin_payload(ChunkListener& listener) {
  ChunkStream& stream = current();
  if (!stream.is_inside) begin_message();
  chunk_left_ = std::min<std::size_t>(chunk_size_, stream.header.size - stream.received);
  stage_ = Stage::payload;
  if (chunk_left_ == 0) hand_on({}, listener);
}

/// After a chunk of type 0, the delta is that chunk's timestamp (5.3.1.2.4).
void ChunkReader::begin_message() {
  ChunkStream& stream = current();
  stream.received = 0;
  stream.is_inside = true;
  if (type_ == 0) {
    stream.header.timestamp_ms = stream.field;
  } else {
    stream.header.timestamp_ms += stream.field;
  }
}

void ChunkReader::take_payload(Bytes& bytes, ChunkListener& listener) {
  const auto piece = bytes.first(std::min(bytes.size(), chunk_left_));
  bytes = bytes.subspan(piece.size());
  offset_ += piece.size();
  hand_on(piece, listener);
}

void ChunkReader::hand_on(Bytes piece, ChunkListener& listener) {
  ChunkStream& stream = current();
  const Piece given{stream.header, place_, stream.received, piece};
  const bool is_last = given.is_last();
  if (is_for_the_reader(stream.header.type)) {
    std::copy(piece.begin(), piece.end(),
              control_.begin() + static_cast<std::ptrdiff_t>(stream.received));
  }
  stream.received += static_cast<std::uint32_t>(piece.size());
  chunk_left_ -= piece.size();
  if (chunk_left_ == 0) stage_ = Stage::basic_header;
  if (is_last) stream.is_inside = false;
  listener.on_piece(given);
  if (is_last && is_for_the_reader(given.header.type)) obey_control();
}

/// 5.4.1, 5.4.2. A chunk size above the maximum size of a message means the latter.
void ChunkReader::obey_control() {
  const std::uint32_t number = bits::ByteReader(control_).u32();
  if (current().header.type == MessageType::set_chunk_size) {
    if (number == 0 || number > 0x7FFFFFFF) return fail("a chunk size of no bytes, or of too many");
    chunk_size_ = std::min<std::size_t>(number, max_message_size);
  } else if (const auto aborted = find(number)) {
    streams_[*aborted].is_inside = false;
  }
}

std::optional<std::size_t> ChunkReader::find(std::uint32_t chunk_stream_id) const {
  for (std::size_t i = 0; i < streams_.size(); ++i) {
    if (streams_[i].header.chunk_stream_id == chunk_stream_id) return i;
  }
  return std::nullopt;
}

void ChunkReader::fail(const char* sentence, bool is_too_large) {
  error_ = Error{sentence, offset_, is_too_large};
}

}  // namespace media::rtmp
