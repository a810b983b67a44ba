#pragma once

#include <filesystem>
#include <string_view>

/// Media made by ffmpeg in the build (scripts/make_clip.sh says what each clip is).
namespace clips {

/// The folder that holds all clips.
std::filesystem::path folder();

/// A clip by its file name: "h264.mp4", "aac.mp4", "h264_aac.flv", ...; throws if there is none.
std::filesystem::path path(std::string_view file);

}  // namespace clips
