#include "media/uri/masking.hpp"

#include <gtest/gtest.h>

namespace media::uri {
namespace {

struct Row {
  const char* text;
  const char* shown;
};

constexpr Row rows[] = {
    {"", ""},
    {"404 Not Found", "404 Not Found"},
    {"what? no", "what? no"},
    {"at 10:30 in a:b", "at 10:30 in a:b"},
    {"http://h:80/a.flv", "http://h:80/a.flv"},
    {"see http://me:pw@h/a?token=abc&x=1 or not", "see http://***@h/a?token=***&x=*** or not"},
    {"Opening 'crypto+http://h/a.ts?t=abc' for reading",
     "Opening 'crypto+http://h/a.ts?t=***' for reading"},
    {"<a href=\"/login?t=abc\">", "<a href=\"/login?t=***\">"},
    {"[ftp://u:p@h/v?abc]", "[ftp://***@h/v?***"},
    {"rtmp://u:p@ss@h/a", "rtmp://***@h/a"},
    {"http://a/b/http://u:p@c/d", "http://a/b/http://***@c/d"},
    {"http://a/b?next=http://u:p@c/d", "http://a/b?next=***"},
    {"http://a/b#access_token=abc", "http://a/b"},
    {"http://[::1]:80", "http://[::1]:80"},
    {"http://[::1]", "http://[::1]"},
    {"cut: http://user:pass", "cut: http://***"},
    {"http://user:pa?ss@h/a", "http://***?***"},
    {"URI=\"data:text/plain;base64,abc\"", "URI=\"data:***\""},
    {"data: one", "data: one"},
    {"#EXT-X-DEFINE:NAME=\"t\",VALUE=\"abc\"\n#EXTINF:2,", "#EXT-X-DEFINE:***\n#EXTINF:2,"},
};

TEST(Masked, hides_the_secrets_of_urls_in_any_text) {
  for (const Row& row : rows) EXPECT_EQ(masked(row.text), row.shown) << row.text;
}

}  // namespace
}  // namespace media::uri
