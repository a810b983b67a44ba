// gzip (RFC 1952) of a body that comes in pieces.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sinks::prometheus {

/// Holds the compressed bytes alone, however large the text is.
class Gzip {
 public:
  Gzip();
  ~Gzip();
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  void add(std::string_view text);

  /// The whole body; nothing may be added after.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sinks::prometheus
