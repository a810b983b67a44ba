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

}  // namespace
}  // namespace ffmpeg
