#include "core/config/document.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>
#include <unordered_map>
#include <vector>
#include <vex/cpp/utf8.hpp>

namespace core::config {
namespace {

/// The maximum number of copied nodes. Aliases of aliases grow without limit from a few lines.
constexpr std::size_t most_copies = 500'000;

Position position(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }

std::size_t count_of(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += count_of(item);
  for (const Member& member : node.members) count += count_of(member.value);
  return count;
}

/// The position of the first byte that is not UTF-8, which the parser would replace by U+FFFD.
std::optional<Position> broken_utf8(std::string_view text) {
  Position position{1, 1};
  while (!text.empty()) {
    const std::size_t length = vex::utf8::sequence_length(text);
    if (length == 0) return position;
    position = text.front() == '\n' ? Position{position.line + 1, 1}
                                    : Position{position.line, position.column + 1};
    text.remove_prefix(length);
  }
  return std::nullopt;
}

/// Builds the tree from the parser's events, because yaml-cpp's own tree drops duplicate keys.
class Builder final : public YAML::EventHandler {
 public:
  explicit Builder(Problems& problems) : problems_(problems) {}

  [[nodiscard]] Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    put({Node::Kind::nothing, position(mark)}, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      throw YAML::ParserException(mark, "an alias stands inside of what it refers to");
    }
    copies_ += count_of(found->second);
    if (copies_ > most_copies) throw YAML::ParserException(mark, "aliases make it too large");
    put(found->second, 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string& value) override {
    put({Node::Kind::scalar, position(mark), value}, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::list, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::map, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A list or map that has not ended yet. In a map, a key waits for its value.
  struct Open {
    Node node;
    YAML::anchor_t anchor;
    bool has_key = false;
    std::string key{};
    Position key_at{};
    std::unordered_map<std::string, int> lines{};  // of the keys
    std::vector<Node> merged{};                    // values of "<<", whose keys come last
  };

  void open(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    open_.push_back({Node(kind, position(mark)), anchor});
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    for (Node& map : done.merged) merge(std::move(map), done);
    put(std::move(done.node), done.anchor);
  }

  /// Keys of the map itself, or of a map merged before, are kept.
  static void merge(Node from, Open& into) {
    for (Member& member : from.members) {
      const bool is_new = into.lines.emplace(member.key, member.at.line).second;
      if (is_new) into.node.members.push_back(std::move(member));
    }
  }

  void put(Node node, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = node;
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (Open& parent = open_.back(); parent.node.kind == Node::Kind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      take_key(parent, node);
    } else {
      take_value(parent, std::move(node));
    }
  }

  void take_key(Open& map, const Node& node) {
    if (node.kind == Node::Kind::list || node.kind == Node::Kind::map) {
      problems_.add(node.at, path(), "a key must be a text");
    }
    map.has_key = true;
    map.key = node.text;
    map.key_at = node.at;
  }

  void take_value(Open& map, Node node) {
    map.has_key = false;
    // A missing value is positioned at its key, not on the next line.
    if (node.kind == Node::Kind::nothing) node.at = map.key_at;
    const auto [first, is_new] = map.lines.emplace(map.key, map.key_at.line);
    if (!is_new) {
      map.has_key = true;  // for the path
      problems_.add(map.key_at, path(),
                    "this key is there twice, first in line " + std::to_string(first->second));
      map.has_key = false;
      return;
    }
    if (map.key == "<<" && take_merged(map, node)) return;
    map.node.members.push_back({std::move(map.key), map.key_at, std::move(node)});
  }

  /// The value of "<<" (https://yaml.org/type/merge.html): a map, or a list of maps.
  static bool take_merged(Open& map, Node& node) {
    const auto is_map = [](const Node& item) { return item.kind == Node::Kind::map; };
    if (is_map(node)) {
      map.merged.push_back(std::move(node));
      return true;
    }
    if (node.kind != Node::Kind::list || !std::all_of(node.items.begin(), node.items.end(), is_map))
      return false;
    std::move(node.items.begin(), node.items.end(), std::back_inserter(map.merged));
    return true;
  }

  [[nodiscard]] std::string path() const {
    std::string text;
    for (const Open& level : open_) {
      if (level.node.kind == Node::Kind::list) {
        text += "[" + std::to_string(level.node.items.size()) + "]";
      } else if (level.has_key) {
        text += (text.empty() ? "" : ".") + level.key;
      }
    }
    return text;
  }

  Problems& problems_;
  Node root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Node> anchors_;
  std::size_t copies_ = 0;
};

}  // namespace

Node::Node(Kind what, Position where, std::string scalar)
    : kind(what), at(where), text(std::move(scalar)) {}

const Node* Node::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

std::string_view name_of(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::scalar:
      return "a text";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
    default:
      return "empty";
  }
}

Node read_document(std::istream& in, Problems& problems) {
  const std::string text(std::istreambuf_iterator<char>(in), {});
  if (const auto at = broken_utf8(text)) {
    problems.add(*at, std::string(), "a byte here is not UTF-8: save the file in that encoding");
    return {};
  }
  Builder builder(problems);
  try {
    std::istringstream whole(text);
    YAML::Parser parser(whole);
    if (!parser.HandleNextDocument(builder)) {
      problems.add({}, std::string(), "the file is empty");
      return {};
    }
    Builder second(problems);
    if (parser.HandleNextDocument(second)) {
      problems.add(second.take().at, std::string(),
                   "a second document begins; a configuration is one");
    }
  } catch (const YAML::Exception& error) {
    problems.add(position(error.mark), std::string(), "this is not YAML: " + error.msg);
  }
  return builder.take();
}

}  // namespace core::config
