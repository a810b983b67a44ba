// Which URLs strangers may probe: a monitor must not be a way into its own network.
#pragma once

#include <string_view>

namespace core::config {
struct Config;
}

namespace core::web {

/// Whether `url` is covered by `prefix` of web.probe_allow: the same scheme and authority, and a
/// path that starts with the prefix's. "http://cdn.example" does not cover "http://cdn.example.org"
/// or "http://cdn.example@other/"; a path with ".." is never covered.
[[nodiscard]] bool lies_under(std::string_view prefix, std::string_view url);

/// The URL of a configured stream, in full or as displayed, or one covered by a prefix.
[[nodiscard]] bool permits_probe(const config::Config& config, std::string_view url);

}  // namespace core::web
