#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "tests/support/origin/behaviour.hpp"
#include "tests/support/origin/flv_muxer.hpp"

namespace origin {

/// The clips of a folder as FLV, each read and muxed when it is first asked for.
class MediaLibrary {
 public:
  explicit MediaLibrary(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// The stream that a behaviour asks for, or the one it changes to. Throws when there is no such
  /// clip.
  std::shared_ptr<const FlvStream> stream(const Behaviour& behaviour);
  std::shared_ptr<const FlvStream> changed_stream(const Behaviour& behaviour);

 private:
  using Key = std::tuple<std::string, std::string, bool, bool, bool>;

  std::optional<Track> read_video(const std::string& name) const;
  std::optional<Track> read_audio(const std::string& name) const;
  std::filesystem::path file(const std::string& name, const char* extension) const;

  std::filesystem::path folder_;
  std::map<Key, std::shared_ptr<const FlvStream>> streams_;
};

}  // namespace origin
