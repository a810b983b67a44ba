#include "sinks/webhook/template.hpp"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

namespace sinks::webhook {
namespace {

namespace mustache = kainjow::mustache;
using Component = mustache::component<std::string>;
using Names = std::set<std::string>;

std::size_t line_at(const std::string& text, std::size_t position) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(position, text.size()));
  return static_cast<std::size_t>(std::count(text.begin(), end, '\n')) + 1;
}

[[noreturn]] void refuse(const std::string& text, std::size_t position, const std::string& why) {
  throw Template::Invalid("line " + std::to_string(line_at(text, position)) + ": " + why);
}

/// The library's error messages end with the position in the text.
[[noreturn]] void refuse(const std::string& text, const std::string& complaint) {
  const auto at = complaint.rfind(" at ");
  if (at == std::string::npos) throw Template::Invalid(complaint);
  refuse(text, std::stoul(complaint.substr(at + 4)), complaint.substr(0, at));
}

/// Collects the names at the top level and in list items; the keys in maps are the user's.
void collect_names(const Json& object, Names& names) {
  for (const auto& item : object.items()) {
    names.insert(item.key());
    if (!item.value().is_array()) continue;
    for (const Json& entry : item.value()) collect_names(entry, names);
  }
}

/// The names that the template uses.
Names checked_names(const std::string& text, Names names) {
  Names used{"last"};
  for (const char* const implied : {"key", "value", "last", "."}) names.insert(implied);
  mustache::context<std::string> nothing;
  mustache::context_internal<std::string> context(nothing);
  Component root;
  std::string complaint;
  const mustache::parser<std::string> parser(text, context, root, complaint);
  if (!complaint.empty()) refuse(text, complaint);
  root.walk_children([&](Component& part) {
    const auto type = part.tag.type;
    if (type == mustache::tag_type::partial) {
      refuse(text, part.position, "there are no partials: \"" + part.tag.name + "\"");
    }
    const bool has_name = type != mustache::tag_type::text && type != mustache::tag_type::comment &&
                          type != mustache::tag_type::set_delimiter;
    if (has_name && !names.contains(part.tag.name)) {
      refuse(text, part.position, "there is no \"" + part.tag.name + "\"");
    }
    if (has_name) used.insert(part.tag.name);
    return Component::walk_control::walk;
  });
  return used;
}

std::string inside_of_json_string(const std::string& text) {
  const std::string quoted = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

/// Converts JSON to the library's own values, without those that no template uses.
class Conversion {
 public:
  explicit Conversion(const Names& used) : used_(used) {}

  [[nodiscard]] mustache::data object_of(const Json& object) const {
    mustache::data data;
    for (const auto& item : object.items()) {
      if (used_.contains(item.key())) data[item.key()] = data_of(item.value());
    }
    return data;
  }

 private:
  [[nodiscard]] mustache::data data_of(const Json& value) const {
    if (value.is_structured()) return list_of(value);
    if (value.is_null() || value == false) return false;
    if (value.is_string() && value.get_ref<const std::string&>().empty()) return false;
    if (value.is_boolean()) return true;
    return value.is_string() ? value.get<std::string>() : value.dump();
  }

  [[nodiscard]] mustache::data list_of(const Json& value) const {
    mustache::data list(mustache::data::type::list);
    std::size_t left = value.size();
    for (const auto& item : value.items()) {
      mustache::data entry;
      if (value.is_object()) {
        entry["key"] = mustache::data(item.key());
        entry["value"] = data_of(item.value());
      } else {
        entry = object_of(item.value());
      }
      entry["last"] = mustache::data(--left == 0);
      list.push_back(entry);
    }
    return list;
  }

  const Names& used_;
};

}  // namespace

struct Template::Parsed {
  Parsed(const std::string& text, Names used) : mustache(text), names(std::move(used)) {
    mustache.set_custom_escape(&inside_of_json_string);
  }

  mustache::mustache mustache;
  Names names;
};

Template::Template(const std::string& text, const Json& sample) {
  Names names;
  collect_names(sample, names);
  try {
    parsed_ = std::make_unique<Parsed>(text, checked_names(text, std::move(names)));
  } catch (const std::out_of_range&) {  // thrown by the library for a text that ends within a tag
    refuse(text, text.size(), "the text ends within a tag");
  }
}

Template::~Template() = default;
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;

std::string Template::render(const Json& data) const {
  return parsed_->mustache.render(Conversion(parsed_->names).object_of(data));
}

}  // namespace sinks::webhook
