// The type markers of AMF 0 (AMF 0, 2.1).
#pragma once

#include <cstdint>

namespace media::amf0 {

enum class Marker : std::uint8_t {
  number = 0x00,
  boolean = 0x01,
  string = 0x02,
  object = 0x03,
  null = 0x05,
  undefined = 0x06,
  reference = 0x07,
  ecma_array = 0x08,
  object_end = 0x09,
  strict_array = 0x0A,
  date = 0x0B,
  long_string = 0x0C,
  unsupported = 0x0D,
  xml_document = 0x0F,
  typed_object = 0x10,
};

}  // namespace media::amf0
