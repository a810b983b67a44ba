#include "core/net/tls_session.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <new>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/net/address.hpp"
#include "core/net/certificate.hpp"
#include "core/net/receive_buffer.hpp"
#include "core/net/tls_bio.hpp"

namespace core::net {
namespace {

// OpenSSL calls this for every certificate. A failure is recorded here, where the certificate at
// fault is known.
int on_verify(int is_ok, X509_STORE_CTX* store) {
  if (is_ok == 1) return 1;
  auto* ssl = static_cast<SSL*>(
      ::X509_STORE_CTX_get_ex_data(store, ::SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* session = static_cast<TlsSession*>(SSL_get_app_data(ssl));
  session->note_verification_failure(::X509_STORE_CTX_get_error(store),
                                     ::X509_STORE_CTX_get_current_cert(store));
  return 0;
}

void expect_name(SSL* ssl, const std::string& name) {
  if (Address::parse(name)) {
    ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(ssl), name.c_str());
  } else {
    ::SSL_set1_host(ssl, name.c_str());
    // RFC 6066 section 3: an address is not a server name.
    SSL_set_tlsext_host_name(ssl, name.c_str());
  }
}

int clamp_size(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, 1 << 30)); }

}  // namespace

TlsSession::TlsSession(SSL_CTX& context, const TlsOptions& options, const std::string& host,
                       Inbox& wire)
    : host_(options.server_name.empty() ? host : options.server_name),
      wire_(wire),
      ssl_(::SSL_new(&context), ::SSL_free) {
  if (!ssl_) throw std::bad_alloc();
  BIO* bio = make_session_bio(*this);
  ::SSL_set_bio(ssl_.get(), bio, bio);  // takes ownership
  SSL_set_app_data(ssl_.get(), this);
  if (!options.insecure) ::SSL_set_verify(ssl_.get(), SSL_VERIFY_PEER, on_verify);
  expect_name(ssl_.get(), host_);
  ::SSL_set_connect_state(ssl_.get());
}

TlsSession::~TlsSession() = default;

TlsSession::Step TlsSession::shake_hands() {
  ::ERR_clear_error();
  const int result = ::SSL_do_handshake(ssl_.get());
  if (result == 1) return Step::done;
  if (::SSL_get_error(ssl_.get(), result) == SSL_ERROR_WANT_READ) return Step::wants_bytes;
  fail("TLS handshake");
}

TlsSession::Step TlsSession::read(std::span<std::byte> room, std::size_t& count) {
  count = 0;
  while (count < room.size()) {
    ::ERR_clear_error();
    const int result = ::SSL_read(ssl_.get(), room.data() + count, clamp_size(room.size() - count));
    if (result > 0) {
      count += static_cast<std::size_t>(result);
      continue;
    }
    const int error = ::SSL_get_error(ssl_.get(), result);
    if (error == SSL_ERROR_WANT_READ) {
      // SSL_MODE_RELEASE_BUFFERS does not release the write buffer that OpenSSL allocated on
      // receiving a session ticket: 16 KB per stream.
      ::SSL_free_buffers(ssl_.get());
      return Step::wants_bytes;
    }
    if (error == SSL_ERROR_ZERO_RETURN) return Step::ended;
    if (count > 0) return Step::done;  // good bytes come first; the failure will be reported again
    fail("TLS");
  }
  return Step::done;
}

void TlsSession::write(Bytes data) {
  while (!data.empty()) {
    ::ERR_clear_error();
    const int result = ::SSL_write(ssl_.get(), data.data(), clamp_size(data.size()));
    if (result <= 0) fail("TLS");
    data = data.subspan(static_cast<std::size_t>(result));
  }
}

std::string TlsSession::take_outgoing() { return std::exchange(outgoing_, {}); }

std::optional<std::int64_t> TlsSession::expiry() const {
  STACK_OF(X509)* chain = ::SSL_get_peer_cert_chain(ssl_.get());
  std::optional<std::int64_t> earliest;
  for (int i = 0; chain != nullptr && i < sk_X509_num(chain); ++i)
    if (const auto expiry = expiry_of(sk_X509_value(chain, i)))
      earliest = std::min(earliest.value_or(*expiry), *expiry);
  return earliest;
}

void TlsSession::note_verification_failure(int code, X509* certificate) {
  if (verification_failure_.empty())
    verification_failure_ = describe_verification_failure(code, certificate, host_);
}

void TlsSession::fail(const char* doing) {
  const char* reason = ::ERR_reason_error_string(::ERR_peek_error());
  ::ERR_clear_error();
  if (!verification_failure_.empty())
    throw vex::Error(vex::Reason::tls, "certificate of " + host_ + ": " + verification_failure_);
  throw vex::Error(vex::Reason::tls, std::string(doing) + " with " + host_ + ": " +
                                         (reason ? reason : "the peer broke the protocol"));
}

}  // namespace core::net
