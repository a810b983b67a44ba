#include "core/discovery/file_thread.hpp"

#include <gmock/gmock.h>

#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <future>
#include <string>

namespace core::discovery {
namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;
using std::chrono::seconds;

/// Counts how often it was asked to look.
class Counter : public FileReader {
 public:
  explicit Counter(Folders folders, nanoseconds interval = {})
      : folders_(std::move(folders)), interval_(interval) {}

  [[nodiscard]] Folders folders() const override { return folders_; }
  [[nodiscard]] nanoseconds interval() const noexcept override { return interval_; }
  void read() override {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
  }

  /// Waits until it was asked that often.
  [[nodiscard]] bool await(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, seconds(30), [&] { return count_ >= count; });
  }
  [[nodiscard]] int count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  const Folders folders_;
  const nanoseconds interval_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

class FileThreadTest : public testing::Test {
 protected:
  FileThreadTest() {
    std::string name = testing::TempDir() + "files-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~FileThreadTest() override { fs::remove_all(folder_); }

  void write(const fs::path& name) const { std::ofstream(folder_ / name) << "text"; }

  fs::path folder_;
};

TEST_F(FileThreadTest, looks_at_the_beginning_and_after_every_kind_of_change) {
  const auto counter = std::make_shared<Counter>(Folders{folder_});
  FileThread thread;
  thread.set({counter});
  ASSERT_TRUE(counter->await(1));
  const std::vector<std::pair<const char*, std::function<void()>>> changes{
      {"a new file", [&] { write("a"); }},
      {"a file rewritten in place", [&] { write("a"); }},
      {"a file renamed into its place",
       [&] {
         write("b");
         fs::rename(folder_ / "b", folder_ / "a");
       }},
      {"a link that leads elsewhere",
       [&] {
         fs::create_symlink(folder_ / "a", folder_ / "..new");
         fs::rename(folder_ / "..new", folder_ / "link");
       }},
      {"a file removed", [&] { fs::remove(folder_ / "a"); }},
  };
  for (const auto& [name, change] : changes) {
    const int before = counter->count();
    change();
    EXPECT_TRUE(counter->await(before + 1)) << name;
  }
}

TEST_F(FileThreadTest, asks_only_those_whose_folder_has_changed) {
  fs::create_directory(folder_ / "one");
  fs::create_directory(folder_ / "two");
  const auto one = std::make_shared<Counter>(Folders{folder_ / "one"});
  const auto two = std::make_shared<Counter>(Folders{folder_ / "two"});
  FileThread thread;
  thread.set({one, two});
  ASSERT_TRUE(one->await(1));
  ASSERT_TRUE(two->await(1));
  write("two/a");
  EXPECT_TRUE(two->await(2));
  EXPECT_EQ(one->count(), 1);
}

TEST_F(FileThreadTest, finds_a_folder_that_comes_later_or_again) {
  const auto counter = std::make_shared<Counter>(Folders{folder_ / "later"});
  FileThread thread(std::chrono::milliseconds(20));
  thread.set({counter});
  ASSERT_TRUE(counter->await(1));
  fs::create_directory(folder_ / "later");
  EXPECT_TRUE(counter->await(2));
  fs::remove(folder_ / "later");
  EXPECT_TRUE(counter->await(3));
  fs::create_directory(folder_ / "later");
  EXPECT_TRUE(counter->await(4));
}

TEST_F(FileThreadTest, looks_at_intervals_too) {
  const auto counter = std::make_shared<Counter>(Folders{folder_}, std::chrono::milliseconds(20));
  FileThread thread;
  thread.set({counter});
  EXPECT_TRUE(counter->await(5));
}

TEST_F(FileThreadTest, does_what_was_requested_and_goes_on_when_that_fails) {
  FileThread thread;
  std::promise<void> failed;
  thread.request([&] {
    failed.set_value();
    throw std::runtime_error("not possible");
  });
  failed.get_future().wait();
  std::promise<void> done;
  thread.request([&] { done.set_value(); });
  EXPECT_EQ(done.get_future().wait_for(seconds(30)), std::future_status::ready);
}

TEST_F(FileThreadTest, lets_a_reader_change_the_readers) {
  class Changing : public Counter {
   public:
    Changing(FileThread& thread, std::shared_ptr<FileReader> next)
        : Counter({}), thread_(thread), next_(std::move(next)) {}
    void read() override { thread_.set({next_}); }

   private:
    FileThread& thread_;
    std::shared_ptr<FileReader> next_;
  };
  const auto counter = std::make_shared<Counter>(Folders{folder_});
  FileThread thread;
  thread.set({std::make_shared<Changing>(thread, counter)});
  EXPECT_TRUE(counter->await(1));
}

}  // namespace
}  // namespace core::discovery
