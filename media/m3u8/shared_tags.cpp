#include "media/m3u8/shared_tags.hpp"

#include <utility>

#include "media/m3u8/tag_attributes.hpp"
#include "media/m3u8/variables.hpp"

namespace media::m3u8 {

namespace {

void version(Reading& reading, const TagInfo& tag, std::string_view value) {
  const auto number = decimal_integer(trimmed(value));
  if (!number || *number == 0) {
    return reading.problem(tag.clause, "the version is not a positive integer");
  }
  reading.playlist.version = *number;
  reading.playlist.version_line = reading.line;
}

void start(Reading& reading, const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading, tag, value);
  Start start{.line = reading.line};
  bool has_offset = false;
  while (attributes.next()) {
    if (attributes.is("TIME-OFFSET")) {
      const auto offset = attributes.signed_seconds();
      start.time_offset = offset.value_or(nanoseconds{});
      has_offset = true;
    } else if (attributes.is("PRECISE")) {
      start.is_precise = attributes.yes();
    }
  }
  attributes.require(has_offset, "TIME-OFFSET");
  reading.playlist.start = start;
}

void keep(Reading& reading, TagAttributes& attributes, Variable variable) {
  auto& variables = reading.playlist.variables;
  if (!is_variable_name(variable.name)) {
    return attributes.problem("the name is not a valid variable name");
  }
  if (find_variable(variables, variable.name) != nullptr) {
    return attributes.problem("defines a variable again");
  }
  if (variables.size() == max_variables) return attributes.problem("defines too many variables");
  variables.push_back(std::move(variable));
}

void import(TagAttributes& attributes, Reading& reading, const std::string& name,
            const Surroundings& surroundings) {
  const Variable* variable = find_variable(surroundings.imported, name);
  if (variable == nullptr) {
    return attributes.problem("imports what the multivariant playlist does not define");
  }
  keep(reading, attributes, *variable);
}

void from_query(TagAttributes& attributes, Reading& reading, std::string name,
                const Surroundings& surroundings) {
  auto value = query_parameter(surroundings.uri, name);
  if (!value) return attributes.problem("names a query parameter that the URI does not have");
  keep(reading, attributes, {std::move(name), std::move(*value)});
}

void define(Reading& reading, const TagInfo& tag, std::string_view value,
            const Surroundings& surroundings) {
  TagAttributes attributes(reading, tag, value);
  reading.need_version(8);
  std::string name;
  std::string text;
  std::string imported;
  std::string parameter;
  bool has_value = false;
  while (attributes.next()) {
    if (attributes.is("NAME")) {
      name = attributes.quoted();
    } else if (attributes.is("VALUE")) {
      text = attributes.quoted();
      has_value = true;
    } else if (attributes.is("IMPORT")) {
      imported = attributes.quoted();
    } else if (attributes.is("QUERYPARAM")) {
      parameter = attributes.quoted();
      reading.need_version(11);
    }
  }
  const int ways =
      (name.empty() ? 0 : 1) + (imported.empty() ? 0 : 1) + (parameter.empty() ? 0 : 1);
  if (ways != 1) return attributes.problem("has not one of NAME, IMPORT and QUERYPARAM");
  if (!imported.empty()) return import(attributes, reading, imported, surroundings);
  if (!parameter.empty()) {
    return from_query(attributes, reading, std::move(parameter), surroundings);
  }
  attributes.require(has_value, "VALUE");
  keep(reading, attributes, {std::move(name), std::move(text)});
}

}  // namespace

void read_shared_tag(Reading& reading, const TagInfo& tag, std::string_view value,
                     const Surroundings& surroundings) {
  switch (tag.tag) {
    case Tag::version:
      return version(reading, tag, value);
    case Tag::independent_segments:
      reading.playlist.has_independent_segments = true;
      reading.playlist.independent_segments_line = reading.line;
      return;
    case Tag::start:
      return start(reading, tag, value);
    case Tag::define:
      return define(reading, tag, value, surroundings);
    default:
      return;
  }
}

}  // namespace media::m3u8
