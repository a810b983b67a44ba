// By what a stream is remembered.
#pragma once

#include <string>
#include <string_view>

namespace sinks::log {

/// Neither part can hold a line feed: they are names of the configuration.
inline std::string stream_key(std::string_view project, std::string_view id) {
  return std::string(project).append("\n").append(id);
}

}  // namespace sinks::log
