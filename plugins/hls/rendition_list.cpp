#include "plugins/hls/rendition_list.hpp"

#include <algorithm>

namespace hls {
namespace {

using media::m3u8::MultivariantPlaylist;
using media::m3u8::Rendition;
using media::m3u8::Variant;

constexpr std::size_t longest_label = 24;

/// Makes a label value of a text chosen by the peer.
std::string label_of(std::string_view text) {
  std::string label;
  for (const char c : text.substr(0, longest_label)) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    label += is_upper ? static_cast<char>(c + ('a' - 'A')) : is_plain ? c : '_';
  }
  return label;
}

vex::Role role_of(Rendition::Type type) {
  switch (type) {
    case Rendition::Type::audio:
      return vex::Role::audio;
    case Rendition::Type::video:
      return vex::Role::video;
    case Rendition::Type::subtitles:
      return vex::Role::subtitles;
    default:
      return vex::Role::none;
  }
}

std::string_view word_of(vex::Role role) {
  return role == vex::Role::audio ? "audio" : role == vex::Role::video ? "video" : "subtitles";
}

class Listing {
 public:
  Listing(const MultivariantPlaylist& playlist, const Choice& choice)
      : playlist_(playlist), choice_(choice) {}

  std::vector<RenditionPlan> make() {
    for (std::uint32_t i = 0; i < playlist_.variants.size(); ++i) {
      const Variant& variant = playlist_.variants[i];
      if (has(variant.uri)) continue;
      plans_.push_back({.role = vex::Role::variant,
                        .entry = i,
                        .name = "v" + std::to_string(i),
                        .uri = variant.uri,
                        .bandwidth = variant.bandwidth});
    }
    for (std::uint32_t i = 0; i < playlist_.renditions.size(); ++i) add(playlist_.renditions[i], i);
    for (std::uint32_t i = 0; i < playlist_.iframe_variants.size(); ++i) {
      if (has(playlist_.iframe_variants[i].uri)) continue;
      plans_.push_back({.role = vex::Role::i_frames,
                        .entry = i,
                        .name = "iframes" + std::to_string(i),
                        .uri = playlist_.iframe_variants[i].uri});
    }
    for (RenditionPlan& plan : plans_) {
      if (plan.role == vex::Role::variant) join(plan, playlist_.variants[plan.entry]);
    }
    for (const Variant* variant : chosen()) want(*variant);
    return std::move(plans_);
  }

 private:
  [[nodiscard]] std::size_t place_of(std::string_view uri) const {
    const auto found = std::find_if(plans_.begin(), plans_.end(),
                                    [&](const RenditionPlan& plan) { return plan.uri == uri; });
    return static_cast<std::size_t>(found - plans_.begin());
  }

  [[nodiscard]] bool has(std::string_view uri) const { return place_of(uri) < plans_.size(); }

  void add(const Rendition& rendition, std::uint32_t entry) {
    const vex::Role role = role_of(rendition.type);
    if (role == vex::Role::none || rendition.uri.empty() || has(rendition.uri)) return;
    std::string name(word_of(role));
    const std::string label =
        label_of(rendition.language.empty() ? rendition.name : rendition.language);
    if (!label.empty()) name += "-" + label;
    const std::string stem = name;
    const auto is_taken = [&](const RenditionPlan& plan) { return plan.name == name; };
    for (int i = 2; std::any_of(plans_.begin(), plans_.end(), is_taken); ++i) {
      name = stem + "-" + std::to_string(i);
    }
    plans_.push_back({.role = role, .entry = entry, .name = name, .uri = rendition.uri});
  }

  [[nodiscard]] bool is_allowed(const Variant& variant) const {
    return choice_.max_bitrate == 0 || variant.bandwidth <= choice_.max_bitrate;
  }

  std::vector<const Variant*> chosen() const {
    std::vector<const Variant*> allowed;
    for (const Variant& variant : playlist_.variants) {
      if (is_allowed(variant)) allowed.push_back(&variant);
    }
    const auto is_lower = [](const Variant* a, const Variant* b) {
      return a->bandwidth < b->bandwidth;
    };
    if (allowed.empty()) {  // the lowest is better than nothing
      for (const Variant& variant : playlist_.variants) allowed.push_back(&variant);
      return {*std::min_element(allowed.begin(), allowed.end(), is_lower)};
    }
    switch (choice_.variants) {
      case Variants::highest:
        return {*std::max_element(allowed.begin(), allowed.end(), is_lower)};
      case Variants::lowest:
        return {*std::min_element(allowed.begin(), allowed.end(), is_lower)};
      case Variants::all:
        return allowed;
      case Variants::first:
        break;
    }
    return {allowed.front()};
  }

  void want(const Variant& variant) {
    const bool is_primary = !std::exchange(has_primary_, true);
    RenditionPlan& plan = plans_.at(place_of(variant.uri));
    for (const std::size_t partner : plan.partners) want(plans_.at(partner), is_primary);
    want(plan, is_primary);
  }

  static void want(RenditionPlan& plan, bool is_primary) {
    plan.wants_media = true;
    plan.is_primary |= is_primary;
  }

  void join(RenditionPlan& plan, const Variant& variant) const {
    plan.is_within_budget = is_allowed(variant);
    join(plan, Rendition::Type::audio, variant.audio);
    join(plan, Rendition::Type::subtitles, variant.subtitles);
  }

  /// The default rendition of a group, or its first (RFC 8216 4.3.4.1).
  void join(RenditionPlan& plan, Rendition::Type type, std::string_view group) const {
    const Rendition* wanted = nullptr;
    for (const Rendition& rendition : playlist_.renditions) {
      if (rendition.type != type || rendition.group_id != group) continue;
      if (wanted == nullptr || (rendition.is_default && !wanted->is_default)) wanted = &rendition;
    }
    if (group.empty() || wanted == nullptr || wanted->uri.empty()) return;
    plan.partners.push_back(place_of(wanted->uri));
  }

  const MultivariantPlaylist& playlist_;
  const Choice& choice_;
  std::vector<RenditionPlan> plans_{};
  bool has_primary_ = false;
};

/// Compares everything except the URI. The names of variants are ignored, because they only give
/// the place in the list.
bool is_alike(const RenditionPlan& before, const RenditionPlan& now) {
  return before.bandwidth == now.bandwidth &&
         (before.role == vex::Role::variant || before.name == now.name);
}

}  // namespace

std::vector<RenditionPlan> list_renditions(const MultivariantPlaylist& playlist,
                                           const Choice& choice) {
  if (playlist.variants.empty()) {
    throw vex::Error(vex::Reason::protocol, "the multivariant playlist names no variant");
  }
  if (playlist.variants.size() > most_variants || playlist.renditions.size() > most_renditions ||
      playlist.iframe_variants.size() > most_variants) {
    throw vex::Error(vex::Reason::too_large,
                     "the multivariant playlist names more than 64 variants or renditions");
  }
  return Listing(playlist, choice).make();
}

std::vector<std::optional<std::size_t>> succession(std::span<const RenditionPlan* const> before,
                                                   std::span<const RenditionPlan> now) {
  std::vector<std::optional<std::size_t>> found(now.size());
  std::vector<bool> is_taken(before.size(), false);
  for (std::size_t i = 0; i < now.size(); ++i) {
    for (std::size_t j = 0; j < before.size() && !found[i]; ++j) {
      if (before[j]->role == now[i].role && before[j]->uri == now[i].uri) found[i] = j;
    }
    if (found[i]) is_taken[*found[i]] = true;
  }
  using vex::Role;
  for (const Role role :
       {Role::variant, Role::audio, Role::video, Role::subtitles, Role::i_frames}) {
    std::vector<std::size_t> gone;
    std::vector<std::size_t> come;
    for (std::size_t j = 0; j < before.size(); ++j) {
      if (before[j]->role == role && !is_taken[j]) gone.push_back(j);
    }
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (now[i].role == role && !found[i]) come.push_back(i);
    }
    const bool are_alike =
        std::equal(gone.begin(), gone.end(), come.begin(), come.end(),
                   [&](std::size_t j, std::size_t i) { return is_alike(*before[j], now[i]); });
    if (!are_alike) continue;
    for (std::size_t k = 0; k < come.size(); ++k) found[come[k]] = gone[k];
  }
  return found;
}

}  // namespace hls
