#include "media/amf0/metadata.hpp"

#include "media/amf0/reader.hpp"

namespace media::amf0 {
namespace {

bool is_text(const std::optional<Value>& value, std::string_view text) {
  return value && value->kind == Kind::string && value->text == text;
}

}  // namespace

std::optional<Value> read_metadata(std::span<const std::byte> message) {
  Reader reader(message);
  auto name = reader.next();
  if (is_text(name, "@setDataFrame")) name = reader.next();
  if (!is_text(name, "onMetaData")) return std::nullopt;
  return reader.next_flat();
}

}  // namespace media::amf0
