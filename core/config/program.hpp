// The parts of the file that concern the program: exporter, engine, web.
#pragma once

#include "core/config/config.hpp"
#include "core/config/section.hpp"

namespace core::config {

/// The keys of `exporter` except those of sampling, which are a layer of the streams.
[[nodiscard]] Exporter read_exporter(Section& section);

[[nodiscard]] Engine read_engine(Section& section);

[[nodiscard]] Web read_web(Section& section);

}  // namespace core::config
