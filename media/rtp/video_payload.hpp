// Video payload formats that put a header of their own before each fragment of a frame.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::rtp {

/// The fragment of a frame that a packet carries.
struct VideoPiece {
  std::span<const std::byte> bytes{};  // without the header; borrowed
  bool is_keyframe = false;            // as far as this fragment shows it
  std::optional<VideoFacts> facts{};   // if it contains them
};

/// Nothing if the payload ends within its header.
using ReadVideoPayload = std::optional<VideoPiece> (*)(std::span<const std::byte> payload);

/// RFC 2435. Every frame is a keyframe.
[[nodiscard]] std::optional<VideoPiece> read_jpeg_payload(std::span<const std::byte> payload);

/// RFC 7741 4.2.
[[nodiscard]] std::optional<VideoPiece> read_vp8_payload(std::span<const std::byte> payload);

/// RFC 9628 4.2.
[[nodiscard]] std::optional<VideoPiece> read_vp9_payload(std::span<const std::byte> payload);

/// MPEG-4 Visual (RFC 6416 5), which has no header: a keyframe is recognised by its coding type, in
/// the packet in which the picture starts.
[[nodiscard]] std::optional<VideoPiece> read_mpeg4_payload(std::span<const std::byte> payload);

}  // namespace media::rtp
