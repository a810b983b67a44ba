#include "plugins/analyzers/hls/bandwidth.hpp"

#include <algorithm>
#include <string>

namespace analyzers::hls {

namespace {

constexpr vex::Nanos remembered = std::chrono::hours(1);

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

void MeanRate::add(const SegmentSize& segment) {
  sum_.bytes += segment.bytes;
  sum_.duration += segment.duration;
  if (sum_.duration < remembered) return;
  sum_.bytes /= 2;
  sum_.duration /= 2;
}

double MeanRate::over(vex::Nanos least) const {
  const bool is_enough = sum_.duration.count() > 0 && sum_.duration >= least;
  return is_enough ? bits(sum_.bytes) / vex::seconds(sum_.duration) : 0;
}

Judgement bandwidth_exceeded(const Rates& own, const Rates& sound,
                             const media::m3u8::Variant& variant, double most) {
  const auto verdict = [&](const char* message, const char* attribute, double rate,
                           std::uint64_t promised, double of_sound) {
    std::vector<Fact> facts{
        {attribute, std::to_string(promised) + " bit/s"},
        {"measured", std::to_string(static_cast<std::uint64_t>(rate)) + " bit/s"}};
    if (of_sound > 0) {
      facts.push_back(
          {"sound in it", std::to_string(static_cast<std::uint64_t>(of_sound)) + " bit/s"});
    }
    return broken(message, rate / static_cast<double>(promised), most, std::move(facts));
  };
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
