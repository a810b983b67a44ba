#include "plugins/analyzers/hls/stream.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace analyzers::hls {

namespace {

/// A probe does not watch more.
constexpr std::size_t most_renditions = 1024;

/// By then every watched playlist has had its turn.
constexpr vex::Nanos least_until_left = std::chrono::minutes(1);

std::string_view path_of(std::string_view url) { return url.substr(0, url.find('?')); }

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
    found->name = fetch.name;
  }
  // The query may differ each time, which would make the same place look like different ones.
  if (path_of(found->url) != path_of(fetch.url)) found->url = fetch.url;
  found->entry = fetch.entry;
  found->is_listed = true;
  return *found;
}

void Stream::take(media::m3u8::Playlist playlist, vex::Nanos now) {
  if (multivariant) {
    relisted = now;
    for (RenditionState& rendition : renditions) {
      if (rendition.role == vex::Role::none) continue;
      rendition.entry = vex::Playlist::no_entry;
      // A finished playlist is not fetched again.
      rendition.is_listed = rendition.media() != nullptr && !rendition.is_live();
    }
  }
  variables = std::move(playlist.variables);
  multivariant = std::get<media::m3u8::MultivariantPlaylist>(std::move(playlist.content));
}

const RenditionState* Stream::next_left(vex::Nanos now) const {
  const auto left =
      std::find_if(renditions.begin(), renditions.end(), [&](const RenditionState& rendition) {
        const vex::Nanos patience = std::max(least_until_left, 3 * rendition.target());
        return !rendition.is_listed && now - relisted > patience;
      });
  return left != renditions.end() ? &*left : nullptr;
}

void Stream::remove(std::uint32_t id) {
  std::erase_if(renditions, [id](const RenditionState& rendition) { return rendition.id == id; });
}

bool Stream::is_taken(std::string_view name) const {
  return std::any_of(renditions.begin(), renditions.end(), [&](const RenditionState& rendition) {
    return rendition.is_listed && rendition.name == name;
  });
}

const RenditionState* Stream::first_variant() const {
  for (const RenditionState& rendition : renditions) {
    const bool is_variant =
        rendition.role == vex::Role::variant || rendition.role == vex::Role::none;
    if (is_variant && rendition.is_listed && rendition.media() != nullptr) return &rendition;
  }
  return nullptr;
}

std::vector<VariantView> Stream::variant_views() const {
  std::vector<VariantView> views;
  for (const RenditionState& rendition : renditions) {
    const bool is_compared = rendition.role == vex::Role::variant && rendition.is_listed;
    if (!is_compared || rendition.media() == nullptr) continue;
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
    if (!rendition.is_live() || !rendition.is_listed) continue;
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
