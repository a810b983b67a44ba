#include "tests/core/net/tls_peer.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace core::net {
namespace {

void check(bool is_good) {
  if (!is_good) throw std::runtime_error("OpenSSL");
}

void add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = ::X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
  check(extension != nullptr);
  ::X509_add_ext(certificate, extension, -1);
  ::X509_EXTENSION_free(extension);
}

std::shared_ptr<SSL_CTX> make_context(const Certificate& certificate,
                                      const Certificate* client_authority) {
  std::shared_ptr<SSL_CTX> context(::SSL_CTX_new(::TLS_server_method()), ::SSL_CTX_free);
  check(::SSL_CTX_use_certificate(context.get(), certificate.get()) == 1);
  check(::SSL_CTX_use_PrivateKey(context.get(), certificate.key()) == 1);
  if (client_authority != nullptr) {
    check(::SSL_CTX_load_verify_file(context.get(), client_authority->certificate_file().c_str()) ==
          1);
    ::SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  return context;
}

}  // namespace

Certificate::Certificate(const CertificateSpec& spec, const Certificate* issuer)
    : certificate_(::X509_new(), ::X509_free), key_(EVP_EC_gen("P-256"), ::EVP_PKEY_free) {
  static std::atomic<long> serial = 1;
  X509* certificate = certificate_.get();
  ::X509_set_version(certificate, 2);
  ::ASN1_INTEGER_set(::X509_get_serialNumber(certificate), serial++);
  ::X509_gmtime_adj(X509_getm_notBefore(certificate), spec.begins_in_seconds);
  ::X509_gmtime_adj(X509_getm_notAfter(certificate), spec.ends_in_seconds);
  ::X509_set_pubkey(certificate, key_.get());
  X509_NAME* name = ::X509_get_subject_name(certificate);
  ::X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(spec.common_name.c_str()), -1,
                               -1, 0);
  X509* signer = issuer ? issuer->get() : certificate;
  ::X509_set_issuer_name(certificate, ::X509_get_subject_name(signer));
  if (issuer == nullptr) add_extension(certificate, signer, NID_basic_constraints, "CA:TRUE");
  if (!spec.alternative_names.empty())
    add_extension(certificate, signer, NID_subject_alt_name, spec.alternative_names);
  check(::X509_sign(certificate, issuer ? issuer->key() : key_.get(), ::EVP_sha256()) > 0);

  std::string pattern = (std::filesystem::temp_directory_path() / "vex-tls-XXXXXX").string();
  folder_ = ::mkdtemp(pattern.data());
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
  const File file(std::fopen(certificate_file().c_str(), "w"), std::fclose);
  check(::PEM_write_X509(file.get(), certificate) == 1);
  const File key(std::fopen(key_file().c_str(), "w"), std::fclose);
  check(::PEM_write_PrivateKey(key.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

Certificate::~Certificate() { std::filesystem::remove_all(folder_); }

void TlsPeer::send(std::string_view bytes) {
  if (!bytes.empty()) ::SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
}

std::string TlsPeer::receive_until(std::string_view end) {
  std::string all;
  char byte;
  while (::SSL_read(ssl_, &byte, 1) == 1) {
    all += byte;
    if (all.size() >= end.size() && all.compare(all.size() - end.size(), end.size(), end) == 0)
      break;
  }
  return all;
}

std::string TlsPeer::server_name() const {
  const char* name = ::SSL_get_servername(ssl_, TLSEXT_NAMETYPE_host_name);
  return name ? name : "";
}

bool TlsPeer::has_client_certificate() const { return ::SSL_get0_peer_certificate(ssl_); }

void TlsPeer::say_goodbye() { ::SSL_shutdown(ssl_); }

void TlsPeer::await_end() {
  char byte;
  while (::SSL_read(ssl_, &byte, 1) == 1) {
  }
}

TlsServer::TlsServer(const Certificate& certificate, Script script,
                     const Certificate* client_authority)
    : context_(make_context(certificate, client_authority)),
      server_([this, script = std::move(script)](RemotePeer& tcp) {
        const std::unique_ptr<SSL, decltype(&::SSL_free)> ssl(::SSL_new(context_.get()),
                                                              ::SSL_free);
        ::SSL_set_fd(ssl.get(), tcp.fd());
        if (::SSL_accept(ssl.get()) != 1) return;
        TlsPeer peer(ssl.get());
        script(peer);
      }) {}

}  // namespace core::net
