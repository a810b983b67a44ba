#include "core/config/problem.hpp"

#include <algorithm>

namespace core::config {
namespace {

std::string line_of(const std::string& file, const Problem& problem) {
  std::string line = file;
  if (problem.at.line > 0) {
    line += ":" + std::to_string(problem.at.line) + ":" + std::to_string(problem.at.column);
  }
  if (!problem.key.empty()) line += ": " + problem.key;
  return line + ": " + problem.sentence;
}

std::string lines_of(const std::string& file, const std::vector<Problem>& problems) {
  std::string lines;
  for (const Problem& problem : problems) {
    if (!lines.empty()) lines += '\n';
    lines += line_of(file, problem);
  }
  return lines;
}

}  // namespace

std::vector<Problem> Problems::in_order() const {
  std::vector<Problem> sorted = list_;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

InvalidConfig::InvalidConfig(const std::string& file, std::vector<Problem> problems)
    : std::runtime_error(lines_of(file, problems)), problems_(std::move(problems)) {}

}  // namespace core::config
