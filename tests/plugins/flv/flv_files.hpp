// Small FLV streams for tests of the probe.
#pragma once

#include <string>

#include "tests/media/flv/flv_writer.hpp"

namespace flv::test {

inline std::string text_of(const media::flv::test::Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// H.264 and AAC: two video packets, one audio packet; 176 bytes.
inline std::string small_flv() {
  return text_of(media::flv::test::FlvWriter()
                     .file_header()
                     .video(0, media::flv::test::avc_header)
                     .audio(0, media::flv::test::aac_header)
                     .video(0, "17 01 000050 00000001 65")
                     .audio(5, "AF 01 2101")
                     .video(40, "27 01 000000 00000002 4101")
                     .end());
}

}  // namespace flv::test
