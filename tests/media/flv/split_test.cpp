// The same bytes give the same events, however they arrive.
#include <gtest/gtest.h>

#include "tests/media/flv/reading.hpp"

namespace media::flv {
namespace {

using namespace test;

/// Of everything some, and small enough to be cut everywhere.
Bytes file_of_all_kinds() {
  return FlvWriter()
      .file_header("464C56 01 05 0000000C 000000")
      .script(0,
              "02 000A 6F6E4D65746144617461 08 00000002"
              "0005 7769647468 00 4084000000000000 0006 686569676874 00 4076800000000000 000009")
      .video(0, avc_header)
      .audio(0, aac_header)
      .tag(BodyType::video, 0, padded("17 01 000050 0000008C 65", 149))
      .audio(5, "AF 01 2101")
      .tag(BodyType::audio, 15, padded("AF 01 2102", 90))
      .video(40, "27 01 000000 00000002 0C80")
      .audio(20, "")
      .video(40, other_avc_header)
      .video(80, "17 02 000000")
      .tag(BodyType::video, 80, padded("97 01 63 00 000000 00 00 61766331 000028 00000064 65", 121))
      .video(120, "96 01 61766331 00 000028 00000064 65")
      .audio(40, "95 11 4F707573 00 FC")
      .audio(40, "91 4F707573 FC")
      .end();
}

class FlvSplits : public testing::TestWithParam<PayloadDepth> {};

TEST_P(FlvSplits, do_not_change_the_events) {
  const Bytes file = file_of_all_kinds();
  const Lines whole = read_all(file, GetParam());
  ASSERT_GT(whole.size(), 12U);
  for (std::size_t first = 1; first < file.size(); ++first) {
    ASSERT_EQ(read_in_pieces(file, first, file.size(), GetParam()), whole) << "cut at " << first;
  }
}

TEST_P(FlvSplits, of_any_length_do_not_change_the_events) {
  const Bytes file = file_of_all_kinds();
  const Lines whole = read_all(file, GetParam());
  for (std::size_t size = 1; size < file.size(); ++size) {
    ASSERT_EQ(read_in_pieces(file, size, size, GetParam()), whole) << "pieces of " << size;
  }
}

TEST_P(FlvSplits, do_not_change_the_offset_of_an_error) {
  Bytes file = file_of_all_kinds();
  const Bytes garbage = bytes_of_hex("FF FFFFFF 000000 00 000000 0000");
  file.insert(file.end(), garbage.begin(), garbage.end());
  const Lines whole = read_all(file, GetParam());
  for (std::size_t size = 1; size < file.size(); ++size) {
    ASSERT_EQ(read_in_pieces(file, size, size, GetParam()), whole) << "pieces of " << size;
  }
}

INSTANTIATE_TEST_SUITE_P(Depths, FlvSplits,
                         testing::Values(PayloadDepth::headers, PayloadDepth::prefix,
                                         PayloadDepth::whole));

}  // namespace
}  // namespace media::flv
