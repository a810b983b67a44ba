// Lists of name=value and name="value": the parameters of several headers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace media::rtsp {

struct Parameter {
  std::string_view name;
  std::string value;  // unquoted; empty if absent
};

/// Iterates over a header. Separators inside quotes are ignored.
class ParameterReader {
 public:
  ParameterReader(std::string_view text, char separator) : rest_(text), separator_(separator) {}

  std::optional<Parameter> next();

 private:
  std::string_view rest_;
  char separator_;
};

}  // namespace media::rtsp
