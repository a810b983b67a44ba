// The keys of a layer, described like the options of plugins.
#pragma once

#include <vex/cpp/table.hpp>

namespace core::config::key {

inline constexpr vex::Choice mode{"mode",
                                  "continuous",
                                  "Stay on the stream, or take a sample at intervals",
                                  {"continuous", "sampled"}};

inline constexpr vex::Range timeout_range{"1ms", "1h"};
inline constexpr vex::Duration timeout{"timeout", "10s", "Of every phase that has none of its own",
                                       timeout_range};
inline constexpr vex::Duration resolve_timeout{"resolve_timeout", "10s",
                                               "To find the addresses of the host", timeout_range};
inline constexpr vex::Duration connect_timeout{"connect_timeout", "10s",
                                               "To connect, all addresses together", timeout_range};
inline constexpr vex::Duration tls_timeout{"tls_timeout", "10s", "For the TLS handshake",
                                           timeout_range};
inline constexpr vex::Duration request_timeout{
    "request_timeout", "10s", "From the request to the head of its response", timeout_range};
inline constexpr vex::Duration first_media_timeout{
    "first_media_timeout", "10s", "From the response to the first media", timeout_range};
inline constexpr vex::Duration idle_timeout{"idle_timeout", "10s",
                                            "Of silence while reading or writing", timeout_range};
inline constexpr vex::Duration liveness_timeout{
    "liveness_timeout",
    "5s",
    "How long the media clock may stand before the stream is down",
    {"100ms", "1h"}};
inline constexpr vex::Duration window{
    "window", "10s", "Media time over which rates are measured", {"1s", "1h"}};

inline constexpr vex::Duration check_interval{
    "check_interval", "30s", "Time between the starts of two samples", {"1s", "24h"}};
inline constexpr vex::Duration sample_duration{
    "sample_duration", "10s", "Media time of a sample", {"100ms", "1h"}};
inline constexpr vex::Integer min_keyframes{
    "min_keyframes", "2", "Keyframes that a sample waits for, at most as long again", {"0", "100"}};
inline constexpr vex::Integer max_retries{
    "max_retries", "3", "Further tries before a check has failed", {"0", "100"}};

inline constexpr vex::Text ca_file{"ca_file", "", "Authorities to trust instead of the system's"};
inline constexpr vex::Text certificate_file{"certificate_file", "", "Certificate to show"};
inline constexpr vex::Text key_file{"key_file", "", "Key of the certificate to show"};
inline constexpr vex::Text server_name{"server_name", "",
                                       "Name to ask for and verify instead of the URL's"};
inline constexpr vex::Flag insecure{"insecure", "false", "Accept any certificate"};

inline constexpr vex::Map headers{"headers", "{}", "Sent with every request"};
inline constexpr vex::Text username{"username", "", "For basic authentication"};
inline constexpr vex::Secret password{"password", "", "For basic authentication"};

inline constexpr vex::Text probe{"probe", "", "Id of the probe; else the URL decides"};
inline constexpr vex::Map labels{"labels", "{}", "Labels of the user's own"};

inline constexpr vex::Choice severity{"severity",
                                      "warning",
                                      "How much a finding of the rule weighs",
                                      {"info", "warning", "critical"}};
inline constexpr vex::Flag enabled{"enabled", "true", "Whether the rule is watched at all"};
inline constexpr vex::Duration hold{
    "for", "0s", "How long it is broken before it fires", {"0", "24h"}};
inline constexpr vex::Duration keep_firing{
    "keep_firing", "10s", "How long it is whole before it is resolved", {"0", "24h"}};

}  // namespace core::config::key
