#include "sinks/webhook/template.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sinks::webhook {
namespace {

const Json sample = Json::parse(R"~({
  "title": "t", "is_firing": true, "value": 2.5, "nothing": null, "url": "",
  "alerts": [{"id": "a", "labels": {"team": "x", "tier": "1"}}, {"id": "b", "labels": {}}]
})~");

std::string rendered(const std::string& text) { return Template(text, sample).render(sample); }

std::string complaint_about(const std::string& text) {
  try {
    const Template refused(text, sample);
  } catch (const Template::Invalid& invalid) {
    return invalid.what();
  }
  return "none";
}

TEST(Template, replaces_names) { EXPECT_EQ(rendered("<{{title}} {{value}}>"), "<t 2.5>"); }

TEST(Template, escapes_for_json_unless_told_not_to) {
  const Json data = {{"title", "a \"b\"\n\x01<é"}};
  const Template text("\"{{title}}\" {{{title}}}", sample);
  EXPECT_EQ(text.render(data), "\"a \\\"b\\\"\\n\\u0001<é\" a \"b\"\n\x01<é");
}

TEST(Template, replaces_bytes_that_are_not_utf8) {
  const Json data = {{"title", "a\xFF"}};
  EXPECT_EQ(Template("{{title}}", sample).render(data), "a\xEF\xBF\xBD");
}

TEST(Template, writes_lists_and_maps_with_commas_between) {
  EXPECT_EQ(rendered("{{#alerts}}{{id}}({{#labels}}{{key}}={{value}}{{^last}},{{/last}}{{/labels}})"
                     "{{^last}};{{/last}}{{/alerts}}"),
            "a(team=x,tier=1);b()");
}

TEST(Template, counts_what_is_empty_or_unknown_as_false) {
  EXPECT_EQ(rendered("{{#url}}no{{/url}}{{^url}}yes{{/url}} {{#nothing}}no{{/nothing}}"
                     "{{^nothing}}yes{{/nothing}}[{{url}}{{nothing}}]"),
            "yes yes[]");
}

TEST(Template, is_refused_with_its_line) {
  struct Row {
    const char* text;
    const char* complaint;
  };
  const Row rows[] = {
      {"a\nb\n{{#alerts}}\n", "line 3: Unclosed section \"alerts\""},
      {"a\n{{/alerts}}", "line 2: Unopened section \"alerts\""},
      {"{{title", "line 1: Unclosed tag"},
      {"\n\n{{titel}}", "line 3: there is no \"titel\""},
      {"{{#alerts}}\n{{^nobody}}{{/nobody}}{{/alerts}}", "line 2: there is no \"nobody\""},
      {"{{> other}}", "line 1: there are no partials: \"other\""},
      {"{{=x=}}", "line 1: Invalid set delimiter tag"},
      {"{{#alerts}}{{team}}{{/alerts}}", "line 1: there is no \"team\""},
  };
  for (const Row& row : rows) EXPECT_EQ(complaint_about(row.text), row.complaint) << row.text;
}

}  // namespace
}  // namespace sinks::webhook
