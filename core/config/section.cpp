#include "core/config/section.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/config/nearest.hpp"
#include "core/config/unreadable.hpp"
#include "core/net/url.hpp"

namespace core::config {
namespace {

constexpr std::size_t longest_quote = 80;
constexpr std::size_t largest_secret_file = std::size_t{64} * 1024;

bool is_scalar_type(std::uint32_t type) {
  return type != VEX_OPTION_LIST && type != VEX_OPTION_MAP;
}

bool is_text(const Node& node, const Path& path, Problems& problems) {
  if (node.kind == Node::Kind::scalar) return true;
  problems.add(node.at, path, "must be a text, not " + std::string(name_of(node.kind)));
  return false;
}

std::optional<plugin::TextList> texts_of(const Node& node, const Path& path, Problems& problems) {
  plugin::TextList list;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (is_text(node.items[i], path[i], problems)) list.push_back(node.items[i].text);
  }
  if (list.size() != node.items.size()) return std::nullopt;
  return list;
}

std::optional<plugin::TextMap> pairs_of(const Node& node, const Path& path, Problems& problems) {
  plugin::TextMap map;
  for (const Member& member : node.members) {
    if (is_text(member.value, path / member.key, problems)) {
      map.emplace(member.key, member.value.text);
    }
  }
  if (map.size() != node.members.size()) return std::nullopt;
  return map;
}

}  // namespace

std::string in_quotes(const Node& node) { return in_quotes(node.shown()); }

std::string in_quotes(std::string_view given) {
  const bool is_url = given.find("://") != std::string_view::npos;
  std::string text = is_url ? net::redact(given) : std::string(given);
  if (text.size() > longest_quote) text = text.substr(0, longest_quote) + "…";
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  return '"' + text + '"';
}

std::optional<plugin::OptionValue> value_of(const vex_option& row, const Node& node,
                                            const Path& path, Problems& problems) {
  if (row.type == VEX_OPTION_LIST && node.kind == Node::Kind::list) {
    return texts_of(node, path, problems);
  }
  if (row.type == VEX_OPTION_MAP && node.kind == Node::Kind::map) {
    return pairs_of(node, path, problems);
  }
  if (node.kind != Node::Kind::scalar || !is_scalar_type(row.type)) {
    problems.add(
        node.at, path,
        "must be " + plugin::expectation(row) + ", not " + std::string(name_of(node.kind)));
    return std::nullopt;
  }
  try {
    return plugin::option_value(row, node.text);
  } catch (const plugin::InvalidValue& error) {
    problems.add(node.at, path, in_quotes(node) + " " + error.what());
    return std::nullopt;
  }
}

Section::Section(const Node& node, const Path& path, Reading& reading)
    : node_(node), path_(path), reading_(reading) {
  if (node.kind == Node::Kind::scalar || node.kind == Node::Kind::list) {
    reading.problems.add(
        node.at, path, "must be a map of keys and values, not " + std::string(name_of(node.kind)));
  }
}

const Node* Section::find(std::string_view key) {
  known_.emplace_back(key);
  return node_.find(key);
}

std::optional<plugin::OptionValue> Section::read(const vex_option& row) {
  const Node* node = find(row.name);
  if (row.type == VEX_OPTION_SECRET) {
    const std::string file_key = std::string(row.name) + "_file";
    const Node* file = find(file_key);
    if (file != nullptr && node != nullptr) {
      problem(*file, file_key, std::string("stands beside ") + row.name + "; one of them is used");
      return std::nullopt;
    }
    if (file != nullptr) return read_file(row, file_key);
  }
  if (node == nullptr) return std::nullopt;
  auto value = value_of(row, *node, path_ / row.name, reading_.problems);
  if (value && plugin::names_file(row)) {
    value = found_file(row, *node, std::get<std::string>(*value));
  }
  return value;
}

/// Names of files are relative to the configuration file.
std::string Section::found_file(const vex_option& row, const Node& node, const std::string& name) {
  if (name.empty()) return name;
  const std::filesystem::path file = reading_.folder / name;
  if (!std::ifstream(file).is_open()) {
    problem(node, row.name,
            "the file " + in_quotes(node) + " cannot be read: " + why_unreadable(file));
  }
  return file.string();
}

std::optional<plugin::OptionValue> Section::read_file(const vex_option& row,
                                                      const std::string& key) {
  const Node& node = *node_.find(key);
  if (node.kind != Node::Kind::scalar) {
    problem(node, key, "must be the name of a file");
    return std::nullopt;
  }
  const std::filesystem::path file = reading_.folder / node.text;
  std::ifstream in(file, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) {
    problem(node, key, "the file " + in_quotes(node) + " cannot be read: " + why_unreadable(file));
    return std::nullopt;
  }
  if (content.size() > largest_secret_file) {
    problem(node, key, "the file " + in_quotes(node) + " is larger than 64 KiB");
    return std::nullopt;
  }
  // Editors end a file with a line break, which is not part of the secret.
  while (!content.empty() && (content.back() == '\n' || content.back() == '\r')) {
    content.pop_back();
  }
  return plugin::option_value(row, content);
}

template <class Value>
std::optional<Value> Section::read_as(const vex_option& row) {
  auto value = read(row);
  if (!value) return std::nullopt;
  return std::get<Value>(*std::move(value));
}

std::optional<bool> Section::flag(const vex_option& row) {
  const auto value = read_as<std::int64_t>(row);
  return value ? std::optional(*value != 0) : std::nullopt;
}

std::optional<unsigned> Section::count(const vex_option& row) {
  const auto value = read_as<std::int64_t>(row);
  return value ? std::optional(static_cast<unsigned>(*value)) : std::nullopt;
}

std::optional<std::chrono::nanoseconds> Section::duration(const vex_option& row) {
  const auto value = read_as<std::int64_t>(row);
  return value ? std::optional(std::chrono::nanoseconds(*value)) : std::nullopt;
}

std::optional<std::string> Section::text(const vex_option& row) {
  return read_as<std::string>(row);
}

std::optional<plugin::TextList> Section::list(const vex_option& row) {
  return read_as<plugin::TextList>(row);
}

std::optional<plugin::TextMap> Section::map(const vex_option& row) {
  return read_as<plugin::TextMap>(row);
}

void Section::problem(const Node& node, std::string_view key, std::string sentence) {
  reading_.problems.add(node.at, path_ / key, std::move(sentence));
}

void Section::finish() {
  for (const Member& member : node_.members) {
    if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) continue;
    std::vector<std::string_view> known;
    for (const std::string& key : known_) {
      if (std::find(known.begin(), known.end(), key) == known.end()) known.push_back(key);
    }
    reading_.problems.add(member.at, path_ / member.key,
                          "unknown key; " + suggestion(member.key, known));
  }
}

}  // namespace core::config
