// A YAML file as a tree that knows where each of its parts stands.
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
  std::string source;           // as written, where ${NAME} has been replaced in `text`
  std::vector<Node> items;      // of a list
  std::vector<Member> members;  // of a map, in the order of the file

  /// For errors: as written, so that nothing of the environment is shown.
  [[nodiscard]] const std::string& shown() const { return source.empty() ? text : source; }

  /// nullptr when the map has no such key.
  [[nodiscard]] const Node* find(std::string_view key) const;
};

struct Member {
  std::string key;
  Position at;
  Node value;
};

/// "a list", "a map", "empty": for errors.
[[nodiscard]] std::string_view name_of(Node::Kind kind);

/// Reads one YAML document. Aliases are copies of what they stand for, and "<<" merges maps into
/// the one that has it; keys that stand twice, text that is no YAML or no UTF-8, and more than one
/// document are problems. [startup]
[[nodiscard]] Node read_document(std::istream& in, Problems& problems);

}  // namespace core::config
