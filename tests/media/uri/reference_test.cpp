#include "media/uri/reference.hpp"

#include <gtest/gtest.h>

#include <array>

namespace media::uri {
namespace {

struct Row {
  const char* reference;
  const char* target;
};

// RFC 3986 5.4, without the fragments.
TEST(Resolve, gives_the_targets_of_the_specification) {
  constexpr std::array rows{
      Row{"g:h", "g:h"},
      Row{"g", "http://a/b/c/g"},
      Row{"./g", "http://a/b/c/g"},
      Row{"g/", "http://a/b/c/g/"},
      Row{"/g", "http://a/g"},
      Row{"//g", "http://g"},
      Row{"?y", "http://a/b/c/d;p?y"},
      Row{"g?y", "http://a/b/c/g?y"},
      Row{"#s", "http://a/b/c/d;p?q"},
      Row{"g#s", "http://a/b/c/g"},
      Row{";x", "http://a/b/c/;x"},
      Row{"", "http://a/b/c/d;p?q"},
      Row{".", "http://a/b/c/"},
      Row{"..", "http://a/b/"},
      Row{"../g", "http://a/b/g"},
      Row{"../..", "http://a/"},
      Row{"../../../g", "http://a/g"},
      Row{"/./g", "http://a/g"},
      Row{"g.", "http://a/b/c/g."},
      Row{"..g", "http://a/b/c/..g"},
      Row{"g/./h", "http://a/b/c/g/h"},
      Row{"g;x=1/../y", "http://a/b/c/y"},
      Row{"g?y/../x", "http://a/b/c/g?y/../x"},
  };
  for (const Row& row : rows) EXPECT_EQ(resolve("http://a/b/c/d;p?q", row.reference), row.target);
}

TEST(Resolve, puts_a_slash_behind_an_authority_without_a_path) {
  EXPECT_EQ(resolve("http://a", "g"), "http://a/g");
}

TEST(Resolve, leaves_a_reference_without_base) { EXPECT_EQ(resolve("", "a/../b"), "a/../b"); }

TEST(Scheme, is_what_stands_before_the_colon) {
  EXPECT_EQ(scheme_of("HTTPS://a/b"), "https");
  EXPECT_EQ(scheme_of("data:x"), "data");
  EXPECT_EQ(scheme_of("a/b:c"), "");
  EXPECT_EQ(scheme_of("1:2"), "");
}

TEST(WithoutSecrets, masks_users_and_values) {
  constexpr std::array rows{
      Row{"a.ts?token=abc&x=1", "a.ts?token=***&x=***"},
      Row{"a.ts?abc", "a.ts?***"},
      Row{"a.ts?a=1&&b", "a.ts?a=***&&***"},
      Row{"a.ts?", "a.ts?"},
      Row{"https://me:pw@h:8/a#f", "https://***@h:8/a"},
      Row{"../a.ts", "../a.ts"},
      Row{"data:text/plain;base64,abc", "data:***"},
  };
  for (const Row& row : rows) EXPECT_EQ(without_secrets(row.reference), row.target);
}

}  // namespace
}  // namespace media::uri
