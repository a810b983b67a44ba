// Selects the reader for each codec.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"
#include "media/flv/codec.hpp"

namespace media::flv {

/// The facts in the sequence header of that codec; nothing if it is invalid or not understood.
std::optional<VideoFacts> read_video_configuration(Codec codec, std::span<const std::byte> record);
std::optional<AudioFacts> read_audio_configuration(Codec codec, std::span<const std::byte> record);

/// The facts in a keyframe itself, from its first 64 bytes: VP8 and VP9 have their size nowhere
/// else, and AV1 may have it there.
std::optional<VideoFacts> read_keyframe(Codec codec, std::span<const std::byte> payload);

/// The number of length bytes before each NAL unit according to the sequence header; 4 if it does
/// not say.
std::size_t nal_length_size(Codec codec, std::span<const std::byte> record);

/// True for a NAL unit without a picture: filler data, end of sequence or end of stream.
bool is_nal_unit_without_picture(Codec codec, std::span<const std::byte> unit);

}  // namespace media::flv
