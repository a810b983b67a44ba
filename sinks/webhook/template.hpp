// Templates for the bodies of requests.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>

namespace sinks::webhook {

using Json = nlohmann::ordered_json;

/// A Mustache template. `{{name}}` is replaced by the value, escaped for the inside of a JSON
/// string, `{{{name}}}` by the raw value. A list's section is repeated for every item; `last` is
/// true in the last one. A map (of labels, of evidence) is a list of `key` and `value`. Empty,
/// false and unknown values count as false.
class Template {
 public:
  /// An invalid template: the message starts with the line, "line 3: ...".
  class Invalid : public std::runtime_error {
    using runtime_error::runtime_error;
  };

  /// Throws Invalid if the text is not a template or uses a name that `sample` does not have.
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
