// The contents of assets/, built into the program.
#pragma once

#include <string_view>

namespace core::web {

extern const std::string_view status_css;
extern const std::string_view status_script;

}  // namespace core::web
