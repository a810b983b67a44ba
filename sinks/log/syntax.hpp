// Writes entries as lines for machines.
#pragma once

#include <string>

#include "sinks/log/entry.hpp"

namespace sinks::log {

/// One JSON object and a line feed.
std::string json_line(const Entry& entry);

/// key=value pairs and a line feed; values with spaces, quotes or "=" are quoted, and evidence is
/// written as `evidence_<key>`.
std::string logfmt_line(const Entry& entry);

}  // namespace sinks::log
