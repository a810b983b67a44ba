#include "core/net/url.hpp"

#include <gtest/gtest.h>

#include <vex/cpp/error.hpp>

#include "core/net/secrets.hpp"

namespace core::net {
namespace {

TEST(Url, takes_all_parts_apart) {
  const Url url = parse_url("HTTPS://us%40er:p%3Ass@Example.COM:8443/live/a.flv?token=1&x#part");
  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.user, "us@er");
  EXPECT_EQ(url.password, "p:ss");
  EXPECT_EQ(url.host, "example.com");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.path, "/live/a.flv");
  EXPECT_EQ(url.query, "token=1&x");
}

TEST(Url, has_the_default_port_of_its_scheme) {
  EXPECT_EQ(parse_url("http://h/").port, 80);
  EXPECT_EQ(parse_url("wss://h/").port, 443);
  EXPECT_EQ(parse_url("rtmp://h/").port, 1935);
  EXPECT_EQ(parse_url("rtsp://h:/").port, 554);
  EXPECT_EQ(parse_url("other://h/").port, 0);
}

TEST(Url, has_a_path_even_when_none_is_written) {
  EXPECT_EQ(parse_url("http://h").path, "/");
  EXPECT_EQ(parse_url("http://h?q").target(), "/?q");
}

TEST(Url, knows_ipv6_literals) {
  const Url url = parse_url("http://[2001:DB8::1]:8080/a");
  EXPECT_EQ(url.host, "2001:db8::1");
  EXPECT_EQ(url.port, 8080);
  EXPECT_EQ(url.authority(), "[2001:db8::1]:8080");
}

TEST(Url, leaves_the_default_port_out_of_the_authority) {
  EXPECT_EQ(parse_url("https://h:443/").authority(), "h");
  EXPECT_EQ(parse_url("https://h:80/").authority(), "h:80");
}

TEST(Url, escapes_what_may_not_be_sent_as_it_is) {
  EXPECT_EQ(parse_url("http://h/a b/\xc3\xa4?k=\xc3\xa4").target(), "/a%20b/%C3%A4?k=%C3%A4");
}

TEST(Url, of_a_file_needs_no_host) {
  const Url url = parse_url("file:///tmp/a%20b.flv");
  EXPECT_EQ(url.host, "");
  EXPECT_EQ(percent_decode(url.path), "/tmp/a b.flv");
}

TEST(Url, refuses_what_it_cannot_understand) {
  for (const char* text :
       {"", "h/a", "http:/h", "http://", "http:///a", "http://h:99999/", "http://h:0/",
        "http://h:x/", "http://[::1/", "http://[1.2.3.4]/", "http://[::1]x/", "http://a b/",
        "http://h/\r\nX: y", "1http://h/", "http://h\\x/"})
    EXPECT_THROW(parse_url(text), vex::Error) << text;
}

TEST(Url, may_lack_a_host_where_it_is_waited_for_others) {
  EXPECT_EQ(parse_url("udp://:5000").port, 5000);
  EXPECT_EQ(parse_url("udp://@:5000").host, "");
  EXPECT_EQ(parse_url("srt://:9000?mode=listener").query, "mode=listener");
  EXPECT_THROW(parse_url("udp://"), vex::Error);
  EXPECT_THROW(parse_url("rtmp://:1935/live"), vex::Error);
}

struct Reference {
  const char* text;
  const char* result;
};

// RFC 3986 section 5.4, as far as HTTP can meet it.
TEST(Url, resolves_references) {
  const Url base = parse_url("http://a/b/c/d;p?q");
  for (const Reference& row :
       std::initializer_list<Reference>{{"g", "http://a/b/c/g"},
                                        {"./g", "http://a/b/c/g"},
                                        {"g/", "http://a/b/c/g/"},
                                        {"/g", "http://a/g"},
                                        {"//g", "http://g/"},
                                        {"?y", "http://a/b/c/d;p?y"},
                                        {"g?y", "http://a/b/c/g?y"},
                                        {"#s", "http://a/b/c/d;p?q"},
                                        {"", "http://a/b/c/d;p?q"},
                                        {".", "http://a/b/c/"},
                                        {"..", "http://a/b/"},
                                        {"../g", "http://a/b/g"},
                                        {"../../g", "http://a/g"},
                                        {"../../../g", "http://a/g"},
                                        {"/./g", "http://a/g"},
                                        {"/../g", "http://a/g"},
                                        {"g;x=1/../y", "http://a/b/c/y"},
                                        {"https://h:1/x", "https://h:1/x"},
                                        {"g?y/../x", "http://a/b/c/g?y/../x"}})
    EXPECT_EQ(resolve_reference(base, row.text).text(), row.result) << row.text;
}

TEST(Url, keeps_credentials_for_the_same_host_alone) {
  const Url base = parse_url("http://u:p@a/x");
  EXPECT_EQ(resolve_reference(base, "y").user, "u");
  EXPECT_EQ(resolve_reference(base, "http://a/y").password, "p");
  EXPECT_EQ(resolve_reference(base, "http://b/y").user, "");
  EXPECT_EQ(resolve_reference(base, "http://a:81/y").user, "");
  EXPECT_EQ(resolve_reference(base, "http://v@b/y").user, "v");
}

TEST(Url, is_redacted_without_user_information_and_query_values) {
  EXPECT_EQ(redact("http://u:p@h:81/a?token=abc&b=&c&d=1=2#f"),
            "http://h:81/a?token=***&b=***&***&d=***");
  EXPECT_EQ(redact("http://h/a?"), "http://h/a?");
  EXPECT_EQ(redact("not a url?token=abc"), "***");
}

TEST(Secrets, are_masked_in_every_form) {
  Secrets secrets;
  secrets.add_url(parse_url("http://user:p%40ss@h/a?key=t%2Fken1"));
  secrets.add("Bearer 12345");
  EXPECT_EQ(secrets.scrub("user sent p@ss, dXNlcjpwQHNz, t%2Fken1, t/ken1 and Bearer 12345"),
            "*** sent ***, ***, ***, *** and ***");
}

TEST(Secrets, mask_a_secret_that_holds_another_as_a_whole) {
  Secrets secrets;
  secrets.add("abc");
  secrets.add("abcdef");
  EXPECT_EQ(secrets.scrub("abcdef abc"), "*** ***");
}

TEST(Secrets, leave_short_words_alone) {
  Secrets secrets;
  secrets.add_url(parse_url("http://h/a?type=flv&a=1"));
  EXPECT_EQ(secrets.scrub("1 flv tag"), "1 flv tag");
}

}  // namespace
}  // namespace core::net
