// Derives the name of a stream.
#pragma once

#include <string>
#include <string_view>

#include "core/net/url.hpp"

namespace core::config {

/// `{project}_{host}_{id}_{path}`: host without port, path without leading slash and extension, "/"
/// as "_", empty parts as "unknown". The dashboards of the original exporter identify streams by
/// it.
[[nodiscard]] std::string stream_name(std::string_view project, std::string_view id,
                                      const net::Url& url);

/// The id of a stream without a configured one: the last part of the path without extension, or the
/// host.
[[nodiscard]] std::string stream_id(const net::Url& url);

}  // namespace core::config
