#include "core/discovery/targets.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "core/config/document.hpp"
#include "core/config/section.hpp"

namespace core::discovery {
namespace {

using config::Node;
using config::Path;

constexpr std::size_t most_labels = 64;
constexpr std::size_t longest_text = 4096;
constexpr int deepest = 8;  // targets and labels are at depth 3
// A hundred thousand groups with a dozen labels each have 1.4 million.
constexpr std::size_t most_values = 2'000'000;

/// Converts a JSON value to the tree that YAML is read into. It has no positions, so paths identify
/// its parts.
Node node_of(const nlohmann::json& json) {
  if (json.is_array()) {
    Node node(Node::Kind::list, {});
    node.items.reserve(json.size());
    for (const auto& item : json) node.items.push_back(node_of(item));
    return node;
  }
  if (json.is_object()) {
    Node node(Node::Kind::map, {});
    for (const auto& [key, value] : json.items()) {
      node.members.push_back({key, {}, node_of(value)});
    }
    return node;
  }
  if (json.is_null()) return {};
  return {Node::Kind::scalar, {}, json.is_string() ? json.get<std::string>() : json.dump()};
}

/// Limits the size while reading, because 32 MiB of brackets or digits would need a hundred times
/// that memory.
Node read_json(const std::string& text) {
  using Event = nlohmann::json::parse_event_t;
  std::size_t values = 0;
  const auto bounded = [&values](int depth, Event event, const nlohmann::json&) {
    if (depth > deepest) throw std::runtime_error("it is nested too deeply");
    if (event == Event::value && ++values > most_values) {
      throw std::runtime_error("it has more than two million values");
    }
    return true;
  };
  try {
    return node_of(nlohmann::json::parse(text, bounded));
  } catch (const nlohmann::json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: …": with what was read.
    const std::string_view what(error.what());
    const std::string where(what.substr(std::min(what.find("] ") + 2, what.size())));
    throw std::runtime_error("this is not JSON: " + where.substr(0, where.find(';')));
  }
}

Node read_yaml(const std::string& text) {
  std::istringstream in(text);
  config::Problems problems;
  Node root = config::read_document(in, problems);
  if (problems.empty()) return root;
  const config::Problem first = problems.in_order().front();
  throw std::runtime_error("line " + std::to_string(first.at.line) + ": " + first.sentence);
}

class Reader {
 public:
  explicit Reader(std::string name) : name_(std::move(name)) {}

  Targets read(const Node& root) {
    const bool is_empty = root.kind == Node::Kind::nothing;
    if (root.kind != Node::Kind::list && !is_empty) {
      throw std::runtime_error("it must be a list of groups of targets, not " +
                               std::string(config::name_of(root.kind)));
    }
    const Path path;
    for (std::size_t i = 0; i < root.items.size(); ++i) read_group(root.items[i], path[i]);
    return std::move(targets_);
  }

 private:
  void read_group(const Node& node, const Path& path) {
    if (node.kind != Node::Kind::map) return problem(node, path, "must be a map");
    const auto labels = std::make_shared<config::Pairs>();
    if (const Node* given = node.find("labels")) read_labels(*given, path / "labels", *labels);
    const Node* list = node.find("targets");
    if (list == nullptr) return problem(node, path, "the key targets is missing");
    const Path list_path = path / "targets";
    if (list->kind != Node::Kind::list) return problem(*list, list_path, "must be a list");
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const Node& item = list->items[i];
      if (item.kind != Node::Kind::scalar || item.text.empty()) {
        problem(item, list_path[i], "must be a text");
      } else if (item.text.size() > longest_text) {
        problem(item, list_path[i], "is longer than 4096 bytes");
      } else {
        if (targets_.list.size() == most_targets) {
          throw std::runtime_error("it has more than 100000 targets");
        }
        targets_.list.push_back({item.text, labels, place_of(item, list_path[i])});
      }
    }
  }

  void read_labels(const Node& node, const Path& path, config::Pairs& labels) {
    if (node.kind != Node::Kind::map && node.kind != Node::Kind::nothing) {
      return problem(node, path, "must be a map of labels");
    }
    for (const config::Member& member : node.members) {
      if (labels.size() == most_labels) return problem(node, path, "has more than 64 labels");
      if (member.value.kind == Node::Kind::list || member.value.kind == Node::Kind::map) {
        problem(member.value, path / member.key, "must be a text");
      } else if (member.key.size() > longest_text || member.value.text.size() > longest_text) {
        problem(member.value, path, "a label is longer than 4096 bytes");
      } else {
        labels.emplace_back(member.key, member.value.text);
      }
    }
  }

  void problem(const Node& node, const Path& path, const std::string& sentence) {
    targets_.problems.push_back(place_of(node, path) + ": " + sentence);
  }

  [[nodiscard]] std::string place_of(const Node& node, const Path& path) const {
    if (node.at.line == 0) return name_ + ": " + path.text();
    return name_ + ":" + std::to_string(node.at.line) + ":" + std::to_string(node.at.column);
  }

  const std::string name_;
  Targets targets_;
};

}  // namespace

const std::string* Target::label(std::string_view name) const {
  for (const auto& [key, value] : *labels) {
    if (key == name) return &value;
  }
  return nullptr;
}

Targets read_targets(const std::string& text, Syntax syntax, const std::string& name) {
  try {
    if (text.size() > largest_document) throw std::runtime_error("it is larger than 32 MiB");
    return Reader(name).read(syntax == Syntax::json ? read_json(text) : read_yaml(text));
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(name + ": " + error.what());
  }
}

}  // namespace core::discovery
