#include "plugins/ffmpeg/redirect.hpp"

#include <gtest/gtest.h>

namespace ffmpeg {
namespace {

struct Row {
  const char* name;
  const char* url;
  const char* location;
  const char* target;
};

constexpr Row rows[] = {
    {"absolute", "http://a/b", "https://c:1/d?e", "https://c:1/d?e"},
    {"other scheme", "http://a/b", "file:///etc/passwd", "file:///etc/passwd"},
    {"scheme-relative", "https://a/b", "//c/d", "https://c/d"},
    {"path", "http://a:1/b/c?d", "/e", "http://a:1/e"},
    {"relative path", "http://a/b/c?d=/e/", "f?g", "http://a/b/f?g"},
    {"query", "http://a/b/c?d", "?e", "http://a/b/c?e"},
    {"of a bare host", "http://a", "b", "http://a/b"},
    {"of a query without path", "http://a?b/c", "d", "http://a/d"},
    {"colon in a path", "http://a/b", "/c:d", "http://a/c:d"},
    {"user information stays behind", "http://user:p%40ss@a/b", "/c", "http://a/c"},
};

TEST(FfmpegRedirect, leads_where_the_answer_says) {
  for (const Row& row : rows) EXPECT_EQ(redirected(row.url, row.location), row.target) << row.name;
}

TEST(FfmpegRedirect, stays_with_the_server_at_the_same_port_and_as_well_encrypted) {
  EXPECT_TRUE(is_same_server("http://user@a/b", "http://a:80/c"));
  EXPECT_TRUE(is_same_server("https://a/b", "HTTPS://a:443/c"));
  EXPECT_FALSE(is_same_server("http://a/b", "http://c/b"));
  EXPECT_FALSE(is_same_server("http://a/b", "http://a:8080/b"));
  EXPECT_FALSE(is_same_server("https://a/b", "http://a/b"));
  EXPECT_FALSE(is_same_server("https://a/b", "http://a:443/b"));
}

TEST(FfmpegRedirect, keeps_the_user_unless_it_names_one) {
  EXPECT_EQ(with_user_of("http://u:p@a/b", "http://a/c"), "http://u:p@a/c");
  EXPECT_EQ(with_user_of("http://u:p@a/b", "http://v@a/c"), "http://v@a/c");
  EXPECT_EQ(with_user_of("http://a/b", "http://a/c"), "http://a/c");
}

}  // namespace
}  // namespace ffmpeg
