// The position of something in the configuration file.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace core::config {

/// Both count from 1; 0: the file as a whole.
struct Position {
  int line = 0;
  int column = 0;

  // clang-tidy 14 takes the 0 within for a pointer. NOLINTNEXTLINE(modernize-use-nullptr)
  auto operator<=>(const Position&) const = default;
};

/// The full path of a key, "streams.cup[0].url", as a chain of steps on the stack: it is only
/// turned into text for an error.
class Path {
 public:
  Path() = default;

  [[nodiscard]] Path operator/(std::string_view key) const { return {this, key, 0}; }
  [[nodiscard]] Path operator[](std::size_t index) const { return {this, {}, index + 1}; }

  [[nodiscard]] std::string text() const {
    if (parent_ == nullptr) return {};
    const std::string before = parent_->text();
    if (index_ != 0) return before + "[" + std::to_string(index_ - 1) + "]";
    // A URL in the place of a key may contain a password.
    const bool is_url = key_.find("://") != std::string_view::npos;
    const std::string key(is_url ? "(a URL)" : key_);
    return before.empty() ? key : before + "." + key;
  }

 private:
  Path(const Path* parent, std::string_view key, std::size_t index)
      : parent_(parent), key_(key), index_(index) {}

  const Path* parent_ = nullptr;
  std::string_view key_;
  std::size_t index_ = 0;  // from 1; 0: a key
};

}  // namespace core::config
