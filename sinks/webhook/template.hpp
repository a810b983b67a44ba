// The text of a request's body, with names in it that are replaced.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>

namespace sinks::webhook {

using Json = nlohmann::ordered_json;

/// A Mustache template. `{{name}}` is replaced by the value, escaped for the inside of a JSON
/// string, `{{{name}}}` by the value as it is. A list's section is written for every item, in which
/// `last` is true of the last one. A map (of labels, of evidence) is a list of `key` and `value`.
/// What is empty, false or unknown counts as false.
class Template {
 public:
  /// A template that cannot be used: the sentence begins with the line, "line 3: ...".
  class Invalid : public std::runtime_error {
    using runtime_error::runtime_error;
  };

  /// Throws Invalid when the text is not a template or uses a name that `sample` does not have.
  Template(const std::string& text, const Json& sample);
  ~Template();
  Template(Template&&) noexcept;
  Template& operator=(Template&&) noexcept;

  /// `data` has the shape of the sample.
  [[nodiscard]] std::string render(const Json& data) const;

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace sinks::webhook
