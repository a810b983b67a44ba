#include "plugins/analyzers/hls/bandwidth.hpp"

#include <algorithm>

namespace analyzers::hls {

namespace {

/// A mean of fewer says little.
constexpr std::size_t least_for_mean = 10;

double bits(std::uint64_t bytes) { return 8.0 * static_cast<double>(bytes); }

}  // namespace

double peak_bitrate(std::span<const SegmentSize> segments, vex::Nanos target) {
  double peak = 0;
  for (std::size_t first = 0; first < segments.size(); ++first) {
    std::uint64_t bytes = 0;
    vex::Nanos duration{};
    for (std::size_t i = first; i < segments.size(); ++i) {
      bytes += segments[i].bytes;
      duration += segments[i].duration;
      if (duration > target + target / 2) break;
      if (duration >= target / 2 && duration.count() > 0) {
        peak = std::max(peak, bits(bytes) / vex::seconds(duration));
      }
    }
  }
  return peak;
}

double mean_bitrate(std::span<const SegmentSize> segments) {
  std::uint64_t bytes = 0;
  vex::Nanos duration{};
  for (const SegmentSize& segment : segments) {
    bytes += segment.bytes;
    duration += segment.duration;
  }
  return duration.count() > 0 ? bits(bytes) / vex::seconds(duration) : 0;
}

Rates rates_of(std::span<const SegmentSize> segments, vex::Nanos target) {
  return {peak_bitrate(segments, target),
          segments.size() >= least_for_mean ? mean_bitrate(segments) : 0};
}

Judgement bandwidth_exceeded(std::span<const SegmentSize> segments, vex::Nanos target,
                             const media::m3u8::Variant& variant, const Rates& sound, double most) {
  const auto verdict = [&](const char* message, const char* attribute, double rate,
                           std::uint64_t promised, double of_sound) {
    std::vector<Fact> facts{
        {attribute, std::to_string(promised) + " bit/s"},
        {"measured", std::to_string(static_cast<std::uint64_t>(rate)) + " bit/s"},
        {"segments", std::to_string(segments.size())}};
    if (of_sound > 0) {
      facts.push_back(
          {"sound in it", std::to_string(static_cast<std::uint64_t>(of_sound)) + " bit/s"});
    }
    return broken(message, rate / static_cast<double>(promised), most, std::move(facts));
  };
  const Rates own = rates_of(segments, target);
  const double peak = own.peak > 0 ? own.peak + sound.peak : 0;
  if (variant.bandwidth != 0 && peak > most * static_cast<double>(variant.bandwidth)) {
    return verdict("the peak bit rate is over BANDWIDTH", "BANDWIDTH", peak, variant.bandwidth,
                   sound.peak);
  }
  const double mean = own.mean > 0 ? own.mean + sound.mean : 0;
  if (variant.average_bandwidth != 0 &&
      mean > most * static_cast<double>(variant.average_bandwidth)) {
    return verdict("the mean bit rate is over AVERAGE-BANDWIDTH", "AVERAGE-BANDWIDTH", mean,
                   variant.average_bandwidth, sound.mean);
  }
  return fine();
}

}  // namespace analyzers::hls
