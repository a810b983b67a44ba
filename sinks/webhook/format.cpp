#include "sinks/webhook/format.hpp"

#include <algorithm>

#include "sinks/webhook/bodies.hpp"

namespace sinks::webhook {
namespace {

constexpr std::size_t unbounded = SIZE_MAX;

}  // namespace

const Format& format_named(std::string_view name) {
  // The limits are the receivers' own: blocks of Slack, 28 KB of Teams, 4096 characters of Discord,
  // 20,000 bytes of DingTalk and Feishu, 2048 bytes of WeCom, minus some room for titles and
  // syntax.
  static const std::array<Format, 9> formats{{
      {"alertmanager", alertmanager_body, Signing::header, "", {}, unbounded, unbounded},
      {"alertmanager-api", alertmanager_api_body, Signing::header, "", {}, unbounded, unbounded},
      {"json", json_body, Signing::header, "", {}, unbounded, unbounded},
      {"slack", slack_body, Signing::header, "", {}, 100'000, unbounded},
      {"teams", teams_body, Signing::header, "", {}, 20'000, 27'000},
      {"discord", discord_body, Signing::header, "", {}, 3'900, unbounded},
      {"dingtalk", dingtalk_body, Signing::dingtalk, "errcode", {410100, 130101}, 15'000, 19'500},
      {"feishu", feishu_body, Signing::feishu, "code", {11232, 11232}, 15'000, 19'500},
      {"wecom", wecom_body, Signing::header, "errcode", {45009, 45033}, 1'800, unbounded},
  }};
  return *std::find_if(formats.begin(), formats.end() - 1,
                       [&](const Format& format) { return format.name == name; });
}

}  // namespace sinks::webhook
