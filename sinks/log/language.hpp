// The language of the log.
#pragma once

#include <initializer_list>
#include <string_view>

namespace sinks::log {

enum class Language { english = 1, chinese };

/// `option` is zh, en or auto. With auto, the first locale that is set decides, in the order of
/// POSIX: LC_ALL, LC_MESSAGES, LANG. English if there is none.
Language choose_language(std::string_view option, std::initializer_list<const char*> locales);

}  // namespace sinks::log
