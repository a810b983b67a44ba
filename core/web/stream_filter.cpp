#include "core/web/stream_filter.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

namespace core::web {
namespace {

// Ignores the case of ASCII letters, which identifiers and URLs consist of.
std::string lower(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lowered;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(lower(text));
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string searched_text(const vex_stream_snapshot& stream) {
  const vex_target& target = *stream.target;
  std::string text;
  const auto append = [&text](std::string_view part) { text.append(part).append(" "); };
  append(vex::text(target.project));
  append(vex::text(target.id));
  append(vex::text(target.name));
  append(vex::text(target.url));
  append(name_of(vex::Reason{stream.reason}));
  append(vex::text(stream.sentence));
  for (std::size_t i = 0; i < target.label_count; ++i) {
    append(std::string(vex::text(target.labels[i].key)) + "=" +
           std::string(vex::text(target.labels[i].value)));
  }
  for (std::size_t i = 0; i < stream.finding_count; ++i) {
    append(stream.findings[i].change->rule->id);
  }
  return lower(text);
}

bool has_words(const vex_stream_snapshot& stream, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  const std::string text = searched_text(stream);
  return std::all_of(words.begin(), words.end(), [&text](const std::string& word) {
    return text.find(word) != std::string::npos;
  });
}

}  // namespace

Selection select(const vex_snapshot& snapshot, const StreamFilter& filter) {
  Selection selection;
  const std::vector<std::string> words = words_of(filter.words);
  std::array<std::vector<const vex_stream_snapshot*>, 5> by_standing;
  for (std::size_t i = 0; i < snapshot.stream_count; ++i) {
    const vex_stream_snapshot& stream = *snapshot.streams[i];
    const Standing standing = standing_of(stream);
    ++selection.counts[static_cast<std::size_t>(standing)];
    if (filter.standing && filter.standing != standing) continue;
    if (has_words(stream, words))
      by_standing[static_cast<std::size_t>(standing)].push_back(&stream);
  }
  for (const auto& streams : by_standing) {
    selection.streams.insert(selection.streams.end(), streams.begin(), streams.end());
  }
  return selection;
}

}  // namespace core::web
