#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace support {

/// What the npm package m3u8-parser makes of playlists, as node/playlists.js prints it: a JSON
/// array with a value for each file.
std::string playlist_opinions(const std::vector<std::filesystem::path>& files);

}  // namespace support
