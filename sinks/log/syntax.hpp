// Entries as lines for machines.
#pragma once

#include <string>

#include "sinks/log/entry.hpp"

namespace sinks::log {

/// One JSON object and a line feed.
std::string json_line(const Entry& entry);

/// key=value pairs and a line feed; a value with spaces, quotes or "=" stands in quotes, evidence
/// comes as `evidence_<key>`.
std::string logfmt_line(const Entry& entry);

}  // namespace sinks::log
