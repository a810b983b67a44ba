// Whether a person looks on, and wants colours.
#pragma once

namespace core::app {

/// A file descriptor that is a terminal, NO_COLOR (no-color.org) and TERM=dumb heeded.
[[nodiscard]] bool wants_color(int fd);

}  // namespace core::app
