#include "media/picture/sample_format.hpp"

#include <gtest/gtest.h>

#include "tests/media/bytes.hpp"

namespace media::picture {
namespace {

struct Size {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  friend bool operator==(const Size&, const Size&) = default;
};

/// 100 × 100 less 1 step at the left, 2 at the right, none at the top, 4 at the bottom.
Size cropped(const SampleFormat& format, std::uint32_t fields) {
  const auto bytes = test::bytes_of_hex("4E 50");
  bits::BitReader reader(bytes);
  Size size{100, 100};
  EXPECT_TRUE(read_cropping(reader, format, fields, size.width, size.height));
  return size;
}

TEST(SampleFormat, crops_in_steps_of_its_chroma_samples) {
  EXPECT_EQ(cropped({.chroma_format_idc = 0}, 1), (Size{97, 96}));
  EXPECT_EQ(cropped({.chroma_format_idc = 1}, 1), (Size{94, 92}));
  EXPECT_EQ(cropped({.chroma_format_idc = 2}, 1), (Size{94, 96}));
  EXPECT_EQ(cropped({.chroma_format_idc = 3}, 1), (Size{97, 96}));
}

TEST(SampleFormat, crops_twice_the_lines_where_they_are_those_of_a_field) {
  EXPECT_EQ(cropped({.chroma_format_idc = 1}, 2), (Size{94, 84}));
}

TEST(SampleFormat, crops_separate_planes_by_single_samples) {
  EXPECT_EQ(cropped({.chroma_format_idc = 3, .has_separate_planes = true}, 1), (Size{97, 96}));
}

TEST(SampleFormat, refuses_to_crop_the_whole_picture) {
  const auto bytes = test::bytes_of_hex("4E 50");
  bits::BitReader reader(bytes);
  Size size{6, 100};
  EXPECT_FALSE(read_cropping(reader, {}, 1, size.width, size.height));
}

TEST(SampleFormat, is_rgb_where_the_matrix_is_the_identity) {
  EXPECT_EQ(pixel_format(SampleFormat{.chroma_format_idc = 3}, {.matrix_coefficients = 0}), "gbrp");
}

TEST(SampleFormat, has_no_name_where_chroma_has_another_depth) {
  EXPECT_EQ(pixel_format(SampleFormat{.luma_bits = 10, .chroma_bits = 8}, {}), "");
}

TEST(SampleFormat, needs_no_depth_of_chroma_without_chroma) {
  EXPECT_EQ(pixel_format(SampleFormat{.chroma_format_idc = 0, .luma_bits = 10}, {}), "gray10le");
}

}  // namespace
}  // namespace media::picture
