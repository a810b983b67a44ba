// What is wrong with a playlist that can still be read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace media::m3u8 {

struct Problem {
  std::uint32_t line = 0;     // 1 for the first; 0: the text as a whole
  std::string_view clause{};  // "RFC 8216 4.3.3.1"; static
  std::string sentence{};     // in our words, without quoting the text
};

/// The first problems of a text, and their total number.
class Problems {
 public:
  static constexpr std::size_t most_kept = 16;

  void add(std::uint32_t line, std::string_view clause, std::string sentence) {
    if (kept_.size() < most_kept) kept_.push_back({line, clause, std::move(sentence)});
    ++count_;
  }

  [[nodiscard]] const std::vector<Problem>& kept() const { return kept_; }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }

 private:
  std::vector<Problem> kept_{};
  std::size_t count_ = 0;
};

}  // namespace media::m3u8
