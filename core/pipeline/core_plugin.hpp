// The core's own metrics and rules, in the same tables as a plugin's, so that they are listed,
// documented, rendered and overridden like all others.
#pragma once

#include <vex/cpp/table.hpp>

#include <array>
#include <cstddef>

namespace core::pipeline::own {

inline constexpr vex::InfoMetric info{
    "",
    "",
    "What the stream is: the join target for its properties.",
    {"name", "url", "protocol", "container", "video_codec", "video_profile", "video_level",
     "audio_codec", "pixel_format"}};
inline constexpr vex::Gauge phase{
    "phase",
    "seconds",
    "Length of each phase of the last connect, since the end of the one before.",
    {"phase"}};
inline constexpr vex::Counter received{
    "received", "bytes", "Bytes received from the network, headers and container included."};
inline constexpr vex::Counter runs{
    "runs", "", "Runs of the probe that ended, by result and reason.", {"result", "reason"}};
inline constexpr vex::Counter reconnects{
    "reconnects", "", "Runs that followed a failed one, by the reason of the failure.", {"reason"}};
inline constexpr vex::Counter retransmits{"tcp_retransmits", "",
                                          "TCP segments that the exporter had to send again."};
inline constexpr vex::Gauge rtt{"tcp_rtt", "seconds", "Smoothed TCP round trip time."};
inline constexpr vex::Gauge certificate_expiry{
    "tls_certificate_expiry_timestamp", "seconds",
    "When the first certificate of the peer's chain expires, as UNIX time."};
inline constexpr vex::Gauge finding_active{
    "finding_active", "", "1 while the rule's finding is firing.", {"rule", "severity"}};
inline constexpr vex::Counter findings{
    "findings", "", "Findings that began to fire, by rule.", {"rule"}};

inline constexpr vex::Rule stream_down{"stream_down", vex::Severity::critical,
                                       "The stream is down."};
inline constexpr vex::Rule stream_stalled{"stream_stalled", vex::Severity::critical,
                                          "The connection is open, but no media comes any more."};
inline constexpr vex::Rule clock_stopped{"clock_stopped", vex::Severity::critical,
                                         "Media comes, but its timestamps stand still."};
inline constexpr vex::Rule tls_expiring{"tls_expiring",
                                        vex::Severity::warning,
                                        "A certificate of the peer's chain expires soon.",
                                        "seconds",
                                        {"1209600", "0s", "1h"}};

inline constexpr vex::Rule flapping{
    "flapping",
    vex::Severity::warning,
    "The stream went up and down this often within five minutes. Further changes are held back.",
    "",
    {"5", "0s", "5m"}};

/// A stream that is down is reported by one of these.
inline constexpr std::array<const vex_rule*, 3> down_rules{&stream_down, &stream_stalled,
                                                           &clock_stopped};

/// The descriptor "core": tables only; it can be neither created nor configured as a plugin.
[[nodiscard]] const vex_plugin& plugin() noexcept;

/// The row of a rule in the core's own table.
[[nodiscard]] std::size_t row_of(const vex_rule& rule) noexcept;

}  // namespace core::pipeline::own
