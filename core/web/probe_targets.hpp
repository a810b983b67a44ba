// Which URLs strangers may have probed: a monitor must not be a way into its own network.
#pragma once

#include <string_view>

namespace core::config {
struct Config;
}

namespace core::web {

/// Whether `url` lies under `prefix` of web.probe_allow: the same scheme and authority, and a path
/// that begins like the prefix's. "http://cdn.example" does not cover "http://cdn.example.org", nor
/// "http://cdn.example@other/"; a path that climbs with ".." is covered by nothing.
[[nodiscard]] bool lies_under(std::string_view prefix, std::string_view url);

/// The URL of a configured stream, whole or as it is shown, or one that lies under a prefix.
[[nodiscard]] bool permits_probe(const config::Config& config, std::string_view url);

}  // namespace core::web
