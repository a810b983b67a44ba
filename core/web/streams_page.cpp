#include "core/web/streams_page.hpp"

#include <optional>
#include <vector>
#include <vex/cpp/text.hpp>

#include "core/web/streams_json.hpp"
#include "core/web/views.hpp"

namespace core::web {
namespace {

std::optional<std::uint32_t> up_of(std::string_view state) {
  if (state == "up") return VEX_YES;
  if (state == "down") return VEX_NO;
  if (state == "unknown") return VEX_UNKNOWN;
  return std::nullopt;
}

bool matches(vex_str value, const std::string* asked) {
  return asked == nullptr || vex::text(value) == *asked;
}

}  // namespace

Response StreamsPage::operator()(const Request& request) const {
  const std::string* const project = request.query_value("project");
  const std::string* const id = request.query_value("id");
  const std::string* const state = request.query_value("state");
  const std::string* const metrics = request.query_value("metrics");
  const std::optional<std::uint32_t> up = state == nullptr ? std::nullopt : up_of(*state);
  if (state != nullptr && !up) return text_response(400, "state is one of up, down and unknown.");

  const SnapshotView snapshot(*source_);
  std::vector<const vex_stream_snapshot*> streams;
  for (std::size_t i = 0; i < snapshot->stream_count; ++i) {
    const vex_stream_snapshot& stream = *snapshot->streams[i];
    if (matches(stream.target->project, project) && matches(stream.target->id, id) &&
        (!up || stream.up == *up)) {
      streams.push_back(&stream);
    }
  }
  const JsonOptions options{.unix_time = [this](vex_time time) { return source_->unix_time(time); },
                            .has_metrics = metrics != nullptr && *metrics == "true"};
  return {.content_type = "application/json", .body = streams_json(*snapshot, streams, options)};
}

}  // namespace core::web
