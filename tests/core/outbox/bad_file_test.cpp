// A state directory that cannot be used, or no longer.
#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <fstream>

#include "tests/core/outbox/outbox_fixture.hpp"

namespace core::outbox {
namespace {

using Change = vex::FindingChange;

/// Files cannot grow beyond so many bytes: a disk that is full.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : former_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &former_);
    const rlimit limit{bytes, former_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &former_);
    std::signal(SIGXFSZ, former_handler_);
  }

 private:
  rlimit former_{};
  void (*former_handler_)(int);
};

class BadFile : public OutboxTest {
 protected:
  BadFile() { options.retry_after = std::chrono::milliseconds(5); }

  [[nodiscard]] std::filesystem::path file() const { return options.directory / "state.sqlite3"; }

  [[nodiscard]] std::vector<std::filesystem::path> files_set_aside() const {
    std::vector<std::filesystem::path> found;
    for (const auto& each : std::filesystem::directory_iterator(options.directory)) {
      if (each.path().string().find(".damaged-") != std::string::npos) found.push_back(each.path());
    }
    return found;
  }

  void expect_it_works() {
    say_up("new", true);
    EXPECT_EQ(take(1).front().stream, "new");
  }

  bool await_durable() {
    return around.await([this] { return outbox->is_durable(); });
  }
};

TEST_F(BadFile, is_set_aside_when_it_is_no_database) {
  outbox.reset();
  std::ofstream(file()) << "no database at all, but long enough to have a header of its own: " +
                               std::string(200, '.');
  begin();
  EXPECT_EQ(files_set_aside().size(), 1U);
  EXPECT_EQ(outbox->set_aside(), 1U);
  EXPECT_TRUE(outbox->is_durable());
  EXPECT_TRUE(around.has_line_with("cannot be read"));
  expect_it_works();
}

TEST_F(BadFile, is_set_aside_when_a_page_is_damaged) {
  for (int i = 0; i < 200; ++i) say_up("stream" + std::to_string(i), true, std::string(200, 's'));
  take(200);
  outbox.reset();
  {
    std::fstream damaged(file(), std::ios::in | std::ios::out | std::ios::binary);
    for (int page = 1; page < 8; ++page) {
      damaged.seekp(page * 4096);
      damaged << std::string(4096, 'x');
    }
  }
  begin();
  EXPECT_EQ(files_set_aside().size(), 1U);
  expect_it_works();
}

TEST_F(BadFile, is_set_aside_when_a_newer_version_has_written_it) {
  outbox.reset();
  Database(file()).execute("PRAGMA user_version = 99");
  begin();
  EXPECT_EQ(files_set_aside().size(), 1U);
  EXPECT_TRUE(around.has_line_with("a newer version"));
  expect_it_works();
}

TEST_F(BadFile, is_set_aside_when_its_tables_are_not_ours) {
  for (const char* change : {"DROP TABLE finding", "ALTER TABLE entry DROP COLUMN attempts",
                             "PRAGMA user_version = 0"}) {
    outbox.reset();
    Database(file()).execute(change);
    const std::size_t before = files_set_aside().size();
    around.epoch += 10 * second;  // another name
    begin();
    EXPECT_EQ(files_set_aside().size(), before + 1) << change;
    EXPECT_TRUE(outbox->is_durable()) << change;
    expect_it_works();
  }
}

TEST_F(BadFile, loses_the_rows_alone_that_cannot_be_understood) {
  say_up("a", true);
  take(1);
  outbox.reset();
  Database(file()).execute("INSERT INTO entry VALUES ('ops', 1, 'key', 0, 'no json')");
  begin();
  EXPECT_TRUE(around.has_line_with("1 rows of the state file are unusable"));
  EXPECT_EQ(take(1).front().stream, "a");
}

TEST_F(BadFile, does_not_keep_transitions_from_the_sinks_when_there_can_be_none) {
  outbox.reset();
  std::filesystem::remove_all(options.directory);
  std::ofstream(options.directory) << "a file where the directory should be";
  begin();
  EXPECT_FALSE(outbox->is_durable());
  EXPECT_TRUE(around.has_line_with("cannot be used"));
  expect_it_works();
}

TEST_F(BadFile, takes_over_what_is_in_memory_once_there_can_be_one) {
  outbox.reset();
  std::filesystem::remove_all(options.directory);
  std::ofstream(options.directory) << "a file where the directory should be";
  begin();
  expect_it_works();
  std::filesystem::remove(options.directory);
  ASSERT_TRUE(await_durable());
  outbox.reset();
  begin();
  EXPECT_EQ(take(1).front().stream, "new");
}

TEST_F(BadFile, belongs_to_one_process) {
  Outbox other(options, registry, around);
  EXPECT_FALSE(other.is_durable());
  EXPECT_TRUE(around.has_line_with("another process uses"));
}

/// As where the next process begins before the last has ended, or the disk comes late.
class LateFile : public BadFile {
 protected:
  /// A process that could not read the file when its streams began, and has read it now.
  void begin_beside_another() {
    options.retry_after = std::chrono::milliseconds(5);
    std::optional<Outbox> former(std::in_place, options, registry, around);
    ASSERT_TRUE(former->is_durable());
    begin();
    ASSERT_FALSE(outbox->is_durable());
    former.reset();
    ASSERT_TRUE(await_durable());
  }
};

TEST_F(LateFile, keeps_a_finding_from_being_told_twice) {
  say_finding("a", Change::firing);
  const auto told = take(1);
  lane->acknowledge({&told[0].id, 1});
  outbox.reset();
  begin_beside_another();
  say_finding("a", Change::firing);
  say_up("a", false);
  EXPECT_EQ(take(1).front().type, std::uint32_t{VEX_EVENT_STATE});
  say_finding("a", Change::resolved);
  EXPECT_EQ(take(1).front().type, std::uint32_t{VEX_EVENT_FINDING_CHANGE});
  restart();
  EXPECT_TRUE(outbox->claim("cup", "a").empty());
}

TEST_F(LateFile, resolves_no_finding_that_fires_on) {
  say_finding("a", Change::firing);
  say_finding("b", Change::firing);
  const auto told = take(2);
  for (const auto& one : told) lane->acknowledge({&one.id, 1});
  outbox.reset();
  std::atomic<bool> is_known = false;
  options.orphaned_after = std::chrono::milliseconds(1);
  options.knows_all_streams = [&is_known] { return is_known.load(); };
  begin_beside_another();
  say_finding("a", Change::firing);
  is_known = true;
  ASSERT_TRUE(around.await([this] { return !around.published.empty(); }));
  outbox.reset();  // it publishes no more
  EXPECT_EQ(vex::text(around.published.front()->abi().target->id), "b");
  EXPECT_EQ(around.published.size(), 1U);
}

TEST_F(BadFile, can_not_be_made_at_the_start_while_the_disk_is_full_and_is_made_after) {
  outbox.reset();
  std::filesystem::remove_all(options.directory);
  {
    const FullDisk full(0);
    begin();
    EXPECT_FALSE(outbox->is_durable());
    EXPECT_TRUE(around.has_line_with("cannot be used"));
    expect_it_works();
  }
  EXPECT_TRUE(await_durable());
}

TEST_F(BadFile, goes_on_in_memory_while_the_disk_is_full_and_catches_up_after) {
  restart();  // with the shorter time between tries
  {
    const FullDisk full(64 * 1024);
    for (int i = 0; i < 400; ++i) say_up("stream" + std::to_string(i), true, std::string(400, 's'));
    take(400);
    EXPECT_TRUE(around.has_line_with("cannot be written"));
    EXPECT_FALSE(outbox->is_durable());
  }
  ASSERT_TRUE(await_durable());
  restart();
  EXPECT_EQ(take(400).size(), 400U);
}

}  // namespace
}  // namespace core::outbox
