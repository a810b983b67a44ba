#include "media/amf0/value.hpp"

namespace media::amf0 {
namespace {

const Value* find_kind(const Value& in, std::string_view key, Kind kind) {
  const Value* found = in.find(key);
  return found != nullptr && found->kind == kind ? found : nullptr;
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  for (const Property& property : properties) {
    if (property.key == key) return &property.value;
  }
  return nullptr;
}

std::optional<double> Value::number_of(std::string_view key) const {
  const Value* found = find_kind(*this, key, Kind::number);
  return found != nullptr ? std::optional(found->number) : std::nullopt;
}

std::optional<bool> Value::boolean_of(std::string_view key) const {
  const Value* found = find_kind(*this, key, Kind::boolean);
  return found != nullptr ? std::optional(found->boolean) : std::nullopt;
}

std::optional<std::string_view> Value::string_of(std::string_view key) const {
  const Value* found = find_kind(*this, key, Kind::string);
  return found != nullptr ? std::optional<std::string_view>(found->text) : std::nullopt;
}

}  // namespace media::amf0
