// The rules of the analyzer. What cannot be fetched is critical and reported at once; other
// violations have to show in two updates, or are transitions (verdicts.hpp).
#pragma once

#include <vex/vex.hpp>

namespace analyzers::hls::rule {

inline constexpr vex::Rule multivariant_unavailable{"hls_multivariant_unavailable",
                                                    vex::Severity::critical,
                                                    "The multivariant playlist cannot be fetched.",
                                                    "",
                                                    {nullptr, "0s", "30s"},
                                                    "RFC 8216 4.3.4"};
inline constexpr vex::Rule playlist_unavailable{
    "hls_playlist_unavailable",
    vex::Severity::critical,
    "A media playlist, or one that was never seen, cannot be fetched.",
    "",
    {nullptr, "0s", "30s"},
    "RFC 8216 6.2.1"};
inline constexpr vex::Rule playlist_invalid{
    "hls_playlist_invalid",
    vex::Severity::warning,
    "A playlist violates the syntax or the rules of its tags.",
    "",
    {nullptr, "0s", "30s"},
    "RFC 8216 4, 7"};
inline constexpr vex::Rule playlist_stale{
    "hls_playlist_stale",
    vex::Severity::warning,
    "No new version of a live playlist came within this many target durations.",
    "ratio",
    {"1.5", "0s", "30s"},
    "RFC 8216 6.2.1"};
inline constexpr vex::Rule playlist_too_early{
    "hls_playlist_too_early",
    vex::Severity::warning,
    "Versions of a playlist follow each other within less than this share of the target duration.",
    "ratio",
    {"0.5", "0s", "30s"},
    "RFC 8216 6.2.1"};
inline constexpr vex::Rule sequence_regressed{
    "hls_sequence_regressed", vex::Severity::warning, "The media sequence number went back.", "",
    {nullptr, "0s", "30s"},   "RFC 8216 6.2.2"};
inline constexpr vex::Rule sequence_skipped{
    "hls_sequence_skipped",
    vex::Severity::warning,
    "The media sequence number advanced by more than the number of removed segments.",
    "",
    {nullptr, "0s", "30s"},
    "RFC 8216 6.2.2"};
inline constexpr vex::Rule window_shrunk{"hls_window_shrunk",
                                         vex::Severity::warning,
                                         "Segments were removed from the end of a playlist.",
                                         "",
                                         {nullptr, "0s", "30s"},
                                         "RFC 8216 6.2.1"};
inline constexpr vex::Rule segment_identity{
    "hls_segment_identity",
    vex::Severity::warning,
    "A media sequence number now stands for a different segment.",
    "",
    {nullptr, "0s", "30s"},
    "RFC 8216 6.2.1"};
inline constexpr vex::Rule discontinuity_sequence{
    "hls_discontinuity_sequence",
    vex::Severity::warning,
    "The discontinuity sequence number of a segment has changed, or went back.",
    "",
    {nullptr, "0s", "30s"},
    "RFC 8216 6.2.2"};
inline constexpr vex::Rule target_duration_exceeded{"hls_target_duration_exceeded",
                                                    vex::Severity::warning,
                                                    "A segment is longer than the target duration.",
                                                    "seconds",
                                                    {nullptr, "0s", "30s"},
                                                    "RFC 8216 4.3.3.1"};
inline constexpr vex::Rule target_duration_changed{"hls_target_duration_changed",
                                                   vex::Severity::warning,
                                                   "The target duration has changed.",
                                                   "seconds",
                                                   {nullptr, "0s", "30s"},
                                                   "RFC 8216 6.2.1"};
inline constexpr vex::Rule window_short{
    "hls_window_short",
    vex::Severity::warning,
    "A sliding playlist holds less than this many target durations.",
    "ratio",
    {"3", "0s", "30s"},
    "RFC 8216 6.2.2"};
inline constexpr vex::Rule segment_missing{"hls_segment_missing",
                                           vex::Severity::critical,
                                           "A segment that a playlist lists cannot be fetched.",
                                           "",
                                           {nullptr, "0s", "30s"},
                                           "RFC 8216 6.2.2"};
inline constexpr vex::Rule segment_slow{"hls_segment_slow",
                                        vex::Severity::warning,
                                        "Segments take this many times their duration to fetch.",
                                        "ratio",
                                        {"1", "0s", "30s"},
                                        ""};
inline constexpr vex::Rule segment_duration{
    "hls_segment_duration",
    vex::Severity::warning,
    "EXTINF differs this much from the media, or the media jumps without a discontinuity.",
    "seconds",
    {"250ms", "0s", "30s"},
    "RFC 8216 3, 4.3.2.1"};
inline constexpr vex::Rule segment_start{
    "hls_segment_start",
    vex::Severity::warning,
    "A segment begins without tables or map, or without a promised keyframe.",
    "",
    {nullptr, "0s", "30s"},
    "RFC 8216 3, 4.3.5.1"};
inline constexpr vex::Rule variants_misaligned{
    "hls_variants_misaligned",
    vex::Severity::warning,
    "Variants differ in target duration, discontinuity sequence or timestamps.",
    "",
    {nullptr, "0s", "30s"},
    "RFC 8216 6.2.4"};
inline constexpr vex::Rule variant_lagging{
    "hls_variant_lagging",
    vex::Severity::warning,
    "The live edge of a variant is this many target durations behind another's.",
    "ratio",
    {"2", "0s", "30s"},
    "RFC 8216 6.2.4"};
inline constexpr vex::Rule bandwidth_exceeded{
    "hls_bandwidth_exceeded",
    vex::Severity::warning,
    "The media takes this many times BANDWIDTH or AVERAGE-BANDWIDTH.",
    "ratio",
    {"1.1", "0s", "30s"},
    "RFC 8216 4.1, 4.3.4.2"};
inline constexpr vex::Rule codecs_mismatch{
    "hls_codecs_mismatch",
    vex::Severity::warning,
    "CODECS, RESOLUTION or FRAME-RATE does not match the media.",
    "",
    {nullptr, "0s", "30s"},
    "RFC 8216 4.3.4.2"};
inline constexpr vex::Rule program_date_time{
    "hls_program_date_time",
    vex::Severity::warning,
    "Dates are gone, in the future, or differ this much from the durations.",
    "seconds",
    {"1s", "0s", "30s"},
    "RFC 8216 4.3.2.6"};
inline constexpr vex::Rule rendition_missing{
    "hls_rendition_missing",
    vex::Severity::critical,
    "A group of renditions does not exist, or the playlist of one cannot be fetched.",
    "",
    {nullptr, "0s", "30s"},
    "RFC 8216 4.3.4.1"};
inline constexpr vex::Rule key_unavailable{"hls_key_unavailable",
                                           vex::Severity::critical,
                                           "A key cannot be fetched, or has the wrong length.",
                                           "",
                                           {nullptr, "0s", "30s"},
                                           "RFC 8216 4.3.2.4"};
inline constexpr vex::Rule end_list_on_live{"hls_endlist_on_live",           vex::Severity::warning,
                                            "A sliding playlist has ended.", "",
                                            {nullptr, "0s", "30s"},          "RFC 8216 6.2.2"};
inline constexpr vex::Rule part_duration{
    "hls_part_duration",
    vex::Severity::warning,
    "A part is longer than the part target, or shorter than this share of it.",
    "ratio",
    {"0.85", "0s", "30s"},
    "rfc8216bis 4.4.4.9"};
inline constexpr vex::Rule hold_back{
    "hls_hold_back", vex::Severity::warning, "HOLD-BACK or PART-HOLD-BACK is too short.",
    "seconds",       {nullptr, "0s", "30s"}, "rfc8216bis 4.4.3.8"};
inline constexpr vex::Rule blocking_reload{
    "hls_blocking_reload",
    vex::Severity::warning,
    "Blocking reloads are refused, or answered without the requested media.",
    "",
    {nullptr, "0s", "30s"},
    "rfc8216bis 6.2.5.2"};
inline constexpr vex::Rule preload_hint{
    "hls_preload_hint",
    vex::Severity::warning,
    "A preload hint is not kept, or a rendition report is out of date.",
    "",
    {nullptr, "0s", "30s"},
    "rfc8216bis 4.4.5.3, 4.4.5.4"};
inline constexpr vex::Rule cached_too_long{
    "hls_cached_too_long",
    vex::Severity::warning,
    "A playlist spent this many target durations in a cache, or edges differ by as much.",
    "ratio",
    {"0.5", "0s", "30s"},
    "RFC 8216 6.2.1"};

inline constexpr auto table = vex::rules(
    multivariant_unavailable, playlist_unavailable, playlist_invalid, playlist_stale,
    playlist_too_early, sequence_regressed, sequence_skipped, window_shrunk, segment_identity,
    discontinuity_sequence, target_duration_exceeded, target_duration_changed, window_short,
    segment_missing, segment_slow, segment_duration, segment_start, variants_misaligned,
    variant_lagging, bandwidth_exceeded, codecs_mismatch, program_date_time, rendition_missing,
    key_unavailable, end_list_on_live, part_duration, hold_back, blocking_reload, preload_hint,
    cached_too_long);

}  // namespace analyzers::hls::rule
