// Builds a page: text from elsewhere is inserted as text, never as markup.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace core::web {

/// For element content and double-quoted attribute values.
[[nodiscard]] std::string escape_html(std::string_view text);

/// For one value of a query string.
[[nodiscard]] std::string escape_query(std::string_view text);

class Html {
 public:
  Html& markup(std::string_view trusted) {
    page_ += trusted;
    return *this;
  }

  Html& text(std::string_view untrusted) {
    page_ += escape_html(untrusted);
    return *this;
  }

  void reserve(std::size_t size) { page_.reserve(size); }
  [[nodiscard]] std::string take() { return std::move(page_); }

 private:
  std::string page_;
};

}  // namespace core::web
