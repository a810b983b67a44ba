// Puts messages together from chunks: media goes into its tracks while it comes, the rest is given
// whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "media/flv/body_reader.hpp"
#include "media/rtmp/aggregate_reader.hpp"
#include "media/rtmp/chunk_reader.hpp"
#include "media/rtmp/command.hpp"
#include "media/rtmp/user_control.hpp"

namespace media::rtmp {

/// Takes what is no media, in the order of the bytes.
class MessageListener {
 public:
  virtual ~MessageListener() = default;
  virtual void on_command(const Command& command) = 0;
  virtual void on_user_control(const UserControl& control) = 0;

  /// The peer wants an acknowledgement for every so many bytes (5.4.4).
  virtual void on_window(std::uint32_t bytes) = 0;

  /// It has set our window, and expects to be told of it (5.4.5).
  virtual void on_peer_bandwidth(std::uint32_t bytes) = 0;
};

/// Takes bytes as they come behind the handshake, split anywhere. Of a message of media it keeps
/// what flv::Tracks asks for; commands may have up to max_command_size.
class MessageReader final : private ChunkListener {
 public:
  static constexpr std::size_t max_command_size = std::size_t{64} * 1024;

  /// The listeners outlive the reader.
  MessageReader(flv::PayloadDepth depth, flv::Listener& media, MessageListener& listener)
      : tracks_(depth), media_(media), listener_(listener) {}

  /// After an error there is nothing more to read.
  std::optional<Error> push(std::span<const std::byte> bytes);

  [[nodiscard]] std::uint64_t offset() const { return chunks_.offset(); }
  [[nodiscard]] bool is_between_messages() const { return chunks_.is_between_messages(); }

  [[nodiscard]] const flv::Tracks& tracks() const { return tracks_; }

  /// Whether a message of media has begun, be it without a frame.
  [[nodiscard]] bool has_media() const { return has_media_; }

 private:
  enum class Use : std::uint8_t { nothing = 1, body, aggregate, whole };

  /// The message that a chunk stream is carrying.
  struct Assembly {
    Use use = Use::nothing;
    std::size_t skip = 0;  // bytes in front of the body
    std::unique_ptr<flv::BodyReader> body;
    std::unique_ptr<AggregateReader> aggregate;
    std::vector<std::byte> whole;
  };

  void on_piece(const Piece& piece) override;
  void begin(const Piece& piece, Assembly& assembly);
  void begin_body(flv::BodyType type, const MessageHeader& header, std::size_t skip,
                  Assembly& assembly);
  void begin_whole(const Piece& piece, std::size_t limit, Assembly& assembly);
  void push_body(const Piece& piece, Assembly& assembly);
  void take_whole(MessageType type, std::span<const std::byte> payload);

  ChunkReader chunks_;
  flv::Tracks tracks_;
  flv::Listener& media_;
  MessageListener& listener_;
  std::vector<Assembly> assemblies_;  // by the chunk stream's place
  bool has_media_ = false;
  std::optional<Error> error_;
};

}  // namespace media::rtmp
