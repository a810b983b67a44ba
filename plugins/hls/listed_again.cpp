// How a session follows a multivariant playlist that has changed: new entries are watched, entries
// that are no longer listed are dropped, and the rest continues undisturbed.
#include <algorithm>

#include "plugins/hls/session.hpp"

namespace hls {

void Session::take_list(std::vector<RenditionPlan> plans, const std::string& base) {
  std::vector<const RenditionPlan*> before;
  std::vector<std::size_t> places_before;
  for (std::size_t i = 0; i < renditions_.size(); ++i) {
    if (!renditions_[i]->is_listed) continue;
    renditions_[i]->is_listed = false;
    before.push_back(&renditions_[i]->plan);
    places_before.push_back(i);
  }
  const auto successions = succession(before, plans);
  std::vector<std::size_t> places(plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (!successions[i]) continue;
    places[i] = places_before[*successions[i]];
    renditions_[places[i]]->is_listed = true;
  }
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (!successions[i]) places[i] = add_listed(plans[i], base);
  }
  for (std::size_t i = 0; i < plans.size(); ++i) {
    Rendition& rendition = *renditions_[places[i]];
    RenditionPlan& plan = rendition.plan;
    plan.entry = plans[i].entry;
    plan.bandwidth = plans[i].bandwidth;
    plan.is_within_budget = plans[i].is_within_budget;
    plan.partners.clear();
    for (const std::size_t partner : plans[i].partners) plan.partners.push_back(places[partner]);
    const bool has_moved = plan.uri != plans[i].uri || rendition.base != base;
    rendition.newer = has_moved ? std::optional(Location{plans[i].uri, base}) : std::nullopt;
  }
  choose(plans, places);
}

/// Reuses the place of an idle rendition that is no longer listed, so that a list that keeps
/// changing does not make this one longer. Returns the place.
std::size_t Session::add_listed(RenditionPlan plan, const std::string& base) {
  plan.wants_media = false;  // decided once all of them are there
  plan.is_primary = false;
  const auto has_its_name = [&](const auto& rendition) {
    return rendition->plan.name == plan.name;
  };
  const std::string stem = plan.name;
  for (int i = 2; std::any_of(renditions_.begin(), renditions_.end(), has_its_name); ++i) {
    plan.name = stem + "-" + std::to_string(i);
  }
  outlet_.log(VEX_LOG_INFO, "the multivariant playlist names a new playlist, " + plan.name);
  auto made = make(std::move(plan), base);
  const auto left = std::find_if(renditions_.begin(), renditions_.end(), [](const auto& each) {
    return !each->is_listed && !each->is_primary && !each->fetches() && each->is_idle();
  });
  const auto place = static_cast<std::size_t>(left - renditions_.begin());
  if (left != renditions_.end()) {
    *left = std::move(made);
  } else {
    renditions_.push_back(std::move(made));
  }
  return place;
}

/// The choice is kept while it is listed and valid, because the order of a list may differ for
/// every player.
void Session::choose(const std::vector<RenditionPlan>& plans,
                     const std::vector<std::size_t>& places) {
  std::size_t wished = chosen_;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (plans[i].is_primary && plans[i].role == vex::Role::variant) wished = places[i];
  }
  const bool is_ranked =
      options_.choice.variants == Variants::highest || options_.choice.variants == Variants::lowest;
  const Rendition& chosen = *renditions_[chosen_];
  const bool stays =
      chosen.is_listed &&
      (wished == chosen_ ||
       (chosen.plan.is_within_budget &&
        (!is_ranked || chosen.plan.bandwidth == renditions_[wished]->plan.bandwidth)));
  const bool was_played = playing_ == chosen_;
  if (!stays) chosen_ = wished;

  for (const auto& rendition : renditions_) rendition->plan.wants_media = false;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const bool is_of_all = options_.choice.variants == Variants::all && plans[i].wants_media;
    renditions_[places[i]]->plan.wants_media = is_of_all || belongs_to(places[i], chosen_);
  }
  const bool plays_on = renditions_[playing_]->is_listed && (stays || !was_played);
  const std::size_t played = plays_on ? playing_ : chosen_;
  if (played != playing_) {
    move_to(played);
  } else {
    play(played);  // its audio may be a different one
  }
  for (const auto& rendition : renditions_) {
    if (rendition->plan.wants_media) {
      rendition->is_retiring = false;
      if (!rendition->fetches()) start_media(*rendition);
    } else if (rendition->fetches() && !rendition->is_primary) {
      retire(*rendition);
    }
  }
}

/// The multivariant playlist now lists it elsewhere, and it is not well where it was.
bool Session::is_outdated(const Rendition& rendition) const {
  const bool is_well =
      rendition.failures == 0 && rendition.failed_segments == 0 &&
      (!rendition.has_loaded || outlet_.now() - rendition.changed < rendition.patience());
  return rendition.newer.has_value() && !is_well;
}

/// Signed links expire, and servers disappear. Returns whether there is a newer location to ask.
bool Session::renew(Rendition& rendition) {
  if (!rendition.newer) return false;
  rendition.plan.uri = std::move(rendition.newer->uri);
  rendition.base = std::move(rendition.newer->base);
  rendition.newer.reset();
  rendition.etag.clear();
  rendition.last_modified.clear();
  return true;
}

}  // namespace hls
