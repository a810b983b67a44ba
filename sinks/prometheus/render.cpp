#include "sinks/prometheus/render.hpp"

#include <vex/cpp/snapshot.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>

#include "sinks/prometheus/family.hpp"
#include "sinks/prometheus/labels_info.hpp"
#include "sinks/prometheus/own_families.hpp"
#include "sinks/prometheus/stream_families.hpp"

namespace sinks::prometheus {
namespace {

bool is_loaded(const vex_snapshot& snapshot, std::string_view plugin) {
  for (const vex_own_metric& metric : vex::own(snapshot)) {
    if (std::string_view(metric.name) != "video_exporter_plugin_info") continue;
    for (const vex_own_sample& sample : std::span(metric.samples, metric.sample_count)) {
      for (const vex_pair& label : std::span(sample.labels, sample.label_count)) {
        if (vex::text(label.key) == "id" && vex::text(label.value) == plugin) return true;
      }
    }
  }
  return false;
}

bool has_series(const vex_snapshot& snapshot, std::string_view plugin) {
  for (const vex_stream_snapshot* stream : vex::streams(snapshot)) {
    for (const vex_series& series : vex::series(*stream)) {
      if (series.origin != nullptr && series.origin->id == plugin) return true;
    }
  }
  return false;
}

void append_scrape_duration(double seconds, std::vector<Family>& families) {
  if (std::isnan(seconds)) return;
  constexpr const char* name = "video_exporter_scrape_duration_seconds";
  families.push_back({name, Kind::gauge, "seconds", "How long the last scrape took to render.",
                      exporter_group, [seconds](Writer& to) {
                        to.put(name);
                        to.put(" ");
                        to.put_number(seconds);
                        to.put("\n");
                      }});
}

bool wants(const Request& request, std::string_view group) {
  const auto& groups = request.groups;
  return groups.empty() || std::find(groups.begin(), groups.end(), group) != groups.end();
}

bool is_of_host(const Family& family) {
  return family.group == core_group || family.group == exporter_group;
}

/// Of families with equal names the host's is kept, otherwise that of the plugin with the first id,
/// so that it is the same at every scrape, whichever streams there are.
void sort_and_drop_duplicates(std::vector<Family>& families, std::vector<std::string>& defects) {
  const auto place = [](const Family& family) {
    return std::tuple(std::string_view(family.name), !is_of_host(family), family.group);
  };
  std::stable_sort(families.begin(), families.end(),
                   [&](const Family& a, const Family& b) { return place(a) < place(b); });
  const auto is_duplicate = [&](const Family& kept, const Family& other) {
    if (other.name != kept.name) return false;
    defects.push_back("the metric " + other.name + " of " + std::string(other.group) +
                      " is left out: " + std::string(kept.group) + " has one of that name");
    return true;
  };
  families.erase(std::unique(families.begin(), families.end(), is_duplicate), families.end());
}

}  // namespace

bool is_group(const vex_snapshot& snapshot, std::string_view group) {
  return group == core_group || group == exporter_group || is_loaded(snapshot, group) ||
         has_series(snapshot, group);
}

std::vector<std::string> render(const vex_snapshot& snapshot, const Request& request, Writer& to) {
  std::vector<std::string> defects;
  std::vector<Family> families;
  const std::vector<std::string> labels = stream_labels(snapshot);
  append_own_families(snapshot, request.form, families);
  append_scrape_duration(request.last_scrape_seconds, families);
  append_labels_info(snapshot, labels, families);
  append_stream_families(snapshot, labels, families, defects);
  sort_and_drop_duplicates(families, defects);
  // Before groups are selected, so that a family has the same type whichever groups are requested.
  if (request.form == Form::openmetrics) resolve_openmetrics_names(families);
  for (const Family& family : families) {
    if (!wants(request, family.group)) continue;
    write_heading(to, family, request.form);
    family.write_samples(to);
  }
  if (request.form == Form::openmetrics) to.put("# EOF\n");
  to.flush();
  return defects;
}

}  // namespace sinks::prometheus
