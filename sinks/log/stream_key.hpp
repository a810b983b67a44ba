// The key by which a stream is remembered.
#pragma once

#include <string>
#include <string_view>

namespace sinks::log {

/// Neither part can contain a line feed: they are names from the configuration.
inline std::string stream_key(std::string_view project, std::string_view id) {
  return std::string(project).append("\n").append(id);
}

}  // namespace sinks::log
