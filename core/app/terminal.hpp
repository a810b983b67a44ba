// Whether output goes to a person who wants colours.
#pragma once

namespace core::app {

/// Whether the file descriptor is a terminal; respects NO_COLOR (no-color.org) and TERM=dumb.
[[nodiscard]] bool wants_color(int fd);

}  // namespace core::app
