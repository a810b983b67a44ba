// The problems of a configuration: all at once, in the order of the file.
#pragma once

#include <compare>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/config/position.hpp"

namespace core::config {

struct Problem {
  Position at;
  std::string key;       // the full path; empty if no key is at fault
  std::string sentence;  // contains no secret

  // clang-tidy 14 takes the 0 within for a pointer. NOLINTNEXTLINE(modernize-use-nullptr)
  auto operator<=>(const Problem&) const = default;
};

/// Collects problems while a file is read.
class Problems {
 public:
  void add(Position at, std::string key, std::string sentence) {
    list_.push_back({at, std::move(key), std::move(sentence)});
  }
  void add(Position at, const Path& path, std::string sentence) {
    add(at, path.text(), std::move(sentence));
  }

  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }

  /// In the order of the file, without duplicates.
  [[nodiscard]] std::vector<Problem> in_order() const;

 private:
  std::vector<Problem> list_;
};

/// A configuration that cannot be used. what() has one line for each problem:
/// `file:line:column: full.key.path: sentence`.
class InvalidConfig : public std::runtime_error {
 public:
  InvalidConfig(const std::string& file, std::vector<Problem> problems);

  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }

 private:
  std::vector<Problem> problems_;
};

}  // namespace core::config
