// The version of this program.
#pragma once

#include <string_view>

namespace core::app {

[[nodiscard]] std::string_view version() noexcept;   // "0.1.0"
[[nodiscard]] std::string_view revision() noexcept;  // commit; "unknown" outside a checkout
[[nodiscard]] std::string_view compiler() noexcept;  // "g++ 12.2.0"

}  // namespace core::app
