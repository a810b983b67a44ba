// The metrics of the analyzer.
#pragma once

#include <vex/vex.hpp>

namespace analyzers::hls::metric {

inline constexpr vex::Gauge playlist_age{
    "hls_playlist_age", "seconds",
    "Time since the last change of the live playlist that has been unchanged for longest."};
inline constexpr vex::Counter segments{
    "hls_segments", "", "Segments and parts that were requested, by result.", {"result"}};
inline constexpr vex::Gauge download_ratio{
    "hls_segment_download", "ratio", "Download time of the last segment divided by its duration."};
inline constexpr vex::Gauge media_sequence{"hls_media_sequence", "",
                                           "Media sequence number of the first variant."};
inline constexpr vex::Gauge target_duration{"hls_target_duration", "seconds",
                                            "Target duration of the first variant."};
inline constexpr vex::Gauge variants{"hls_variants", "", "Variants of the multivariant playlist."};
inline constexpr vex::Gauge bitrate_ratio{"hls_variant_bitrate",
                                          "ratio",
                                          "Peak bitrate of a variant divided by its BANDWIDTH.",
                                          {"variant"}};
inline constexpr vex::Gauge coverage{"hls_coverage", "ratio",
                                     "Share of the media of all renditions that was fetched "
                                     "completely in about the last ten minutes."};

inline constexpr auto table = vex::metrics(playlist_age, segments, download_ratio, media_sequence,
                                           target_duration, variants, bitrate_ratio, coverage);

}  // namespace analyzers::hls::metric
