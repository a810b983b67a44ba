// Alerts to requests.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sinks/webhook/document.hpp"
#include "sinks/webhook/format.hpp"
#include "sinks/webhook/message.hpp"
#include "sinks/webhook/template.hpp"

namespace sinks::webhook {

/// A user's own body in place of the format's.
struct Custom {
  std::string text;   // empty: there is none
  std::string where;  // for complaints: "template", "template_file /etc/x.mustache"
};

/// What a receiver's requests have in common.
struct Manner {
  std::string target;              // path and query
  std::string content_type;        // "application/json"
  Pairs headers;                   // the user's own, credentials included
  std::string secret;              // to sign with; empty: unsigned
  std::size_t most_alerts = 1000;  // of one request
  Occasion occasion;
};

class Composer {
 public:
  /// Throws vex::Error when the body cannot be rendered, or is not JSON where that is promised.
  Composer(const Format& format, Manner manner, const Custom& custom);

  /// Alerts in portions, each of which fits into one request. Where more than ten would be needed
  /// to name every stream, it is ten, and the texts say how many streams they do not name.
  [[nodiscard]] std::vector<std::vector<Alert>> portions(std::vector<Alert> alerts) const;

  [[nodiscard]] Request compose(std::span<const Alert> alerts, vex::Nanos unix_now) const;

  [[nodiscard]] const Format& format() const noexcept { return format_; }

 private:
  void check(const std::string& where) const;
  [[nodiscard]] bool fit(std::span<const Alert> alerts, bool in_full) const;
  [[nodiscard]] bool fit_in(std::size_t pieces, std::span<const Alert> alerts) const;
  [[nodiscard]] std::string body_of(std::span<const Alert> alerts, vex::Nanos unix_now) const;

  const Format& format_;
  Manner manner_;
  Template template_;
};

/// The same for every delivery of the same alerts: the key of one, a digest of several keys.
std::string idempotency_key(std::span<const Alert> alerts);

}  // namespace sinks::webhook
