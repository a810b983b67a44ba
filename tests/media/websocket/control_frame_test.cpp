#include "media/websocket/control_frame.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"

namespace media::websocket {
namespace {

using media::test::bytes_of_hex;
using testing::ElementsAreArray;

constexpr std::array mask{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};

TEST(WebSocketControlFrame, is_the_masked_pong_of_the_specification) {  // RFC 6455, 5.7
  EXPECT_THAT(pong(bytes_of_hex("48 65 6c 6c 6f"), mask).bytes(),
              ElementsAreArray(bytes_of_hex("8a 85 37 fa 21 3d 7f 9f 4d 51 58")));
}

TEST(WebSocketControlFrame, closes_with_a_masked_code) {
  EXPECT_THAT(close(1000, mask).bytes(), ElementsAreArray(bytes_of_hex("88 82 37 fa 21 3d 34 12")));
}

TEST(WebSocketControlFrame, is_cut_at_125_bytes) {
  const std::vector<std::byte> payload(200);
  const ControlFrame frame = pong(payload, mask);
  EXPECT_EQ(frame.bytes().size(), 131U);
  EXPECT_EQ(frame.bytes()[1], std::byte{0x80 | 125});
}

}  // namespace
}  // namespace media::websocket
