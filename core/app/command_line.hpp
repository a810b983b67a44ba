// What the user asked for.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "core/log/log.hpp"

namespace core::app {

/// The exit codes that scripts can branch on.
enum ExitCode { exit_ok = 0, exit_failed = 1, exit_usage = 2 };

struct RunCommand {
  std::filesystem::path config_file;  // empty: the standard places
  std::string listen_address;         // empty: the configuration's
  log::Level log_level = log::Level::info;
  std::optional<log::Format> log_format;  // none: console on a terminal, else logfmt
};

struct CheckCommand {
  std::filesystem::path config_file;
};

struct ProbeCommand {
  std::filesystem::path config_file;  // empty: none is needed
  std::string url;
  std::string module;
  std::string probe;
  std::chrono::nanoseconds sample_duration{std::chrono::seconds(10)};
  std::chrono::nanoseconds timeout{std::chrono::seconds(30)};
  bool is_json = false;
  bool is_verbose = false;
};

struct PluginsCommand {
  std::filesystem::path config_file;  // for its plugins.path
  std::string id;                     // empty: a list of all
  bool is_markdown = false;           // the reference of all
};

/// Sends a sample to a receiver.
struct TestWebhookCommand {
  std::filesystem::path config_file;
  std::string name;  // of the sink
  bool is_verbose = false;
};

struct VersionCommand {};

struct CompletionCommand {
  std::string script;
};

/// Nothing is left to do: help or an error message was printed.
struct Exit {
  int code;
};

using Command = std::variant<Exit, RunCommand, CheckCommand, ProbeCommand, PluginsCommand,
                             TestWebhookCommand, VersionCommand, CompletionCommand>;

/// Prints help to stdout and error messages to stderr.
[[nodiscard]] Command parse_command_line(int argc, const char* const* argv);

}  // namespace core::app
