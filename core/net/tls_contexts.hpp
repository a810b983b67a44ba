#pragma once

#include <openssl/types.h>

#include <map>
#include <memory>
#include <mutex>

#include "core/net/options.hpp"

namespace core::net {

// One SSL_CTX per set of TLS options, shared by all streams that use it: the certificate
// authorities alone take a megabyte. [thread-safe]
class TlsContexts {
 public:
  // Reads files, and so blocks, if the options are new. Throws vex::Error (Reason::tls).
  std::shared_ptr<SSL_CTX> get(const TlsOptions& options);

  // The context that get() has created, or nullptr. Does not block.
  std::shared_ptr<SSL_CTX> find(const TlsOptions& options) const;

  // Files are read again on the next request; existing users keep their context.
  void clear();

 private:
  mutable std::mutex mutex_;
  std::mutex making_;
  std::map<TlsOptions, std::shared_ptr<SSL_CTX>> made_;
};

}  // namespace core::net
