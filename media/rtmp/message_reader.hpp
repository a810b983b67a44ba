// Assembles messages from chunks: media is passed to its tracks as it arrives, everything else is
// delivered complete.
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

/// Receives everything that is not media, in the order of the bytes.
class MessageListener {
 public:
  virtual ~MessageListener() = default;
  virtual void on_command(const Command& command) = 0;
  virtual void on_user_control(const UserControl& control) = 0;

  /// The peer wants an acknowledgement for every `bytes` received (5.4.4).
  virtual void on_window(std::uint32_t bytes) = 0;

  /// The peer has set our window and expects to be told its size (5.4.5).
  virtual void on_peer_bandwidth(std::uint32_t bytes) = 0;
};

/// Takes the bytes after the handshake as they arrive, split anywhere. Of a media message it keeps
/// what flv::Tracks asks for; commands may have up to max_command_size.
class MessageReader final : private ChunkListener {
 public:
  static constexpr std::size_t max_command_size = std::size_t{64} * 1024;

  /// The listeners outlive the reader.
  MessageReader(flv::PayloadDepth depth, flv::Listener& media, MessageListener& listener)
      : tracks_(depth), media_(media), listener_(listener) {}

  /// After an error nothing more can be read.
  std::optional<Error> push(std::span<const std::byte> bytes);

  [[nodiscard]] std::uint64_t offset() const { return chunks_.offset(); }
  [[nodiscard]] bool is_between_messages() const { return chunks_.is_between_messages(); }

  [[nodiscard]] const flv::Tracks& tracks() const { return tracks_; }

  /// Whether a media message has started, even one without a frame.
  [[nodiscard]] bool has_media() const { return has_media_; }

 private:
  enum class Use : std::uint8_t { nothing = 1, body, aggregate, whole };

  /// The message that a chunk stream is carrying.
  struct Assembly {
    Use use = Use::nothing;
    std::size_t skip = 0;  // bytes before the body
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
  std::vector<Assembly> assemblies_;  // indexed by the place of the chunk stream
  bool has_media_ = false;
  std::optional<Error> error_;
};

}  // namespace media::rtmp
