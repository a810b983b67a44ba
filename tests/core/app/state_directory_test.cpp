// Which of several places the state is kept in.
#include "core/app/state_directory.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/servers/temporary_folder.hpp"

namespace core::app {
namespace {

class StateDirectory : public testing::Test {
 protected:
  StateDirectory() { ::unsetenv("STATE_DIRECTORY"); }
  ~StateDirectory() override { ::unsetenv("STATE_DIRECTORY"); }

  [[nodiscard]] std::filesystem::path chosen() const {
    return state_directory(exporter_, folder_.path());
  }

  support::TemporaryFolder folder_;  // in the place of /var/lib/video-exporter
  config::Exporter exporter_;
};

TEST_F(StateDirectory, is_what_the_configuration_says_before_all_else) {
  ::setenv("STATE_DIRECTORY", "/run/of-systemd", 1);
  exporter_.state_dir = "/srv/state";
  EXPECT_EQ(chosen(), "/srv/state");
}

TEST_F(StateDirectory, is_that_of_systemd_before_that_of_the_package) {
  ::setenv("STATE_DIRECTORY", "/run/of-systemd", 1);
  EXPECT_EQ(chosen(), "/run/of-systemd");
}

TEST_F(StateDirectory, is_the_first_of_several_of_systemd) {
  ::setenv("STATE_DIRECTORY", "/run/first:/run/second", 1);
  EXPECT_EQ(chosen(), "/run/first");
}

TEST_F(StateDirectory, is_that_of_the_package_where_it_is_there) {
  EXPECT_EQ(chosen(), folder_.path());
  ::setenv("STATE_DIRECTORY", "", 1);
  EXPECT_EQ(chosen(), folder_.path());
}

TEST_F(StateDirectory, is_none_where_nobody_has_made_one) {
  EXPECT_EQ(state_directory(exporter_, folder_.path() / "not-there"), "");
  std::ofstream(folder_.path() / "file") << "no directory";
  EXPECT_EQ(state_directory(exporter_, folder_.path() / "file"), "");
}

}  // namespace
}  // namespace core::app
