#include "media/rtmp/message_reader.hpp"

#include <algorithm>

#include "media/bits/byte_reader.hpp"

namespace media::rtmp {

namespace {

// Control messages are short; the longest is Set Buffer Length.
constexpr std::size_t max_control_size = 64;

}  // namespace

std::optional<Error> MessageReader::push(std::span<const std::byte> bytes) {
  if (error_) return error_;
  if (const auto error = chunks_.push(bytes, *this); error && !error_) error_ = error;
  return error_;
}

void MessageReader::on_piece(const Piece& piece) {
  if (error_) return;
  if (piece.place >= assemblies_.size()) assemblies_.resize(piece.place + 1);
  Assembly& assembly = assemblies_[piece.place];
  if (piece.is_first()) begin(piece, assembly);
  switch (assembly.use) {
    case Use::nothing:
      return;
    case Use::body:
      return push_body(piece, assembly);
    case Use::aggregate:
      return assembly.aggregate->push(piece.bytes, tracks_, media_);
    case Use::whole:
      break;
  }
  if (piece.is_first() && piece.is_last()) return take_whole(piece.header.type, piece.bytes);
  assembly.whole.insert(assembly.whole.end(), piece.bytes.begin(), piece.bytes.end());
  if (!piece.is_last()) return;
  take_whole(piece.header.type, assembly.whole);
  std::vector<std::byte>().swap(assembly.whole);  // commands are rare
}

void MessageReader::begin(const Piece& piece, Assembly& assembly) {
  const MessageHeader& header = piece.header;
  assembly.use = Use::nothing;
  switch (header.type) {
    case MessageType::audio:
      return begin_body(flv::BodyType::audio, header, 0, assembly);
    case MessageType::video:
      return begin_body(flv::BodyType::video, header, 0, assembly);
    case MessageType::data_amf0:
      return begin_body(flv::BodyType::script, header, 0, assembly);
    case MessageType::data_amf3:  // a byte, then AMF 0
      return begin_body(flv::BodyType::script, header, 1, assembly);
    case MessageType::aggregate:
      has_media_ = true;
      if (!assembly.aggregate) assembly.aggregate = std::make_unique<AggregateReader>();
      assembly.aggregate->begin(header.timestamp_ms);
      assembly.use = Use::aggregate;
      return;
    case MessageType::command_amf0:
    case MessageType::command_amf3:
      return begin_whole(piece, max_command_size, assembly);
    case MessageType::user_control:
    case MessageType::window_acknowledgement_size:
    case MessageType::set_peer_bandwidth:
      return begin_whole(piece, max_control_size, assembly);
    default:
      return;
  }
}

void MessageReader::begin_body(flv::BodyType type, const MessageHeader& header, std::size_t skip,
                               Assembly& assembly) {
  if (header.size < skip) return;
  if (type != flv::BodyType::script) has_media_ = true;
  if (!assembly.body) assembly.body = std::make_unique<flv::BodyReader>();
  assembly.body->begin(type, header.timestamp_ms, header.size - skip);
  assembly.skip = skip;
  assembly.use = Use::body;
}

void MessageReader::begin_whole(const Piece& piece, std::size_t limit, Assembly& assembly) {
  if (piece.header.size > limit) {
    error_ =
        Error{"a command or control message of " + std::to_string(piece.header.size) + " bytes",
              chunks_.offset() - piece.bytes.size(), true};
    return;
  }
  assembly.whole.clear();
  assembly.use = Use::whole;
}

void MessageReader::push_body(const Piece& piece, Assembly& assembly) {
  auto bytes = piece.bytes;
  const std::size_t skipped = std::min(assembly.skip, bytes.size());
  assembly.skip -= skipped;
  bytes = bytes.subspan(skipped);
  if (!bytes.empty() || piece.is_last()) assembly.body->push(bytes, tracks_, media_);
}

void MessageReader::take_whole(MessageType type, std::span<const std::byte> payload) {
  switch (type) {
    case MessageType::user_control:
      if (const auto control = read_user_control(payload)) listener_.on_user_control(*control);
      return;
    case MessageType::window_acknowledgement_size:
    case MessageType::set_peer_bandwidth: {
      bits::ByteReader reader(payload);
      const std::uint32_t bytes = reader.u32();
      if (!reader.ok()) return;
      if (type == MessageType::set_peer_bandwidth) return listener_.on_peer_bandwidth(bytes);
      return listener_.on_window(bytes);
    }
    default:
      if (const auto command = read_command(payload, type == MessageType::command_amf3)) {
        listener_.on_command(*command);
      }
  }
}

}  // namespace media::rtmp
