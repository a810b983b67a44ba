// AMF 0: what is read can be written and read again.
#include <vector>

#include "fuzz/fuzz.hpp"
#include "media/amf0/metadata.hpp"
#include "media/amf0/reader.hpp"
#include "media/amf0/writer.hpp"

namespace {

namespace amf0 = media::amf0;

std::vector<std::byte> written(const amf0::Value& value) {
  return amf0::Writer().value(value).bytes();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::bytes_of(data, size);
  amf0::Reader reader(bytes);
  while (const auto value = reader.next()) {
    const auto once = written(*value);
    const auto again = amf0::Reader(once).next();
    fuzz::require(again.has_value());
    fuzz::require(written(*again) == once);
  }
  fuzz::require(!reader.ok() || reader.at_end());
  if (const auto metadata = amf0::read_metadata(bytes)) {
    for (const auto& property : metadata->properties) {
      fuzz::require(property.value.properties.empty() && property.value.elements.empty());
    }
  }
  return 0;
}
