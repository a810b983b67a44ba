// Generates completion scripts for shells from what the command line accepts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core::app {

struct OptionWords {
  std::vector<std::string> names{};  // "-c", "--config"
  std::vector<std::string> values{};
  std::string help;
  bool takes_file = false;
  bool takes_value = false;
};

struct CommandWords {
  std::string name;  // empty: the program itself
  std::string help;
  std::vector<OptionWords> options{};
  std::vector<std::string> arguments{};  // positional words
  bool takes_file = false;               // as an argument
};

/// `shell` is bash, zsh or fish. The first command is the program itself.
[[nodiscard]] std::string completion_script(std::string_view shell,
                                            const std::vector<CommandWords>& commands);

}  // namespace core::app
