// Makes a stream for a single check from a URL and a module.
#pragma once

#include <string_view>

#include "core/config/config.hpp"
#include "core/web/views.hpp"

namespace core::app {

/// The module with that name, or nullptr. "" means the defaults.
[[nodiscard]] config::WatchPtr module_of(const config::Config& config, std::string_view name);

/// The configured stream with this URL, or nullptr.
[[nodiscard]] const config::Stream* configured(const config::Config& config, std::string_view url);

/// What to watch for the request: like the configured stream with that URL, if there is one,
/// otherwise according to the module. Throws std::runtime_error if the URL or the names in the
/// request are unusable.
[[nodiscard]] config::Stream one_shot_stream(const config::Config& config,
                                             const web::ProbeRequest& request);

}  // namespace core::app
