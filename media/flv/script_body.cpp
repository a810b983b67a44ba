#include "media/flv/script_body.hpp"

#include <string_view>

#include "media/amf0/metadata.hpp"

namespace media::flv {

namespace {

constexpr double largest_side = 65'535;  // pixels
constexpr double largest_framerate = 1'000;

/// A number within its limit, else 0: the source may write anything.
double plausible(std::optional<double> number, double limit) {
  return number && *number > 0 && *number <= limit ? *number : 0;
}

/// What the message says explicitly, else whether it names a codec.
std::optional<bool> declared(const amf0::Value& properties, std::string_view flag,
                             std::string_view codec) {
  if (const auto said = properties.boolean_of(flag)) return said;
  if (properties.find(codec) != nullptr) return true;
  return std::nullopt;
}

}  // namespace

std::optional<Metadata> read_metadata(std::span<const std::byte> body) {
  const auto properties = amf0::read_metadata(body);
  if (!properties) return std::nullopt;
  Metadata metadata;
  const double width = plausible(properties->number_of("width"), largest_side);
  const double height = plausible(properties->number_of("height"), largest_side);
  if (width >= 1 && height >= 1) {  // a size needs both
    metadata.width = static_cast<std::uint32_t>(width);
    metadata.height = static_cast<std::uint32_t>(height);
  }
  metadata.framerate = plausible(properties->number_of("framerate"), largest_framerate);
  if (metadata.framerate <= 0) {
    metadata.framerate = plausible(properties->number_of("fps"), largest_framerate);
  }
  metadata.has_video = declared(*properties, "hasVideo", "videocodecid");
  metadata.has_audio = declared(*properties, "hasAudio", "audiocodecid");
  return metadata;
}

}  // namespace media::flv
