// Sample descriptions (ISO/IEC 14496-12 8.5.2, 12.1.3, 12.2.3; ISO/IEC 14496-15): the codec of a
// track.
#pragma once

#include <cstddef>
#include <span>

#include "media/mp4/box.hpp"
#include "media/mp4/events.hpp"

namespace media::mp4 {

/// Fills in what the first entry of a sample description box says about the codec; for an encrypted
/// one, about the original format (ISO/IEC 23001-7). An entry that is not understood leaves the
/// track unchanged.
void read_sample_description(std::span<const std::byte> stsd, Track& track);

/// Reads the fields and boxes of an audio entry, for read_sample_description().
void read_audio_entry(FourCc format, std::span<const std::byte> entry, Track& track);

inline constexpr std::size_t visual_entry_bytes = 78;
inline constexpr std::size_t audio_entry_bytes = 28;

}  // namespace media::mp4
