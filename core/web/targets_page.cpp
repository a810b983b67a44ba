#include "core/web/targets_page.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <vex/cpp/text.hpp>

#include "core/web/views.hpp"

namespace core::web {
namespace {

using Json = nlohmann::ordered_json;

Json group_of(const vex_target& target) {
  Json labels{{"project", vex::text(target.project)},
              {"id", vex::text(target.id)},
              {"name", vex::text(target.name)}};
  for (std::size_t i = 0; i < target.label_count; ++i) {
    labels.emplace(std::string(vex::text(target.labels[i].key)), vex::text(target.labels[i].value));
  }
  return {{"targets", Json::array({vex::text(target.url)})}, {"labels", std::move(labels)}};
}

}  // namespace

Response TargetsPage::operator()(const Request& request) const {
  const std::string* const project = request.query_value("project");
  const SnapshotView snapshot(*source_);
  Json groups = Json::array();
  for (std::size_t i = 0; i < snapshot->stream_count; ++i) {
    const vex_target& target = *snapshot->streams[i]->target;
    if (project == nullptr || vex::text(target.project) == *project) {
      groups.push_back(group_of(target));
    }
  }
  return {.content_type = "application/json",
          .body = groups.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace core::web
