// The message onMetaData of FLV script data and RTMP.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/amf0/value.hpp"

namespace media::amf0 {

/// The properties of "onMetaData" (a leading "@setDataFrame" is passed over), numbers, booleans and
/// strings only: ask with number_of("framerate") and its like. Nothing for any other message and
/// for bytes that are no AMF 0 within the limits of Reader.
std::optional<Value> read_metadata(std::span<const std::byte> message);

}  // namespace media::amf0
