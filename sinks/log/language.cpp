#include "sinks/log/language.hpp"

namespace sinks::log {

Language choose_language(std::string_view option, std::initializer_list<const char*> locales) {
  if (option == "zh") return Language::chinese;
  if (option == "en") return Language::english;
  for (const char* const locale : locales) {
    if (locale == nullptr || *locale == '\0') continue;
    return std::string_view(locale).starts_with("zh") ? Language::chinese : Language::english;
  }
  return Language::english;
}

}  // namespace sinks::log
