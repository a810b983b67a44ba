// One map of the configuration, read key by key: a key that nobody asks for is unknown.
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
  std::filesystem::path folder;  // of the configuration file; other files are relative to it
};

class Section {
 public:
  /// A node that is not a map is a problem and is treated as empty; one without a value is an empty
  /// map.
  Section(const Node& node, const Path& path, Reading& reading);
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;

  [[nodiscard]] const Path& path() const noexcept { return path_; }
  [[nodiscard]] Position at() const noexcept { return node_.at; }
  [[nodiscard]] Reading& reading() const noexcept { return reading_; }

  /// The value of a key; nullptr if it is absent.
  [[nodiscard]] const Node* find(std::string_view key);

  /// The value of a key as described by its row. A secret can also come from the file named by
  /// `<key>_file`. The name of a file is made absolute, and the file must be readable. Nothing if
  /// the key is absent or has a problem. [startup]
  [[nodiscard]] std::optional<plugin::OptionValue> read(const vex_option& row);

  // The same, for callers that know the row's type.
  [[nodiscard]] std::optional<bool> flag(const vex_option& row);
  [[nodiscard]] std::optional<unsigned> count(const vex_option& row);
  [[nodiscard]] std::optional<std::chrono::nanoseconds> duration(const vex_option& row);
  [[nodiscard]] std::optional<std::string> text(const vex_option& row);
  [[nodiscard]] std::optional<plugin::TextList> list(const vex_option& row);
  [[nodiscard]] std::optional<plugin::TextMap> map(const vex_option& row);

  void problem(const Node& node, std::string_view key, std::string sentence);

  /// Reports keys that nobody asked for. Must be the last call.
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

/// The value of a node according to its row. Problems are reported under `path`.
[[nodiscard]] std::optional<plugin::OptionValue> value_of(const vex_option& row, const Node& node,
                                                          const Path& path, Problems& problems);

/// A text from the file in quotes: truncated if long, redacted if it is a URL, and as written if it
/// contains a variable.
[[nodiscard]] std::string in_quotes(const Node& node);
[[nodiscard]] std::string in_quotes(std::string_view given);

}  // namespace core::config
