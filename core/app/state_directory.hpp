// Where the exporter keeps what has to survive it.
#pragma once

#include <filesystem>

#include "core/config/config.hpp"

namespace core::app {

/// `exporter.state_dir`, else the STATE_DIRECTORY that systemd gives to a service, else
/// /var/lib/video-exporter if it exists and is writable, since packages and containers create it.
/// Otherwise none, because two exporters started by hand must not share a directory that neither
/// has named.
[[nodiscard]] std::filesystem::path state_directory(
    const config::Exporter& exporter,
    const std::filesystem::path& packaged = "/var/lib/video-exporter");

}  // namespace core::app
