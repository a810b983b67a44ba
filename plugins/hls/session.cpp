#include "plugins/hls/session.hpp"

#include <algorithm>

namespace hls {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_fetches = 16;
constexpr vex::Nanos longest_wait = 10s;

std::size_t depth_of(const vex::Run& run) {
  switch (run.payload) {
    case VEX_PAYLOAD_WHOLE:
      return std::size_t{16} * 1024 * 1024;
    case VEX_PAYLOAD_PREFIX:
      return 64;
    default:
      return 0;
  }
}

}  // namespace

Session::Session(const vex_host& host, const Options& options, const vex::Run& run,
                 FirstKind& first_kind)
    : outlet_(host),
      options_(options),
      url_(run.url),
      first_kind_(first_kind),
      tasks_(host),
      shared_{.outlet = outlet_,
              .depth = depth_of(run),
              .is_by_heads = options.segments == Segments::heads} {}

void Session::work() {
  load_first();
  while (!is_over()) {
    start_due();
    const bool is_full = tasks_.size() >= most_fetches;
    const vex::Nanos wait = is_full ? longest_wait : next_due() - outlet_.now();
    tasks_.join_any(std::clamp<vex::Nanos>(wait, 1ms, longest_wait));
    follow_a_player();
    end_with_dead_primary();
  }
}

std::unique_ptr<Rendition> Session::make(RenditionPlan plan, const std::string& base) {
  auto made = std::make_unique<Rendition>(++last_number_, std::move(plan), base);
  made->due = outlet_.now();
  if (made->plan.wants_media) start_media(*made);
  return made;
}

void Session::add(RenditionPlan plan, const std::string& base) {
  auto made = make(std::move(plan), base);
  if (made->is_primary && made->plan.role == vex::Role::variant) {
    chosen_ = playing_ = renditions_.size();
  }
  renditions_.push_back(std::move(made));
}

/// The playlist is loaded again, because it is only kept while media is fetched.
void Session::start_media(Rendition& rendition) {
  rendition.queue = std::make_unique<SegmentQueue>(options_.segments);
  rendition.media = std::make_unique<RenditionMedia>(shared_, rendition.is_primary);
  rendition.etag.clear();
  rendition.last_modified.clear();
  rendition.digest = 0;
  rendition.is_finished = false;
  rendition.due = outlet_.now();
}

/// Ends the run if a player would have nothing to switch to. Without subtitles it continues.
void Session::end_with_dead_primary() const {
  for (const auto& rendition : renditions_) {
    const bool is_needed = rendition->is_primary && rendition->plan.role != vex::Role::subtitles;
    if (is_needed && rendition->failures >= 3) throw vex::Error(*rendition->failure);
  }
}

void Session::start_due() {
  for (const auto& each : renditions_) {
    Rendition& rendition = *each;
    if (tasks_.size() >= most_fetches) return;
    if (!rendition.fetches()) continue;
    if (is_due(rendition)) start_load(rendition);
    if (rendition.is_fetching || !rendition.playlist) continue;
    if (rendition.must_reload || rendition.is_retiring) continue;
    auto item = rendition.queue->next(*rendition.playlist);
    if (!item) continue;
    rendition.is_fetching = true;
    tasks_.spawn([this, &rendition, item = std::move(*item)] { fetch_next(rendition, item); });
  }
  if (is_multivariant_due() && tasks_.size() < most_fetches) {
    multivariant_.is_loading = true;
    tasks_.spawn([this] { load_multivariant_again(); });
  }
  if (tasks_.size() >= most_fetches || turn_.taken_until(outlet_.now())) return;
  if (Rendition* next = longest_waiting()) {
    const bool is_first = !next->has_loaded && next->failures == 0;
    turn_.begin(next->number, outlet_.now(), is_first);
    start_load(*next);
  }
}

void Session::start_load(Rendition& rendition) {
  rendition.is_loading = true;
  tasks_.spawn([this, &rendition] { load(rendition); });
}

bool Session::is_due(const Rendition& rendition) const {
  return rendition.is_listed && !rendition.is_loading && !rendition.is_finished &&
         rendition.due <= outlet_.now();
}

/// Among the playlists watched without media; nullptr if none is due.
Rendition* Session::longest_waiting() const {
  Rendition* found = nullptr;
  for (const auto& rendition : renditions_) {
    if (rendition->fetches() || !is_due(*rendition)) continue;
    if (found == nullptr || rendition->due < found->due) found = rendition.get();
  }
  return found;
}

vex::Nanos Session::next_due() const {
  vex::Nanos due = outlet_.now() + longest_wait;
  const vex::Nanos turn = turn_.taken_until(outlet_.now()).value_or(vex::Nanos{});
  for (const auto& rendition : renditions_) {
    if (rendition->is_loading || rendition->is_finished || !rendition->is_listed) continue;
    due = std::min(due, rendition->fetches() ? rendition->due : std::max(rendition->due, turn));
  }
  if (multivariant_.due && !multivariant_.is_loading) due = std::min(due, *multivariant_.due);
  if (const auto doubt = next_doubt()) due = std::min(due, *doubt);
  return due;
}

/// Whether all media of a finished stream has been fetched.
bool Session::is_over() const {
  return std::all_of(renditions_.begin(), renditions_.end(), [](const auto& rendition) {
    if (!rendition->is_idle()) return false;
    if (!rendition->is_listed) return true;
    const bool is_needed = rendition->fetches() && rendition->is_primary;
    if (!rendition->is_finished) return !is_needed && rendition->failures > 0;
    return !rendition->fetches() || !rendition->queue->next(*rendition->playlist);
  });
}

}  // namespace hls
