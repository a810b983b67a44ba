#include "plugins/analyzers/hls/codecs.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "media/uri/reference.hpp"

namespace analyzers::hls {

namespace {

using media::m3u8::Variant;

std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Maps the several names of a codec to one (RFC 6381 3.3, mp4ra.org): the object types of MPEG-2,
/// MPEG-1 and Dolby audio are equivalent to their later names.
std::string_view one_name(std::string_view codec) {
  struct Names {
    std::string_view name;
    std::string_view same;
  };
  constexpr std::array same_names{Names{"mp4a.69", "mp4a.40.34"}, Names{"mp4a.6B", "mp4a.40.34"},
                                  Names{"mp4a.6b", "mp4a.40.34"}, Names{"mp3", "mp4a.40.34"},
                                  Names{"mp4a.67", "mp4a.40.2"},  Names{"mp4a.66", "mp4a.40.1"},
                                  Names{"mp4a.a5", "ac-3"},       Names{"mp4a.A5", "ac-3"},
                                  Names{"mp4a.a6", "ec-3"},       Names{"mp4a.A6", "ec-3"}};
  for (const Names& names : same_names) {
    if (codec == names.name) return names.same;
  }
  return codec;
}

/// "40.2": the object type, and the kind of AAC.
bool is_mpeg4_audio_within(std::string_view real, std::string_view declared) {
  const std::string_view object_type = take_until(real, '.');
  if (object_type.empty() || declared.empty()) return true;
  if (object_type != take_until(declared, '.')) return false;
  const bool is_hidden = real == "5" && declared == "29";
  return real.empty() || declared.empty() || real == declared || is_hidden;
}

/// The family of a format: where the parameter sets are does not make it another codec.
std::string_view family_of(std::string_view format) {
  if (format == "avc3") return "avc1";
  if (format == "hev1" || format == "dvh1" || format == "dvhe") return "hvc1";
  if (format == "Opus") return "opus";
  return format;
}

std::optional<unsigned> hexadecimal(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "L93"
std::optional<unsigned> level_of(std::string_view tier_and_level) {
  if (tier_and_level.empty()) return std::nullopt;
  tier_and_level.remove_prefix(1);
  unsigned level = 0;
  const char* const end = tier_and_level.data() + tier_and_level.size();
  const auto [at, error] = std::from_chars(tier_and_level.data(), end, level);
  return error == std::errc{} && at == end ? std::optional(level) : std::nullopt;
}

/// "64001F": profile, constraints, level.
bool is_avc_within(std::string_view real, std::string_view declared) {
  if (real.size() != 6 || declared.size() != 6) return true;
  const auto number = [](std::string_view text, std::size_t at) {
    return hexadecimal(text.substr(at, 2));
  };
  const auto profile = number(real, 0);
  const auto declared_profile = number(declared, 0);
  const auto level = number(real, 4);
  const auto declared_level = number(declared, 4);
  if (!profile || !declared_profile || !level || !declared_level) return true;
  return *profile == *declared_profile && *level <= *declared_level;
}

/// "1.6.L93.B0": profile, compatibility, tier and level, constraints.
bool is_hevc_within(std::string_view real, std::string_view declared) {
  const std::string_view profile = take_until(real, '.');
  const std::string_view declared_profile = take_until(declared, '.');
  if (profile.empty() || declared_profile.empty()) return true;
  if (profile != declared_profile) return false;
  take_until(real, '.');
  take_until(declared, '.');
  const auto level = level_of(take_until(real, '.'));
  const auto declared_level = level_of(take_until(declared, '.'));
  return !level || !declared_level || *level <= *declared_level;
}

bool is_within(std::string_view codec, std::string_view declared) {
  codec = one_name(codec);
  declared = one_name(declared);
  const std::string_view family = family_of(take_until(codec, '.'));
  const std::string_view declared_format = take_until(declared, '.');
  if (family != family_of(declared_format)) return false;
  if (family == "avc1") return is_avc_within(codec, declared);
  if (family == "mp4a") return is_mpeg4_audio_within(codec, declared);
  if (family == "hvc1" && declared_format != "dvh1") return is_hevc_within(codec, declared);
  return true;
}

bool is_size_as_said(const Variant& variant, const vex::Segment& segment) {
  constexpr std::int64_t tolerance = 8;  // for pictures in whole macroblocks
  const auto differs = [](std::uint32_t one, std::uint32_t other) {
    return std::abs(std::int64_t{one} - std::int64_t{other}) > tolerance;
  };
  if (differs(variant.height, segment.height)) return false;
  if (!differs(variant.width, segment.width)) return true;
  // With non-square pixels, what is shown is wider than what is coded.
  const double stretch = static_cast<double>(variant.width) / static_cast<double>(segment.width);
  return stretch > 1.05 && stretch < 1.6;
}

std::string size_text(std::uint32_t width, std::uint32_t height) {
  return std::to_string(width) + "x" + std::to_string(height);
}

/// A variant without CODECS promises nothing.
bool are_declared(std::string_view media, std::string_view codecs) {
  while (!media.empty() && !codecs.empty()) {
    const std::string_view codec = trimmed(take_until(media, ','));
    if (!codec.empty() && !is_declared(codec, codecs)) return false;
  }
  return true;
}

Judgement undeclared(const Variant& variant, const vex::Segment& segment) {
  return broken("CODECS does not name what the media is", vex::absent, vex::absent,
                {{"variant", media::uri::without_secrets(variant.uri)},
                 {"CODECS", variant.codecs},
                 {"media", std::string(segment.codecs)}});
}

}  // namespace

bool is_declared(std::string_view codec, std::string_view codecs) {
  while (!codecs.empty()) {
    if (is_within(trimmed(codec), trimmed(take_until(codecs, ',')))) return true;
  }
  return false;
}

Judgement codecs_mismatch(const Variant& variant, const vex::Segment& segment) {
  if (!are_declared(segment.codecs, variant.codecs)) return undeclared(variant, segment);
  const bool has_sizes = variant.width != 0 && segment.width != 0 && segment.height != 0;
  if (has_sizes && !is_size_as_said(variant, segment)) {
    return broken("RESOLUTION is not the size of the picture", segment.height, variant.height,
                  {{"RESOLUTION", size_text(variant.width, variant.height)},
                   {"media", size_text(segment.width, segment.height)}});
  }
  constexpr double tolerance = 1.1;  // short segments give imprecise frame rates
  if (variant.framerate > 0 && segment.framerate > variant.framerate * tolerance) {
    return broken("the media has more frames than FRAME-RATE says", segment.framerate,
                  variant.framerate);
  }
  return fine();
}

Judgement codecs_mismatch(const media::m3u8::MultivariantPlaylist& list,
                          const media::m3u8::Rendition& sound, const vex::Segment& segment) {
  for (const Variant& variant : list.variants) {
    const bool goes_with_it = !variant.audio.empty() && variant.audio == sound.group_id;
    if (goes_with_it && !are_declared(segment.codecs, variant.codecs)) {
      return undeclared(variant, segment);
    }
  }
  return fine();
}

}  // namespace analyzers::hls
