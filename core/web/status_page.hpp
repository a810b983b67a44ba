// The page for people: which streams are broken, and why.
#pragma once

#include <string>

#include "core/web/message.hpp"

namespace core::web {

class SnapshotSource;

class StatusPage {
 public:
  /// `about` is shown in the footer. At most `rows_per_page` streams are on one page; if all fit,
  /// the browser does the searching.
  StatusPage(SnapshotSource& source, std::string about, std::size_t rows_per_page = 2000);

  /// Query: q (words that must all occur), state (down, impaired, unknown, healthy), page.
  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  SnapshotSource* source_;
  std::string about_;
  std::size_t rows_per_page_;
};

}  // namespace core::web
