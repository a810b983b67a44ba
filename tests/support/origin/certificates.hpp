#pragma once

#include <filesystem>
#include <memory>

using SSL_CTX = struct ssl_ctx_st;

namespace origin {

enum class Certificate {
  good = 1,       // for 127.0.0.1, ::1 and localhost
  expired,        // since yesterday
  wrong_name,     // for other.example
  unknown_issuer  // of an authority that ca_file() does not hold
};

/// An authority made for the occasion and servers' certificates of it. Its file is gone with it.
class Certificates {
 public:
  Certificates();
  ~Certificates();
  Certificates(const Certificates&) = delete;
  Certificates& operator=(const Certificates&) = delete;

  /// The authority's certificate as PEM, for clients to trust.
  std::filesystem::path ca_file() const;

  /// A server's context with such a certificate; holds as long as this.
  SSL_CTX* context(Certificate kind) const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace origin
