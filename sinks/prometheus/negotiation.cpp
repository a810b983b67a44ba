#include "sinks/prometheus/negotiation.hpp"

#include <tuple>

#include "sinks/prometheus/quality.hpp"

namespace sinks::prometheus {
namespace {

/// How well a format fits: first by the weight that the client gives it, then by how specifically
/// it was named. RFC 9110 12.5.1: the most specific matching range decides the weight.
struct Fit {
  double quality = 0;
  int closeness = 0;  // 0: no range matches

  void consider(const Alternative& range, int range_closeness) {
    if (range_closeness > closeness) *this = {range.quality, range_closeness};
  }
  bool operator<(const Fit& other) const {
    return std::tie(quality, closeness) < std::tie(other.quality, other.closeness);
  }
};

int closeness(const Alternative& range, std::string_view media_type, std::string_view version) {
  if (same_name(range.name, media_type)) {
    if (range.version == version) return 4;
    return range.version.empty() ? 3 : 0;
  }
  const std::string_view type_range = range.name.substr(0, range.name.find("/*"));
  if (type_range.size() != range.name.size() && type_range != "*") {
    return same_name(type_range, media_type.substr(0, media_type.find('/'))) ? 2 : 0;
  }
  return range.name == "*/*" ? 1 : 0;
}

}  // namespace

std::string_view content_type(Form form) noexcept {
  return form == Form::openmetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                                   : "text/plain; version=0.0.4; charset=utf-8";
}

Form negotiate_form(std::string_view accept) {
  Fit text;
  Fit openmetrics;
  for (const Alternative& range : parse_alternatives(accept)) {
    text.consider(range, closeness(range, "text/plain", "0.0.4"));
    openmetrics.consider(range, closeness(range, "application/openmetrics-text", "1.0.0"));
  }
  return text < openmetrics && openmetrics.quality > 0 ? Form::openmetrics : Form::text;
}

bool accepts_gzip(std::string_view accept_encoding) {
  double gzip = -1;
  double any = -1;
  double identity = -1;
  for (const Alternative& coding : parse_alternatives(accept_encoding)) {
    if (same_name(coding.name, "gzip") || same_name(coding.name, "x-gzip")) gzip = coding.quality;
    if (same_name(coding.name, "identity")) identity = coding.quality;
    if (coding.name == "*") any = coding.quality;
  }
  if (gzip < 0) gzip = any;
  return gzip > 0 && gzip >= identity;
}

}  // namespace sinks::prometheus
