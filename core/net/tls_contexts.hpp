#pragma once

#include <openssl/types.h>

#include <map>
#include <memory>
#include <mutex>

#include "core/net/options.hpp"

namespace core::net {

// One SSL_CTX for each set of TLS options, shared by all streams that have it: the authorities
// alone take a megabyte. [thread-safe]
class TlsContexts {
 public:
  // Reads files when the options are new: blocks. Throws vex::Error (Reason::tls).
  std::shared_ptr<SSL_CTX> get(const TlsOptions& options);

  // What get() has made, or nullptr. Does not block.
  std::shared_ptr<SSL_CTX> find(const TlsOptions& options) const;

  // Files are read anew when they are asked for next; who has a context keeps it.
  void clear();

 private:
  mutable std::mutex mutex_;
  std::mutex making_;
  std::map<TlsOptions, std::shared_ptr<SSL_CTX>> made_;
};

}  // namespace core::net
