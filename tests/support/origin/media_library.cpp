#include "tests/support/origin/media_library.hpp"

#include <stdexcept>

namespace origin {

std::shared_ptr<const FlvStream> MediaLibrary::stream(const Behaviour& behaviour) {
  const FlvForm form{behaviour.enhanced_video, behaviour.enhanced_audio, behaviour.multitrack};
  const Key key{behaviour.video, behaviour.audio, form.enhanced_video, form.enhanced_audio,
                form.multitrack};
  auto& stream = streams_[key];
  if (!stream) {
    auto clip = join(read_video(behaviour.video), read_audio(behaviour.audio));
    if (!clip.video && !clip.audio) {
      throw std::invalid_argument("neither video nor audio");
    }
    stream = std::make_shared<const FlvStream>(mux_flv(clip, form));
  }
  return stream;
}

std::shared_ptr<const FlvStream> MediaLibrary::changed_stream(const Behaviour& behaviour) {
  auto changed = behaviour;
  changed.video = behaviour.codec_change_to;
  return stream(changed);
}

std::optional<Track> MediaLibrary::read_video(const std::string& name) const {
  if (name == "none") {
    return std::nullopt;
  }
  auto track = read_mp4(file(name, ".mp4"));
  if (track.width == 0) {
    throw std::invalid_argument(name + " is no video clip");
  }
  return track;
}

std::optional<Track> MediaLibrary::read_audio(const std::string& name) const {
  if (name == "none") {
    return std::nullopt;
  }
  if (name == "alaw" || name == "mulaw") {
    return read_g711(file(name, ".g711"), name == "alaw" ? Codec::alaw : Codec::mulaw);
  }
  auto track = read_mp4(file(name, ".mp4"));
  if (track.width != 0) {
    throw std::invalid_argument(name + " is no audio clip");
  }
  return track;
}

std::filesystem::path MediaLibrary::file(const std::string& name, const char* extension) const {
  // The name comes from a request: it must not lead out of the folder.
  auto found = folder_ / (name + extension);
  if (name.find_first_of("/.") != std::string::npos || !std::filesystem::exists(found)) {
    throw std::invalid_argument("there is no clip " + name);
  }
  return found;
}

}  // namespace origin
