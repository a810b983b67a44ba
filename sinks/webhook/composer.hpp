// Turns alerts into requests.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sinks/webhook/document.hpp"
#include "sinks/webhook/format.hpp"
#include "sinks/webhook/message.hpp"
#include "sinks/webhook/template.hpp"

namespace sinks::webhook {

/// A user's own body, which replaces the format's.
struct Custom {
  std::string text;   // empty: none
  std::string where;  // for complaints: "template", "template_file /etc/x.mustache"
};

/// What all requests of a receiver have in common.
struct Manner {
  std::string target;              // path and query
  std::string content_type;        // "application/json"
  Pairs headers;                   // the user's own, credentials included
  std::string secret;              // to sign with; empty: unsigned
  std::size_t most_alerts = 1000;  // per request
  Occasion occasion;
};

class Composer {
 public:
  /// Throws vex::Error if the body cannot be rendered, or is not JSON although the content type
  /// says so.
  Composer(const Format& format, Manner manner, const Custom& custom);

  /// Splits alerts into portions that each fit into one request. If more than ten would be needed
  /// to name every stream, there are ten, and the texts say how many streams they do not name.
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

/// The same for every delivery of the same alerts: the key of a single one, a digest of several
/// keys.
std::string idempotency_key(std::span<const Alert> alerts);

}  // namespace sinks::webhook
