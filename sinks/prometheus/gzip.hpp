// Compresses a body with gzip (RFC 1952) piece by piece.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sinks::prometheus {

/// Holds only the compressed bytes, however large the text is.
class Gzip {
 public:
  Gzip();
  ~Gzip();
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  void add(std::string_view text);

  /// The whole body; nothing may be added after this.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sinks::prometheus
