#include "media/rtmp/command.hpp"

#include <algorithm>

#include "media/amf0/reader.hpp"

namespace media::rtmp {

namespace {

constexpr std::size_t max_arguments = 16;

}  // namespace

const amf0::Value* Command::information() const {
  const auto is_object = [](const amf0::Value& value) {
    return value.kind == amf0::Kind::object || value.kind == amf0::Kind::ecma_array ||
           value.kind == amf0::Kind::typed_object;
  };
  const auto has_code = [&](const amf0::Value& value) {
    return is_object(value) && value.find("code") != nullptr;
  };
  const auto found = std::find_if(arguments.begin(), arguments.end(), has_code);
  return found == arguments.end() ? nullptr : &*found;
}

std::string_view Command::text(std::string_view key) const {
  const amf0::Value* from = information();
  return from == nullptr ? std::string_view() : from->string_of(key).value_or("");
}

std::optional<Command> read_command(std::span<const std::byte> payload, bool is_amf3) {
  if (is_amf3 && !payload.empty()) payload = payload.subspan(1);
  amf0::Reader reader(payload);
  auto name = reader.next();
  if (!name || name->kind != amf0::Kind::string) return std::nullopt;
  Command command;
  command.name = std::move(name->text);
  // Servers sometimes omit it in their own messages.
  auto number = reader.next();
  if (number && number->kind == amf0::Kind::number) {
    command.transaction_id = number->number;
  } else if (number) {
    command.arguments.push_back(*std::move(number));
  }
  while (command.arguments.size() < max_arguments) {
    auto value = reader.next();
    if (!value) break;
    command.arguments.push_back(*std::move(value));
  }
  return command;
}

}  // namespace media::rtmp
