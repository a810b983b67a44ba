#include "tests/support/process/process.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace support {
namespace {

using namespace std::chrono_literals;

Command shell(const std::string& script) { return {{"sh", "-c", script}, {}, {}}; }

bool is_alive(int pid) { return kill(pid, 0) == 0; }

TEST(Process, keeps_output_and_errors_apart) {
  const auto finished = run(shell("echo good; echo bad >&2; exit 3"));
  EXPECT_EQ(finished.output, "good\n");
  EXPECT_EQ(finished.error_output, "bad\n");
  EXPECT_EQ(finished.status, 3);
}

TEST(Process, names_a_program_that_cannot_run) {
  try {
    run({{"no-such-program"}, {}, {}});
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "cannot run no-such-program: No such file or directory");
  }
}

TEST(Process, runs_in_a_folder_with_an_environment) {
  const auto finished = run({{"sh", "-c", "pwd; echo $A $HOME"}, {"A=b", "HOME"}, "/"});
  EXPECT_EQ(finished.output, "/\nb\n");
}

TEST(Process, finds_a_line_of_either_stream) {
  Process process(shell("echo one; echo two >&2; exec sleep 60"));
  EXPECT_EQ(process.await_line_with("tw"), "two");
  EXPECT_EQ(process.await_line_with("one"), "one");
}

TEST(Process, shows_the_output_when_a_line_does_not_come) {
  Process process(shell("echo other"));
  try {
    process.await_line_with("ready");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("other"), std::string::npos);
  }
}

TEST(Process, stops_by_request) {
  Process process(shell("trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done"));
  process.await_line_with("ready");
  EXPECT_EQ(process.stop(), 7);
}

TEST(Process, stops_by_force_what_does_not_listen) {
  Process process(shell("trap '' TERM; echo ready; while :; do sleep 0.01; done"));
  process.await_line_with("ready");
  EXPECT_EQ(process.stop(50ms), 128 + SIGKILL);
}

TEST(Process, takes_the_childs_children_along) {
  int grandchild = 0;
  {
    Process process(shell("sleep 60 & echo pid $!; wait"));
    grandchild = std::stoi(process.await_line_with("pid").substr(4));
    ASSERT_TRUE(is_alive(grandchild));
  }
  // Its new parent reaps it, which may take a moment.
  const auto gone = run(shell("while [ -d /proc/" + std::to_string(grandchild) +
                              " ] && ! grep -q 'State:.Z' /proc/" + std::to_string(grandchild) +
                              "/status; do sleep 0.01; done"));
  EXPECT_EQ(gone.status, 0);
}

}  // namespace
}  // namespace support
