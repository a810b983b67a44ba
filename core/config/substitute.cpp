#include "core/config/substitute.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace core::config {
namespace {

bool is_name(std::string_view text) {
  const auto fits = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 &&
         std::all_of(text.begin(), text.end(), fits);
}

class Walk {
 public:
  Walk(const Environment& environment, Problems& problems)
      : environment_(environment), problems_(problems) {}

  void visit(Node& node, const Path& path) const {
    if (node.text.find("${") != std::string::npos) replace(node, path);
    for (std::size_t i = 0; i < node.items.size(); ++i) visit(node.items[i], path[i]);
    for (Member& member : node.members) visit(member.value, path / member.key);
  }

 private:
  void replace(Node& node, const Path& path) const {
    node.source = node.text;
    node.text.clear();
    std::string_view rest = node.source;
    while (!rest.empty()) {
      const auto at = rest.find("${");
      node.text += rest.substr(0, at);
      if (at == std::string_view::npos) return;
      rest.remove_prefix(at + 2);
      if (node.text.ends_with('$')) {
        node.text += "{";
        continue;
      }
      const auto end = rest.find('}');
      const std::string name(rest.substr(0, end));
      if (end == std::string_view::npos || !is_name(name)) {
        problems_.add(node.at, path,
                      "${ must be followed by the name of a variable and }; write $${ for the two "
                      "characters themselves");
        return;
      }
      rest.remove_prefix(end + 1);
      insert(node, path, name);
    }
  }

  void insert(Node& node, const Path& path, const std::string& name) const {
    if (const auto value = environment_(name)) {
      node.text += *value;
    } else {
      problems_.add(node.at, path, "the environment variable " + name + " is not defined");
    }
  }

  const Environment& environment_;
  Problems& problems_;
};

}  // namespace

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  };
}

void substitute(Node& root, const Environment& environment, Problems& problems) {
  Walk(environment, problems).visit(root, Path());
}

}  // namespace core::config
