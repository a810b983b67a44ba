#include "sinks/log/rotating_file.hpp"

#include <gtest/gtest.h>

#include <system_error>

#include "tests/sinks/log/folder.hpp"

namespace sinks::log {
namespace {

TEST(RotatingFile, adds_to_what_is_there) {
  const Folder folder;
  RotatingFile(folder.file("log"), 100, 3).write("one\n");
  RotatingFile(folder.file("log"), 100, 3).write("two\n");
  EXPECT_EQ(folder.text("log"), "one\ntwo\n");
}

TEST(RotatingFile, puts_a_full_file_aside) {
  const Folder folder;
  RotatingFile file(folder.file("log"), 8, 2);
  for (const char* const line : {"one\n", "two\n", "three\n", "four\n"}) file.write(line);
  EXPECT_EQ(folder.text("log"), "four\n");
  EXPECT_EQ(folder.text("log.1"), "three\n");
  EXPECT_EQ(folder.text("log.2"), "one\ntwo\n");
}

TEST(RotatingFile, keeps_as_many_old_files_as_it_is_told) {
  const Folder folder;
  RotatingFile file(folder.file("log"), 4, 2);
  for (const char* const line : {"1\n\n\n", "2\n\n\n", "3\n\n\n", "4\n\n\n"}) file.write(line);
  EXPECT_EQ(folder.text("log.2"), "2\n\n\n");
  EXPECT_FALSE(folder.has("log.3"));
}

TEST(RotatingFile, counts_the_size_of_a_file_that_was_there_before) {
  const Folder folder;
  RotatingFile(folder.file("log"), 8, 1).write("one\n");
  RotatingFile(folder.file("log"), 8, 1).write("three\n");
  EXPECT_EQ(folder.text("log.1"), "one\n");
  EXPECT_EQ(folder.text("log"), "three\n");
}

TEST(RotatingFile, writes_a_line_longer_than_a_file_may_be) {
  const Folder folder;
  RotatingFile file(folder.file("log"), 4, 1);
  file.write("far too long\n");
  EXPECT_EQ(folder.text("log"), "far too long\n");
  EXPECT_FALSE(folder.has("log.1"));
}

TEST(RotatingFile, goes_on_when_its_file_was_moved_away) {
  const Folder folder;
  RotatingFile file(folder.file("log"), 100, 1);
  file.write("one\n");
  std::filesystem::rename(folder.file("log"), folder.file("moved"));
  file.settle();
  file.write("two\n");
  EXPECT_EQ(folder.text("moved"), "one\n");
  EXPECT_EQ(folder.text("log"), "two\n");
}

TEST(RotatingFile, cannot_be_where_there_is_no_folder) {
  const Folder folder;
  EXPECT_THROW(RotatingFile(folder.file("none/log"), 100, 1), std::system_error);
}

}  // namespace
}  // namespace sinks::log
