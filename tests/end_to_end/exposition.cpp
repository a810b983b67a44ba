#include "tests/end_to_end/exposition.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace end_to_end {
namespace {

Sample parse(const std::string& line) {
  Sample sample;
  std::size_t at = line.find_first_of("{ ");
  if (at == std::string::npos) throw std::runtime_error("no sample: " + line);
  sample.name = line.substr(0, at);
  if (line[at] == '{') {
    ++at;
    while (line.at(at) != '}') {
      const std::size_t equals = line.find("=\"", at);
      const std::string key = line.substr(at, equals - at);
      std::string value;
      for (at = equals + 2; line.at(at) != '"'; ++at) {
        if (line[at] == '\\') ++at;
        value += line.at(at);
      }
      sample.labels[key] = value;
      if (line.at(++at) == ',') ++at;
    }
    ++at;
  }
  sample.value = std::stod(line.substr(at + 1));
  return sample;
}

bool has(const Sample& sample, const Exposition::Labels& labels) {
  return std::all_of(labels.begin(), labels.end(), [&](const auto& label) {
    const auto found = sample.labels.find(label.first);
    return found != sample.labels.end() && found->second == label.second;
  });
}

}  // namespace

Exposition::Exposition(std::string_view text) {
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != '#') samples_.push_back(parse(line));
  }
}

std::vector<Sample> Exposition::series(std::string_view name, const Labels& labels) const {
  std::vector<Sample> found;
  for (const Sample& sample : samples_) {
    if (sample.name == name && has(sample, labels)) found.push_back(sample);
  }
  return found;
}

std::optional<double> Exposition::value(std::string_view name, const Labels& labels) const {
  const std::vector<Sample> found = series(name, labels);
  if (found.size() > 1) throw std::runtime_error("several series of " + std::string(name));
  return found.empty() ? std::nullopt : std::optional(found.front().value);
}

}  // namespace end_to_end
