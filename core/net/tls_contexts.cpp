#include "core/net/tls_contexts.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <string>
#include <vex/cpp/error.hpp>

namespace core::net {
namespace {

vex::Error failure(const std::string& what) {
  const unsigned long code = ::ERR_peek_last_error();
  const char* reason = ::ERR_reason_error_string(code);
  ::ERR_clear_error();
  return vex::Error(vex::Reason::tls, what + (reason ? std::string(": ") + reason : ""));
}

void load_authorities(SSL_CTX* context, const TlsOptions& options) {
  if (options.ca_file.empty()) {
    if (::SSL_CTX_set_default_verify_paths(context) != 1)
      throw failure("the system's certificate authorities");
  } else if (::SSL_CTX_load_verify_file(context, options.ca_file.c_str()) != 1) {
    throw failure("certificate authorities " + options.ca_file);
  }
}

void load_own_certificate(SSL_CTX* context, const TlsOptions& options) {
  if (options.certificate_file.empty()) return;
  if (::SSL_CTX_use_certificate_chain_file(context, options.certificate_file.c_str()) != 1)
    throw failure("client certificate " + options.certificate_file);
  if (::SSL_CTX_use_PrivateKey_file(context, options.key_file.c_str(), SSL_FILETYPE_PEM) != 1)
    throw failure("key of the client certificate " + options.key_file);
}

std::shared_ptr<SSL_CTX> make(const TlsOptions& options) {
  std::shared_ptr<SSL_CTX> context(::SSL_CTX_new(::TLS_client_method()), ::SSL_CTX_free);
  if (!context) throw failure("OpenSSL");
  ::SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  // Idle connections hold no record buffers. Sessions are not resumed, so none are cached.
  ::SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  ::SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  ::SSL_CTX_set_verify(context.get(), options.insecure ? SSL_VERIFY_NONE : SSL_VERIFY_PEER,
                       nullptr);
  if (!options.insecure) load_authorities(context.get(), options);
  load_own_certificate(context.get(), options);
  return context;
}

}  // namespace

std::shared_ptr<SSL_CTX> TlsContexts::find(const TlsOptions& options) const {
  const std::lock_guard lock(mutex_);
  const auto found = made_.find(options);
  return found == made_.end() ? nullptr : found->second;
}

std::shared_ptr<SSL_CTX> TlsContexts::get(const TlsOptions& options) {
  const std::lock_guard one_at_a_time(making_);
  if (auto context = find(options)) return context;
  auto context = make(options);
  const std::lock_guard lock(mutex_);
  return made_[options] = context;
}

void TlsContexts::clear() {
  const std::lock_guard lock(mutex_);
  made_.clear();
}

}  // namespace core::net
