// The templates in templates/, embedded by the build.
#pragma once

#include <string_view>

namespace sinks::webhook {

extern const std::string_view alertmanager_body;
extern const std::string_view alertmanager_api_body;
extern const std::string_view json_body;
extern const std::string_view slack_body;
extern const std::string_view teams_body;
extern const std::string_view discord_body;
extern const std::string_view dingtalk_body;
extern const std::string_view feishu_body;
extern const std::string_view wecom_body;

}  // namespace sinks::webhook
