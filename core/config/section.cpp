#include "core/config/section.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/config/nearest.hpp"

namespace core::config {
namespace {

constexpr std::size_t longest_quote = 80;
constexpr std::size_t largest_secret_file = 64 * 1024;

bool is_scalar_type(std::uint32_t type) {
  return type != VEX_OPTION_LIST && type != VEX_OPTION_MAP;
}

/// Texts of a list; none when an item is no text.
std::optional<plugin::TextList> texts_of(const Node& node) {
  plugin::TextList list;
  for (const Node& item : node.items) {
    if (item.kind != Node::Kind::scalar) return std::nullopt;
    list.push_back(item.text);
  }
  return list;
}

std::optional<plugin::TextMap> pairs_of(const Node& node) {
  plugin::TextMap map;
  for (const Member& member : node.members) {
    if (member.value.kind != Node::Kind::scalar) return std::nullopt;
    map.emplace(member.key, member.value.text);
  }
  return map;
}

std::optional<plugin::OptionValue> collection_of(const vex_option& row, const Node& node) {
  if (row.type == VEX_OPTION_LIST && node.kind == Node::Kind::list) return texts_of(node);
  if (row.type == VEX_OPTION_MAP && node.kind == Node::Kind::map) return pairs_of(node);
  return std::nullopt;
}

}  // namespace

std::string quoted(const Node& node) {
  std::string text = node.shown();
  if (text.size() > longest_quote) text = text.substr(0, longest_quote) + "…";
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  return '"' + text + '"';
}

std::optional<plugin::OptionValue> value_of(const vex_option& row, const Node& node,
                                            const Path& path, Problems& problems) {
  if (!is_scalar_type(row.type)) {
    if (auto value = collection_of(row, node)) return value;
    problems.add(node.at, path, "must be " + plugin::expectation(row) + ", of texts");
    return std::nullopt;
  }
  if (node.kind != Node::Kind::scalar) {
    problems.add(
        node.at, path,
        "must be " + plugin::expectation(row) + ", not " + std::string(name_of(node.kind)));
    return std::nullopt;
  }
  try {
    return plugin::option_value(row, node.text);
  } catch (const plugin::InvalidValue& error) {
    problems.add(node.at, path, quoted(node) + " " + error.what());
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
  return value_of(row, *node, path_ / row.name, reading_.problems);
}

std::optional<plugin::OptionValue> Section::read_file(const vex_option& row,
                                                      const std::string& key) {
  const Node& node = *node_.find(key);
  if (node.kind != Node::Kind::scalar) {
    problem(node, key, "must be the name of a file");
    return std::nullopt;
  }
  std::ifstream in(reading_.folder / node.text, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad() || content.size() > largest_secret_file) {
    problem(node, key, "the file " + quoted(node) + " cannot be read");
    return std::nullopt;
  }
  // Editors end a file with a line break, which is no part of the secret.
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
    const std::vector<std::string_view> known(known_.begin(), known_.end());
    reading_.problems.add(member.at, path_ / member.key,
                          "unknown key; " + suggestion(member.key, known));
  }
}

}  // namespace core::config
