// Where the exporter keeps what has to survive it.
#pragma once

#include <filesystem>

#include "core/config/config.hpp"

namespace core::app {

/// `exporter.state_dir`, else the STATE_DIRECTORY that systemd gives to a service, else
/// /var/lib/video-exporter where it is there and can be written: packages and containers make it.
/// Else none: two exporters that were started by hand must not meet in one that neither has named.
[[nodiscard]] std::filesystem::path state_directory(
    const config::Exporter& exporter,
    const std::filesystem::path& packaged = "/var/lib/video-exporter");

}  // namespace core::app
