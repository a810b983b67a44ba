// Codecs in the form of the CODECS attribute (RFC 6381; ISO/IEC 14496-15 annex E; the bindings of
// AV1 and VP9), from the configuration records of their sample entries.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "media/mp4/box.hpp"

namespace media::mp4 {

/// "avc1.64001F"; all of these are empty if the record is truncated.
[[nodiscard]] std::string avc_codec_string(FourCc format, std::span<const std::byte> record);
/// "hvc1.1.6.L93.B0".
[[nodiscard]] std::string hevc_codec_string(FourCc format, std::span<const std::byte> record);
/// "av01.0.04M.08".
[[nodiscard]] std::string av1_codec_string(std::span<const std::byte> record);
/// "vp09.00.31.08"; from the content of the box, including version and flags.
[[nodiscard]] std::string vp9_codec_string(std::span<const std::byte> content);

}  // namespace media::mp4
