// Which reader knows what about which codec.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"
#include "media/flv/codec.hpp"

namespace media::flv {

/// What the sequence header of that codec tells; nothing where it is broken or not understood.
std::optional<VideoFacts> read_video_configuration(Codec codec, std::span<const std::byte> record);
std::optional<AudioFacts> read_audio_configuration(Codec codec, std::span<const std::byte> record);

/// What a keyframe itself tells, from its first 64 bytes: VP8 and VP9 have their size nowhere else,
/// and AV1 may.
std::optional<VideoFacts> read_keyframe(Codec codec, std::span<const std::byte> payload);

/// Bytes of the length before each NAL unit, by the sequence header; 4 where that does not say.
std::size_t nal_length_size(Codec codec, std::span<const std::byte> record);

/// True for a NAL unit that alone makes no picture: filler data, an end of sequence or of stream.
bool is_nal_unit_without_picture(Codec codec, std::span<const std::byte> unit);

}  // namespace media::flv
