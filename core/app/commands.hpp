// What the commands do. Each returns the program's exit code.
#pragma once

#include "core/app/command_line.hpp"

namespace core::app {

[[nodiscard]] int execute(const RunCommand& command);
[[nodiscard]] int execute(const CheckCommand& command);
[[nodiscard]] int execute(const ProbeCommand& command);
[[nodiscard]] int execute(const PluginsCommand& command);
[[nodiscard]] int execute(const TestWebhookCommand& command);
[[nodiscard]] int execute(const VersionCommand& command);
[[nodiscard]] int execute(const CompletionCommand& command);
[[nodiscard]] int execute(const Exit& command);

}  // namespace core::app
