// What is known of a stream at the end of a check: the figures of the console block.
#pragma once

#include <vex/service/snapshot.h>

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vex/vex.hpp>

namespace sinks::log {

enum Figure : std::size_t {
  response_ms,
  video_packets,
  keyframes,
  bitrate_bps,
  average_bitrate_bps,
  stability_score,  // 2 stable, 1 moderate, 0 unstable
  framerate_hertz,
  gop_frames,
  figure_count
};

/// Texts are borrowed from the snapshot.
struct Check {
  Check() { figures.fill(vex::absent); }

  std::uint64_t number = 0;
  vex::Target target{};
  vex::Known up = vex::Known::unknown;
  vex::Reason reason = vex::Reason::none;
  std::string_view sentence{};
  vex::Known playable = vex::Known::unknown;
  vex::Quality quality = vex::Quality::unknown;
  std::array<double, figure_count> figures{};  // NaN: unknown
  std::string_view video_codec{};
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// "good", "fair", "poor"; empty if unknown.
std::string_view quality_word(const Check& check) noexcept;

/// "stable", "moderate", "unstable"; empty if unknown.
std::string_view stability_word(const Check& check) noexcept;

/// Finds the figures among a stream's series by the names of their metrics: those of the families
/// made for the original exporter if present, otherwise the nearest of our own.
class CheckReader {
 public:
  Check read(const vex_stream_snapshot& stream, std::uint64_t number);

 private:
  struct Source;

  const Source* source_of(const vex_metric& metric);

  std::unordered_map<const vex_metric*, const Source*> sources_;  // by row: names are read once
};

}  // namespace sinks::log
