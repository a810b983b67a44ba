#include "core/host/stream_handle.hpp"

#include "tests/core/pipeline/stream_fixture.hpp"

namespace core::host {
namespace {

/// Counts how often an answer was expected.
class Wire final : public net::ByteStream {
 public:
  explicit Wire(int& questions) : questions_(questions) {}

  net::Bytes read_some(std::size_t, net::Nanos) override { return {}; }
  void unread(std::size_t) override {}
  void write(net::Bytes, net::Nanos) override {}
  void close() noexcept override {}
  net::Time arrival() const override { return {}; }
  void expect_reply() override { ++questions_; }

 private:
  int& questions_;
};

class StreamHandleTest : public pipeline::StreamTest {
 protected:
  StreamHandleTest() {
    watch<>();
    begin();
  }

  void write() {
    vex_error error{};
    const vex_bytes question = vex::detail::to_abi(std::as_bytes(std::span("?", 1)));
    ASSERT_EQ(handle().write(&handle(), question, 0, &error), VEX_OK);
  }

  StreamHandle& handle() {
    if (!handle_)
      handle_ = std::make_unique<StreamHandle>(std::make_unique<Wire>(questions_), *stream_);
    return *handle_;
  }

  int questions_ = 0;
  std::unique_ptr<StreamHandle> handle_;
};

TEST_F(StreamHandleTest, expects_an_answer_to_what_is_written_before_the_first_media) {
  write();
  write();
  EXPECT_EQ(questions_, 2);
}

TEST_F(StreamHandleTest, expects_none_to_what_is_written_between_media) {
  play(1);
  write();
  EXPECT_EQ(questions_, 0);
}

}  // namespace
}  // namespace core::host
