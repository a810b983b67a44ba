#include "plugins/hls/codec_string.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace hls {
namespace {

struct AvcProfile {
  std::string_view name;
  unsigned profile_idc;
  unsigned constraint_flags;
};

/// With the names that profile_name() of media/avc returns.
constexpr std::array avc_profiles{AvcProfile{"Constrained Baseline", 66, 0x40},
                                  AvcProfile{"Baseline", 66, 0},
                                  AvcProfile{"Main", 77, 0},
                                  AvcProfile{"Extended", 88, 0},
                                  AvcProfile{"High", 100, 0},
                                  AvcProfile{"High 10", 110, 0},
                                  AvcProfile{"High 10 Intra", 110, 0x10},
                                  AvcProfile{"High 4:2:2", 122, 0},
                                  AvcProfile{"High 4:2:2 Intra", 122, 0x10},
                                  AvcProfile{"High 4:4:4 Predictive", 244, 0},
                                  AvcProfile{"High 4:4:4 Intra", 244, 0x10}};

/// "4.1" gives 41. "1b" has two codings (ISO/IEC 14496-10 A.3.1) and gives nothing.
std::optional<unsigned> level_in_tenths(std::string_view level) {
  if (level.size() != 3 || level[1] != '.') return std::nullopt;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!digit(level[0]) || !digit(level[2])) return std::nullopt;
  return static_cast<unsigned>(level[0] - '0') * 10 + static_cast<unsigned>(level[2] - '0');
}

}  // namespace

std::string avc_codec_string(const media::VideoFacts& video) {
  const auto profile =
      std::find_if(avc_profiles.begin(), avc_profiles.end(),
                   [&](const AvcProfile& each) { return each.name == video.profile; });
  const auto level = level_in_tenths(video.level);  // as in level_idc
  if (profile == avc_profiles.end() || !level) return "avc1";
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "avc1.%02X%02X%02X", profile->profile_idc,
                profile->constraint_flags, *level);
  return text.data();
}

std::string hevc_codec_string(const media::VideoFacts& video) {
  const bool is_main = video.profile == "Main";
  if (!is_main && video.profile != "Main 10") return "hvc1";
  const auto tenfold = level_in_tenths(video.level);
  std::string text = is_main ? "hvc1.1" : "hvc1.2";
  if (!tenfold) return text;
  // general_level_idc is thirty times the level (ISO/IEC 23008-2 A.4).
  return text + (is_main ? ".6.L" : ".4.L") + std::to_string(*tenfold * 3);
}

std::string aac_codec_string(const media::AudioFacts& audio) {
  if (audio.profile == "HE-AAC") return "mp4a.40.5";
  if (audio.profile == "HE-AACv2") return "mp4a.40.29";
  constexpr std::uint32_t most_that_is_doubled = 24'000;
  const bool is_surely_lc = audio.profile == "LC" && audio.sample_rate > most_that_is_doubled;
  return is_surely_lc ? "mp4a.40.2" : "mp4a.40";
}

}  // namespace hls
