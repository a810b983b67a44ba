#include "media/rtmp/chunk_writer.hpp"

#include <algorithm>

namespace media::rtmp {

namespace {

constexpr std::uint32_t extended_mark = 0xFFFFFF;
constexpr std::uint32_t first_wide_chunk_stream = 64;

/// The header type for a message on a chunk stream that has carried another one before (5.3.1.2).
unsigned type_of(const MessageHeader& last, std::uint32_t last_field, const MessageHeader& next) {
  const std::uint32_t delta = next.timestamp_ms - last.timestamp_ms;
  const bool steps_back = delta > 0x7FFFFFFF;
  if (steps_back || next.stream_id != last.stream_id) return 0;
  if (next.size != last.size || next.type != last.type) return 1;
  return delta == last_field ? 3 : 2;
}

}  // namespace

void ChunkWriter::write(MessageHeader header, std::span<const std::byte> payload) {
  header.size = static_cast<std::uint32_t>(payload.size());
  bool is_new = false;
  ChunkStream& stream = find(header.chunk_stream_id, is_new);
  const unsigned type = is_new ? 0 : type_of(stream.last, stream.field, header);
  const std::uint32_t field =
      type == 0 ? header.timestamp_ms : header.timestamp_ms - stream.last.timestamp_ms;
  stream = {header, field};

  put_message_header(type, header, field);
  while (true) {
    const auto piece = payload.first(std::min(chunk_size_, payload.size()));
    bytes_.insert(bytes_.end(), piece.begin(), piece.end());
    payload = payload.subspan(piece.size());
    if (payload.empty()) return;
    put_message_header(3, header, field);
  }
}

ChunkWriter::ChunkStream& ChunkWriter::find(std::uint32_t chunk_stream_id, bool& is_new) {
  for (ChunkStream& stream : streams_) {
    if (stream.last.chunk_stream_id == chunk_stream_id) return stream;
  }
  is_new = true;
  return streams_.emplace_back();
}

void ChunkWriter::put_message_header(unsigned type, const MessageHeader& header,
                                     std::uint32_t field) {
  put_basic_header(type, header.chunk_stream_id);
  if (type < 3) put(std::min(field, extended_mark), 3);
  if (type < 2) {
    put(header.size, 3);
    put(static_cast<std::uint64_t>(header.type), 1);
  }
  if (type == 0) {  // little endian, unlike everything else
    for (unsigned shift = 0; shift < 32; shift += 8) put(header.stream_id >> shift & 0xFFU, 1);
  }
  if (field >= extended_mark) put(field, 4);
}

/// 5.3.1.1
void ChunkWriter::put_basic_header(unsigned type, std::uint32_t chunk_stream_id) {
  const unsigned first = type << 6U;
  if (chunk_stream_id < first_wide_chunk_stream) return put(first | chunk_stream_id, 1);
  const std::uint32_t rest = chunk_stream_id - first_wide_chunk_stream;
  if (rest < 256) {
    put(first, 1);
    return put(rest, 1);
  }
  put(first | 1U, 1);
  put(rest & 0xFFU, 1);
  put(rest >> 8U, 1);
}

void ChunkWriter::put(std::uint64_t number, unsigned size) {
  while (size-- > 0) bytes_.push_back(static_cast<std::byte>(number >> (8 * size) & 0xFFU));
}

}  // namespace media::rtmp
