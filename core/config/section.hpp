// One map of the configuration, read key by key: what nobody asks for is an unknown key.
#pragma once

#include <vex/plugin.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/document.hpp"
#include "core/config/problem.hpp"
#include "core/plugin/option_value.hpp"

namespace core::config {

/// What every reader of a part of the file needs.
struct Reading {
  Problems& problems;
  std::filesystem::path folder;  // of the configuration file: other files are named from here
};

class Section {
 public:
  /// A node that is no map is a problem, and reads like an empty one; one without a value is an
  /// empty map.
  Section(const Node& node, const Path& path, Reading& reading);
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;

  [[nodiscard]] const Path& path() const noexcept { return path_; }
  [[nodiscard]] Position at() const noexcept { return node_.at; }
  [[nodiscard]] Reading& reading() const noexcept { return reading_; }

  /// The value of a key; nullptr when it is not there.
  [[nodiscard]] const Node* find(std::string_view key);

  /// The value of a key as its row describes it; a secret also from the file that `<key>_file`
  /// names; the name of a file
  /// as it is found from anywhere, if it can be read. None when the key is not there, or has a
  /// problem. [startup]
  [[nodiscard]] std::optional<plugin::OptionValue> read(const vex_option& row);

  // The same, for those who know the row's type.
  [[nodiscard]] std::optional<bool> flag(const vex_option& row);
  [[nodiscard]] std::optional<unsigned> count(const vex_option& row);
  [[nodiscard]] std::optional<std::chrono::nanoseconds> duration(const vex_option& row);
  [[nodiscard]] std::optional<std::string> text(const vex_option& row);
  [[nodiscard]] std::optional<plugin::TextList> list(const vex_option& row);
  [[nodiscard]] std::optional<plugin::TextMap> map(const vex_option& row);

  void problem(const Node& node, std::string_view key, std::string sentence);

  /// Keys that nobody asked for are problems. The last call.
  void finish();

 private:
  template <class Value>
  std::optional<Value> read_as(const vex_option& row);
  std::optional<plugin::OptionValue> read_file(const vex_option& row, const std::string& key);
  [[nodiscard]] std::string found_file(const vex_option& row, const Node& node,
                                       const std::string& name);

  const Node& node_;
  Path path_;  // one step from its parent, which the caller keeps
  Reading& reading_;
  std::vector<std::string> known_;
};

/// The value of a node by its row. Problems are reported under `path`.
[[nodiscard]] std::optional<plugin::OptionValue> value_of(const vex_option& row, const Node& node,
                                                          const Path& path, Problems& problems);

/// A text from the file in quotes: cut when it is long, redacted when it is a URL, as it was
/// written where a variable stood in it.
[[nodiscard]] std::string in_quotes(const Node& node);
[[nodiscard]] std::string in_quotes(std::string_view given);

}  // namespace core::config
