#include "core/discovery/folder_watch.hpp"

#include <gmock/gmock.h>

#include "tests/support/servers/temporary_folder.hpp"

namespace core::discovery {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::ElementsAre;
using testing::IsEmpty;

class FolderWatchTest : public testing::Test {
 protected:
  Folders wait() { return watch_.wait(steady_clock::now() + seconds(30)); }

  support::TemporaryFolder folder_;
  std::filesystem::path later_ = folder_.path() / "later";
  FolderWatch watch_;
};

TEST_F(FolderWatchTest, leaves_a_folder_that_is_named_anew_to_who_names_it) {
  watch_.set({folder_.path()});
  watch_.wake();
  EXPECT_THAT(wait(), IsEmpty());
}

TEST_F(FolderWatchTest, tells_of_a_folder_that_came_between_two_waits) {
  watch_.set({later_});
  std::filesystem::create_directory(later_);
  watch_.set({later_});
  EXPECT_THAT(wait(), ElementsAre(later_));
  watch_.wake();
  EXPECT_THAT(wait(), IsEmpty());
}

}  // namespace
}  // namespace core::discovery
