#include "media/picture/pixel_format.hpp"

#include <gmock/gmock.h>

namespace media::picture {
namespace {

struct Row {
  Chroma chroma;
  unsigned bit_depth;
  Range range;
  const char* name;
};

// The names are those that `ffmpeg -pix_fmts` lists.
const Row rows[] = {
    {Chroma::yuv420, 8, Range::limited, "yuv420p"},
    {Chroma::yuv420, 8, Range::full, "yuvj420p"},
    {Chroma::yuv422, 8, Range::full, "yuvj422p"},
    {Chroma::yuv444, 8, Range::limited, "yuv444p"},
    {Chroma::yuv420, 10, Range::limited, "yuv420p10le"},
    {Chroma::yuv420, 10, Range::full, "yuv420p10le"},
    {Chroma::yuv422, 9, Range::limited, "yuv422p9le"},
    {Chroma::yuv444, 12, Range::limited, "yuv444p12le"},
    {Chroma::monochrome, 8, Range::full, "gray"},
    {Chroma::monochrome, 10, Range::limited, "gray10le"},
    {Chroma::rgb, 8, Range::full, "gbrp"},
    {Chroma::rgb, 10, Range::limited, "gbrp10le"},
    {Chroma::yuv420, 11, Range::limited, ""},
    {Chroma::yuv420, 0, Range::limited, ""},
};

TEST(PixelFormat, has_the_name_that_ffmpeg_gives) {
  for (const auto& row : rows) {
    EXPECT_EQ(pixel_format(row.chroma, row.bit_depth, row.range), row.name);
  }
}

TEST(PixelFormat, knows_the_chroma_of_every_format_idc) {
  EXPECT_EQ(chroma_of_format_idc(0), Chroma::monochrome);
  EXPECT_EQ(chroma_of_format_idc(1), Chroma::yuv420);
  EXPECT_EQ(chroma_of_format_idc(2), Chroma::yuv422);
  EXPECT_EQ(chroma_of_format_idc(3), Chroma::yuv444);
}

}  // namespace
}  // namespace media::picture
