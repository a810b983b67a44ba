#include "plugins/analyzers/hls/stream.hpp"

#include <algorithm>
#include <chrono>

namespace analyzers::hls {

namespace {

/// More are more than a probe watches.
constexpr std::size_t most_renditions = 1024;

}  // namespace

RenditionState* Stream::find(std::uint32_t id) {
  for (RenditionState& rendition : renditions) {
    if (rendition.id == id) return &rendition;
  }
  return nullptr;
}

RenditionState& Stream::rendition(const vex::Playlist& fetch) {
  RenditionState* found = find(fetch.rendition);
  if (found == nullptr) {
    if (renditions.size() == most_renditions) renditions.pop_back();
    found = &renditions.emplace_back();
    found->id = fetch.rendition;
    found->role = fetch.role;
    found->entry = fetch.entry;
    found->name = fetch.name;
    found->url = fetch.url;
  }
  return *found;
}

const RenditionState* Stream::first_variant() const {
  for (const RenditionState& rendition : renditions) {
    const bool is_variant =
        rendition.role == vex::Role::variant || rendition.role == vex::Role::none;
    if (is_variant && rendition.media() != nullptr) return &rendition;
  }
  return nullptr;
}

std::vector<VariantView> Stream::variant_views() const {
  std::vector<VariantView> views;
  for (const RenditionState& rendition : renditions) {
    if (rendition.role != vex::Role::variant || rendition.media() == nullptr) continue;
    views.push_back({rendition.name, rendition.media(), rendition.fetched,
                     rendition.progress.lost(rendition.fetched)});
  }
  return views;
}

const media::m3u8::Variant* Stream::variant_of(const RenditionState& rendition) const {
  const bool is_named = multivariant && rendition.role == vex::Role::variant &&
                        rendition.entry < multivariant->variants.size();
  return is_named ? &multivariant->variants[rendition.entry] : nullptr;
}

const media::m3u8::Rendition* Stream::sound_named(const RenditionState& rendition) const {
  const bool is_named = multivariant && rendition.role == vex::Role::audio &&
                        rendition.entry < multivariant->renditions.size();
  return is_named ? &multivariant->renditions[rendition.entry] : nullptr;
}

Rates Stream::sound_of(const media::m3u8::Variant& variant) const {
  Rates most;
  for (const RenditionState& rendition : renditions) {
    const auto* sound = sound_named(rendition);
    if (sound == nullptr || variant.audio.empty() || sound->group_id != variant.audio) continue;
    const Rates rates = rendition.rates();
    most = {std::max(most.peak, rates.peak), std::max(most.mean, rates.mean)};
  }
  return most;
}

TimestampView Stream::timestamps_of(const RenditionState& rendition) {
  return {rendition.name, rendition.media(), rendition.fetched, rendition.media_time,
          rendition.role == vex::Role::subtitles};
}

std::optional<vex::Nanos> Stream::playlist_age(vex::Nanos now) const {
  std::optional<vex::Nanos> age;
  for (const RenditionState& rendition : renditions) {
    if (!rendition.is_live()) continue;
    age = std::max(age.value_or(vex::Nanos{}), now - rendition.first_seen);
  }
  return age;
}

void Stream::count_listed(vex::Nanos duration) {
  constexpr vex::Nanos remembered = std::chrono::minutes(10);
  listed += duration;
  if (listed < 2 * remembered) return;
  listed /= 2;
  covered /= 2;
}

}  // namespace analyzers::hls
