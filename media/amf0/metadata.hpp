// The message onMetaData of FLV script data and RTMP.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/amf0/value.hpp"

namespace media::amf0 {

/// The properties of "onMetaData", after a leading "@setDataFrame" if there is one: numbers,
/// booleans and strings only, to be read with number_of("framerate") and similar. Nothing for any
/// other message and for bytes that are not AMF 0 within the limits of Reader.
std::optional<Value> read_metadata(std::span<const std::byte> message);

}  // namespace media::amf0
