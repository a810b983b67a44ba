#include "core/discovery/targets.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace core::discovery {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What a document comes to: "place address key=value …" for a target, "! …" for a problem, and the
/// sentence of a document that is refused.
std::vector<std::string> read(const std::string& text, Syntax syntax) {
  std::vector<std::string> lines;
  try {
    const Targets targets = read_targets(text, syntax, "list");
    for (const Target& target : targets.list) {
      std::string line = target.place + " " + target.address;
      for (const auto& [key, value] : *target.labels) line += " " + key + "=" + value;
      lines.push_back(line);
    }
    for (const std::string& problem : targets.problems) lines.push_back("! " + problem);
  } catch (const std::runtime_error& error) {
    lines.emplace_back(error.what());
  }
  return lines;
}

struct Row {
  const char* name;
  Syntax syntax;
  const char* text;
  std::vector<std::string> lines;
};

const std::vector<Row> rows{
    {"a group",
     Syntax::json,
     R"([{"targets": ["a:80", "http://b/x"], "labels": {"k": "v"}}])",
     {"list: [0].targets[0] a:80 k=v", "list: [0].targets[1] http://b/x k=v"}},
    {"labels that are no texts",
     Syntax::json,
     R"([{"targets": ["a"], "labels": {"n": 7, "b": true, "l": [], "o": {}, "z": null}}])",
     {"list: [0].targets[0] a b=true n=7 z=", "! list: [0].labels.l: must be a text",
      "! list: [0].labels.o: must be a text"}},
    {"a group in YAML",
     Syntax::yaml,
     "- targets: [a, 'b']\n  labels: {k: v}\n",
     {"list:1:13 a k=v", "list:1:16 b k=v"}},
    {"a group without labels", Syntax::yaml, "- targets: [a]\n", {"list:1:13 a"}},
    {"nothing", Syntax::json, "[]", {}},
    {"nothing in YAML", Syntax::yaml, "[]", {}},
    {"groups of which one is wrong",
     Syntax::json,
     R"([7, {"labels": {}}, {"targets": "a"}, {"targets": [[], "", "b"]}])",
     {"list: [3].targets[2] b", "! list: [0]: must be a map",
      "! list: [1]: the key targets is missing", "! list: [2].targets: must be a list",
      "! list: [3].targets[0]: must be a text", "! list: [3].targets[1]: must be a text"}},
    {"labels that are a list",
     Syntax::json,
     R"([{"targets": ["a"], "labels": ["k"]}])",
     {"list: [0].targets[0] a", "! list: [0].labels: must be a map of labels"}},
    {"a map",
     Syntax::json,
     R"({"targets": []})",
     {"list: it must be a list of groups of targets, not a map"}},
    {"a text", Syntax::yaml, "hello", {"list: it must be a list of groups of targets, not a text"}},
    {"half a document",
     Syntax::json,
     R"([{"targets": ["sec)",
     {"list: this is not JSON: parse error at line 1, column 19: syntax error while parsing value "
      "- invalid string: missing closing quote"}},
    {"a page of errors",
     Syntax::json,
     "<html>secret</html>",
     {"list: this is not JSON: parse error at line 1, column 1: syntax error while parsing value - "
      "invalid literal"}},
    {"no UTF-8",
     Syntax::json,
     "[\"\xff\"]",
     {"list: this is not JSON: parse error at line 1, column 3: syntax error while parsing value - "
      "invalid string: ill-formed UTF-8 byte"}},
    {"half a document in YAML",
     Syntax::yaml,
     "- targets: [a\n",
     {"list: line 2: this is not YAML: end of sequence flow not found"}},
    {"an empty file", Syntax::yaml, "", {"list: line 0: the file is empty"}},
};

TEST(Targets, are_read_as_far_as_they_can_be) {
  for (const Row& row : rows) EXPECT_EQ(read(row.text, row.syntax), row.lines) << row.name;
}

TEST(Targets, are_not_read_however_deep_they_are_nested) {
  EXPECT_THAT(read(std::string(100'000, '['), Syntax::json), testing::SizeIs(1));
  EXPECT_THAT(read(std::string(100'000, '[') + std::string(100'000, ']'), Syntax::json),
              ElementsAre("list: it is nested too deeply"));
  EXPECT_THAT(read(std::string(100'000, '['), Syntax::yaml), testing::SizeIs(1));
}

TEST(Targets, are_limited_in_number_and_length) {
  std::string many = "[{\"targets\": [\"a\"";
  for (std::size_t i = 0; i < most_targets; ++i) many += ",\"a\"";
  EXPECT_THAT(read(many + "]}]", Syntax::json),
              ElementsAre("list: it has more than 100000 targets"));
  EXPECT_THAT(read("[{\"targets\": [\"" + std::string(5000, 'a') + "\"]}]", Syntax::json),
              ElementsAre("! list: [0].targets[0]: is longer than 4096 bytes"));
}

}  // namespace
}  // namespace core::discovery
