// Parts of the file that every section shares: variables, suggestions, limits, which file it is.
#include "core/config/document.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "core/config/find_file.hpp"
#include "core/config/nearest.hpp"
#include "core/config/substitute.hpp"

namespace core::config {
namespace {

namespace fs = std::filesystem;

Node read(const std::string& text, Problems& problems) {
  std::istringstream in(text);
  return read_document(in, problems);
}

TEST(Document, knows_where_everything_stands) {
  Problems problems;
  const Node root = read("a:\n  - b\n  - c: d\n", problems);
  EXPECT_EQ(root.members[0].at, (Position{1, 1}));
  EXPECT_EQ(root.find("a")->items[0].at, (Position{2, 5}));
  EXPECT_EQ(root.find("a")->items[1].find("c")->at, (Position{3, 8}));
}

TEST(Document, merges_maps_without_touching_what_is_said_there) {
  Problems problems;
  const Node root =
      read("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc:\n  <<: [*a, *b]\n  x: 5\n", problems);
  EXPECT_TRUE(problems.empty());
  const Node& merged = *root.find("c");
  EXPECT_EQ(merged.members.size(), 3U);
  EXPECT_EQ(merged.find("x")->text, "5");
  EXPECT_EQ(merged.find("y")->text, "2");
  EXPECT_EQ(merged.find("z")->text, "4");
}

TEST(Document, merges_nothing_but_maps) {
  Problems problems;
  const Node root = read("<<: [{a: b}, c]\n", problems);
  EXPECT_NE(root.find("<<"), nullptr);
}

TEST(Document, takes_text_of_any_language) {
  Problems problems;
  const Node root = read("\xEF\xBB\xBF项目: \U0001F3A5\n", problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(root.find("项目")->text, "\U0001F3A5");
}

TEST(Document, says_where_text_is_not_utf8) {
  for (const char* const broken :
       {"\xE9", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
    Problems problems;
    static_cast<void>(read("a: 项目\nb: 项" + std::string(broken), problems));
    ASSERT_EQ(problems.in_order().size(), 1U);
    EXPECT_EQ(problems.in_order()[0].at, (Position{2, 5}));
    EXPECT_THAT(problems.in_order()[0].sentence, testing::StartsWith("a byte here is not UTF-8"));
  }
}

TEST(Document, refuses_aliases_that_multiply) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 9; ++j) text += ", " + before;
    text += "]\n";
  }
  Problems problems;
  static_cast<void>(read(text, problems));
  ASSERT_EQ(problems.in_order().size(), 1U);
  EXPECT_EQ(problems.in_order()[0].sentence, "this is not YAML: aliases make it too large");
}

TEST(Document, refuses_what_is_nested_without_end) {
  Problems problems;
  static_cast<void>(read(std::string(100'000, '['), problems));
  EXPECT_FALSE(problems.empty());
}

TEST(Substitution, puts_variables_into_values_and_nowhere_else) {
  Problems problems;
  Node root = read("${A}: ['x${A}y${A}', '$A', '$${A}', '$', 'a$']", problems);
  substitute(
      root, [](const std::string&) { return "${B}"; }, problems);
  EXPECT_TRUE(problems.empty());
  const Node& list = root.members[0].value;
  EXPECT_EQ(root.members[0].key, "${A}");
  EXPECT_EQ(list.items[0].text, "x${B}y${B}");
  EXPECT_EQ(list.items[1].text, "$A");
  EXPECT_EQ(list.items[2].text, "${A}");
  EXPECT_EQ(list.items[4].text, "a$");
}

TEST(Substitution, keeps_what_was_written_for_errors) {
  Problems problems;
  Node root = read("a: ${A}", problems);
  substitute(
      root, [](const std::string&) { return "secret"; }, problems);
  EXPECT_EQ(root.find("a")->shown(), "${A}");
}

TEST(Suggestion, is_the_nearest_word) {
  EXPECT_EQ(suggestion("chek_intervall", {"check_interval", "max_retries"}),
            "did you mean \"check_interval\"?");
  EXPECT_EQ(suggestion("tiemout", {"tls", "timeout"}), "did you mean \"timeout\"?");
}

TEST(Suggestion, is_all_there_is_when_nothing_is_near) {
  EXPECT_EQ(suggestion("colour", {"id", "url"}), "known here: id, url");
  EXPECT_EQ(suggestion("x", {}), "none is known");
}

TEST(FindFile, asks_the_command_line_first_and_the_environment_then) {
  const Environment environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "CONFIG_FILE") return "from_environment.yml";
    return std::nullopt;
  };
  EXPECT_EQ(find_file("given.yml", environment), "given.yml");
  EXPECT_EQ(find_file("", environment), "from_environment.yml");
}

TEST(FindFile, looks_in_the_working_folder_and_then_in_that_of_the_system) {
  EXPECT_EQ(standard_files(),
            (std::vector<fs::path>{"config.yml", "/etc/video-exporter/config.yml"}));
}

}  // namespace
}  // namespace core::config
