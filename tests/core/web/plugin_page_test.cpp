#include "core/web/plugin_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vex/cpp/text.hpp>

#include <cstring>
#include <string>

namespace core::web {
namespace {

vex_status echo(void* user, const vex_route_request* request, vex_route_response* response,
                vex_error*) {
  auto* const text = new std::string(vex::text(request->method));
  *text += " " + std::string(vex::text(request->path));
  for (std::size_t i = 0; i < request->query_count; ++i) {
    *text += " " + std::string(vex::text(request->query[i].key)) + "=" +
             std::string(vex::text(request->query[i].value));
  }
  static const vex_pair header = vex::pair("Content-Encoding", "none");
  response->content_type = vex::detail::to_abi("text/x-echo");
  response->headers = &header;
  response->header_count = 1;
  response->body = {reinterpret_cast<const std::uint8_t*>(text->data()), text->size()};
  response->state = new std::pair<std::string*, int*>(text, static_cast<int*>(user));
  response->release = [](vex_route_response* given) {
    auto* const state = static_cast<std::pair<std::string*, int*>*>(given->state);
    ++*state->second;
    delete state->first;
    delete state;
  };
  return VEX_OK;
}

TEST(PluginPage, carries_request_and_answer_across) {
  int released = 0;
  const Response response = call_plugin(
      echo, &released, {.path = "/metrics", .query = {{"collect[]", "a"}, {"collect[]", "b"}}});
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.content_type, "text/x-echo");
  EXPECT_EQ(response.body, "GET /metrics collect[]=a collect[]=b");
  EXPECT_THAT(response.headers, testing::ElementsAre(testing::Pair("Content-Encoding", "none")));
}

TEST(PluginPage, releases_the_answer_once) {
  int released = 0;
  (void)call_plugin(echo, &released, {});
  EXPECT_EQ(released, 1);
}

TEST(PluginPage, turns_a_failure_into_500_with_its_sentence) {
  const auto fail = [](void*, const vex_route_request*, vex_route_response*, vex_error* error) {
    std::strcpy(error->text, "the snapshot is not there");
    return vex_status{VEX_E_INTERNAL};
  };
  const Response response = call_plugin(fail, nullptr, {});
  EXPECT_EQ(response.status, 500U);
  EXPECT_EQ(response.body, "the snapshot is not there\n");
}

}  // namespace
}  // namespace core::web
