// A stream for a single check, made of a URL and a module.
#pragma once

#include <string_view>

#include "core/config/config.hpp"
#include "core/web/views.hpp"

namespace core::app {

/// The module of that name, or nullptr. "" stands for the defaults.
[[nodiscard]] config::WatchPtr module_of(const config::Config& config, std::string_view name);

/// The configured stream with this URL, or nullptr.
[[nodiscard]] const config::Stream* configured(const config::Config& config, std::string_view url);

/// What to watch for the request: as the configured stream is watched where it is one, else by the
/// module. Throws std::runtime_error when the URL or the names in the request are unusable.
[[nodiscard]] config::Stream one_shot_stream(const config::Config& config,
                                             const web::ProbeRequest& request);

}  // namespace core::app
