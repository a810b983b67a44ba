// How a session continues when the variant it plays cannot be played: it switches to another one
// and returns later, as a player would.
#include <algorithm>

#include "plugins/hls/session.hpp"

namespace hls {
namespace {

constexpr unsigned failures_of_the_dead = 2;  // consecutive
constexpr unsigned segments_of_the_recovered = 3;

/// Prefers backups, which have the same bit rate, then the next lower one, which is sure to fit,
/// then the next higher.
std::pair<int, std::uint64_t> distance(std::uint64_t from, std::uint64_t to) {
  if (to == from) return {0, 0};
  return to < from ? std::pair{1, from - to} : std::pair{2, to - from};
}

}  // namespace

void Session::follow_a_player() {
  if (renditions_.empty()) return;
  if (playing_ != chosen_ && has_recovered(chosen_)) return move_to(chosen_);
  if (!has_dead_primary()) return;
  if (const auto other = alternative()) move_to(*other);
}

/// Nothing can be fetched from it, or nothing new appears.
bool Session::is_dead(const Rendition& rendition) const {
  if (rendition.failures >= failures_of_the_dead) return true;
  if (rendition.failed_segments >= failures_of_the_dead) return true;
  return !rendition.is_finished && rendition.last_media != vex::Nanos{} &&
         outlet_.now() - rendition.last_media >= rendition.patience();
}

/// A player needs both video and audio.
bool Session::has_dead_primary() const {
  return std::any_of(renditions_.begin(), renditions_.end(), [this](const auto& rendition) {
    return rendition->is_primary && rendition->plan.role != vex::Role::subtitles &&
           is_dead(*rendition);
  });
}

bool Session::has_recovered(std::size_t variant) const {
  const auto is_well = [this](const Rendition& rendition) {
    return rendition.failures == 0 && rendition.good_segments >= segments_of_the_recovered &&
           !is_dead(rendition);
  };
  const Rendition& wanted = *renditions_.at(variant);
  const auto& partners = wanted.plan.partners;
  return is_well(wanted) && std::all_of(partners.begin(), partners.end(), [&](std::size_t place) {
           const Rendition& partner = *renditions_.at(place);
           return partner.plan.role == vex::Role::subtitles || is_well(partner);
         });
}

bool Session::can_be_played(std::size_t variant) const {
  const bool has_begun = renditions_.at(playing_)->last_media != vex::Nanos{};
  const auto is_alive = [&](const Rendition& rendition) {
    const bool is_had = rendition.is_listed && rendition.has_loaded;
    if (!is_had || rendition.failures > 0 || rendition.failed_segments > 0) return false;
    // A finished stream cannot be continued in the middle.
    if (rendition.is_finished) return !has_begun;
    return outlet_.now() - rendition.changed < rendition.patience();
  };
  const Rendition& wanted = *renditions_.at(variant);
  const auto& partners = wanted.plan.partners;
  return wanted.plan.is_within_budget && is_alive(wanted) &&
         std::all_of(partners.begin(), partners.end(), [&](std::size_t place) {
           const Rendition& partner = *renditions_.at(place);
           return partner.plan.role == vex::Role::subtitles || is_alive(partner);
         });
}

std::optional<std::size_t> Session::alternative() const {
  const std::uint64_t from = renditions_.at(playing_)->plan.bandwidth;
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < renditions_.size(); ++i) {
    const RenditionPlan& plan = renditions_[i]->plan;
    if (plan.role != vex::Role::variant || i == playing_ || !can_be_played(i)) continue;
    const bool is_nearer = !best || distance(from, plan.bandwidth) <
                                        distance(from, renditions_[*best]->plan.bandwidth);
    if (is_nearer) best = i;
  }
  return best;
}

/// When the media being played will have been without news for too long.
std::optional<vex::Nanos> Session::next_doubt() const {
  std::optional<vex::Nanos> next;
  for (const auto& rendition : renditions_) {
    if (!rendition->is_primary || rendition->last_media == vex::Nanos{}) continue;
    const vex::Nanos doubt = rendition->last_media + rendition->patience();
    if (doubt > outlet_.now()) next = std::min(next.value_or(doubt), doubt);
  }
  return next;
}

/// The chosen variant is still fetched, to notice when it recovers and to report what is wrong with
/// it until then.
void Session::move_to(std::size_t variant) {
  outlet_.log(VEX_LOG_WARNING, "the media of " + renditions_[variant]->plan.name +
                                   " is watched instead of " + renditions_[playing_]->plan.name);
  play(variant);
}

bool Session::belongs_to(std::size_t rendition, std::size_t variant) const {
  const auto& partners = renditions_[variant]->plan.partners;
  return rendition == variant ||
         std::find(partners.begin(), partners.end(), rendition) != partners.end();
}

void Session::play(std::size_t variant) {
  std::optional<vex::Nanos> end;
  for (std::size_t i = 0; i < renditions_.size(); ++i) {
    Rendition& rendition = *renditions_[i];
    if (!rendition.is_primary || belongs_to(i, variant)) continue;
    rendition.is_primary = false;
    rendition.good_segments = 0;
    const auto its_end = rendition.media->release();
    if (its_end) end = std::max(end.value_or(*its_end), *its_end);
    if (!rendition.plan.wants_media && !belongs_to(i, chosen_)) retire(rendition);
  }
  playing_ = variant;
  for (std::size_t i = 0; i < renditions_.size(); ++i) {
    Rendition& rendition = *renditions_[i];
    if (rendition.is_primary || !belongs_to(i, variant)) continue;
    rendition.is_primary = true;
    rendition.is_retiring = false;
    if (!rendition.fetches()) start_media(rendition);
    rendition.media->take_over(end);
  }
}

void Session::retire(Rendition& rendition) {
  rendition.is_retiring = rendition.is_fetching;  // takes effect when the fetch ends
  if (rendition.is_fetching) return;
  rendition.queue.reset();
  rendition.media.reset();
  rendition.playlist.reset();
  rendition.map.clear();
  rendition.key.reset();
  rendition.key_uri.clear();
  rendition.segment_failure.reset();
  rendition.failed_segments = 0;
  rendition.good_segments = 0;
  rendition.must_reload = false;
  rendition.last_media = {};
}

}  // namespace hls
