#include "sinks/log/pipe_output.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <string>

namespace sinks::log {
namespace {

constexpr std::chrono::milliseconds no_patience{0};

/// A pipe whose reader is the test.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
    ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
  }
  ~Pipe() {
    close_reader();
    ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int writer() const { return ends_[1]; }

  void close_reader() {
    if (ends_[0] >= 0) ::close(ends_[0]);
    ends_[0] = -1;
  }

  /// All that is in the pipe now.
  std::string read() {
    std::string text;
    std::array<char, 65536> room{};
    while (true) {
      const ssize_t got = ::read(ends_[0], room.data(), room.size());
      if (got <= 0) return text;
      text.append(room.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  std::array<int, 2> ends_{};
};

TEST(PipeOutput, writes_at_once_while_somebody_reads) {
  Pipe pipe;
  PipeOutput output(pipe.writer(), no_patience);
  output.write("one\n");
  output.write("two\n");
  EXPECT_EQ(pipe.read(), "one\ntwo\n");
  EXPECT_EQ(output.take_lost(), 0U);
}

TEST(PipeOutput, keeps_what_a_slow_reader_has_no_room_for) {
  Pipe pipe;
  PipeOutput output(pipe.writer(), no_patience);
  const std::string lines(200'000, 'x');  // more than a pipe holds
  output.write(lines);
  std::string read = pipe.read();
  EXPECT_LT(read.size(), lines.size());
  while (read.size() < lines.size()) {
    output.settle();
    read += pipe.read();
  }
  EXPECT_EQ(read, lines);
  EXPECT_EQ(output.take_lost(), 0U);
}

TEST(PipeOutput, loses_whole_writes_when_nobody_reads_for_long) {
  Pipe pipe;
  PipeOutput output(pipe.writer(), no_patience);
  output.write(std::string(1'000'000, 'a'));
  output.write(std::string(1'000'000, 'b'));
  EXPECT_EQ(output.take_lost(), 1U);
  EXPECT_EQ(output.take_lost(), 0U);
  EXPECT_EQ(pipe.read().find('b'), std::string::npos);
}

TEST(PipeOutput, does_not_wait_again_for_a_reader_that_is_stuck) {
  Pipe pipe;
  PipeOutput output(pipe.writer(), std::chrono::milliseconds(100));
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 200; ++i) output.write(std::string(2'000, 'x'));  // 20 s if each waited
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(PipeOutput, survives_that_its_reader_is_gone) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);  // as the exporter has it
  Pipe pipe;
  PipeOutput output(pipe.writer(), no_patience);
  pipe.close_reader();
  output.write("one\n");
  EXPECT_EQ(output.take_lost(), 1U);
  std::signal(SIGPIPE, before);
}

}  // namespace
}  // namespace sinks::log
