// One stream on the status page.
#pragma once

#include <vex/service/snapshot.h>

#include <cstdint>

namespace core::web {

class Html;

/// Appends the stream's row. `since` is the start of its state, `now` the current time, both in
/// nanoseconds since 1970.
void append_row(Html& html, const vex_stream_snapshot& stream, std::int64_t since,
                std::int64_t now);

}  // namespace core::web
