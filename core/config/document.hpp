// A YAML file as a tree that knows the position of each of its nodes.
#pragma once

#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/position.hpp"
#include "core/config/problem.hpp"

namespace core::config {

struct Member;

struct Node {
  enum class Kind { nothing = 1, scalar, list, map };

  Node() = default;
  Node(Kind what, Position where, std::string scalar = {});

  Kind kind = Kind::nothing;
  Position at;
  std::string text;             // of a scalar
  std::string source;           // as written, if ${NAME} has been replaced in `text`
  std::vector<Node> items;      // of a list
  std::vector<Member> members;  // of a map, in the order of the file

  /// For errors: as written, so that nothing from the environment is shown.
  [[nodiscard]] const std::string& shown() const { return source.empty() ? text : source; }

  /// nullptr if the map has no such key.
  [[nodiscard]] const Node* find(std::string_view key) const;
};

struct Member {
  std::string key;
  Position at;
  Node value;
};

/// "a list", "a map", "empty": for errors.
[[nodiscard]] std::string_view name_of(Node::Kind kind);

/// Reads one YAML document. Aliases are copies of their targets, and "<<" merges maps into the one
/// that contains it. Duplicate keys, text that is not YAML or not UTF-8, and further documents are
/// problems. [startup]
[[nodiscard]] Node read_document(std::istream& in, Problems& problems);

}  // namespace core::config
