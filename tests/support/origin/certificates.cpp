#include "tests/support/origin/certificates.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <chrono>
#include <map>
#include <stdexcept>
#include <string>

namespace origin {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

template <auto free_function>
struct Free {
  template <typename Object>
  void operator()(Object* object) const {
    free_function(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Free<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

void check(bool is_good) {
  if (!is_good) {
    throw std::runtime_error(std::string("OpenSSL: ") + ERR_error_string(ERR_get_error(), nullptr));
  }
}

struct Identity {
  Key key;
  X509Ptr certificate;
};

struct Wanted {
  const char* common_name;
  const char* alternative_names;  // nullptr: an authority
  hours valid_from;               // from now
  hours valid_until;
};

void add_extension(X509* certificate, const Identity* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer ? issuer->certificate.get() : certificate, certificate, nullptr,
                 nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  check(extension != nullptr);
  check(X509_add_ext(certificate, extension.get(), -1) == 1);
}

/// A certificate signed by the issuer, or by itself.
Identity make_identity(const Wanted& wanted, const Identity* issuer) {
  static long serial = 0;
  Identity made{Key(EVP_EC_gen("P-256")), X509Ptr(X509_new())};
  check(made.key && made.certificate);
  X509* const certificate = made.certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), seconds(wanted.valid_from).count());
  X509_gmtime_adj(X509_getm_notAfter(certificate), seconds(wanted.valid_until).count());
  X509_set_pubkey(certificate, made.key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(wanted.common_name), -1, -1, 0);
  X509_set_issuer_name(certificate,
                       X509_get_subject_name(issuer ? issuer->certificate.get() : certificate));
  if (wanted.alternative_names) {
    add_extension(certificate, issuer, NID_subject_alt_name, wanted.alternative_names);
    add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth");
  } else {
    add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(certificate, issuer, NID_key_usage, "critical,keyCertSign");
  }
  check(X509_sign(certificate, issuer ? issuer->key.get() : made.key.get(), EVP_sha256()) > 0);
  return made;
}

Context make_context(const Identity& identity) {
  Context context(SSL_CTX_new(TLS_server_method()));
  check(context != nullptr);
  check(SSL_CTX_use_certificate(context.get(), identity.certificate.get()) == 1);
  check(SSL_CTX_use_PrivateKey(context.get(), identity.key.get()) == 1);
  // A retried write may come from another place in memory, and thousands of idle buffers cost much.
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                      SSL_MODE_RELEASE_BUFFERS);
  return context;
}

constexpr hours day{24};
constexpr Wanted authority{"Test authority", nullptr, -2 * day, 30 * day};
constexpr Wanted unknown_authority{"Unknown authority", nullptr, -2 * day, 30 * day};

Wanted server(const char* names, hours valid_until) {
  return {"video-exporter-origin", names, -2 * day, valid_until};
}

constexpr const char* own_names = "IP:127.0.0.1,IP:::1,DNS:localhost";

}  // namespace

class Certificates::Implementation {
 public:
  Implementation() {
    const auto known = make_identity(authority, nullptr);
    const auto unknown = make_identity(unknown_authority, nullptr);
    add(Certificate::good, server(own_names, 20 * day), known);
    add(Certificate::expired, server(own_names, -day), known);
    add(Certificate::wrong_name, server("DNS:other.example", 20 * day), known);
    add(Certificate::unknown_issuer, server(own_names, 20 * day), unknown);
    write(known);
  }
  ~Implementation() {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
  }

  std::filesystem::path file() const { return file_; }
  SSL_CTX* context(Certificate kind) const { return contexts_.at(kind).get(); }

 private:
  void add(Certificate kind, const Wanted& wanted, const Identity& issuer) {
    contexts_.emplace(kind, make_context(make_identity(wanted, &issuer)));
  }

  void write(const Identity& known) {
    auto name = (std::filesystem::temp_directory_path() / "video-exporter-origin-XXXXXX").string();
    const int fd = mkstemp(name.data());
    std::FILE* const output = fd < 0 ? nullptr : fdopen(fd, "w");
    if (!output) {
      throw std::runtime_error("cannot write " + name);
    }
    PEM_write_X509(output, known.certificate.get());
    std::fclose(output);
    file_ = name;
  }

  std::map<Certificate, Context> contexts_;
  std::filesystem::path file_;
};

Certificates::Certificates() : implementation_(std::make_unique<Implementation>()) {}

Certificates::~Certificates() = default;

std::filesystem::path Certificates::ca_file() const { return implementation_->file(); }

SSL_CTX* Certificates::context(Certificate kind) const { return implementation_->context(kind); }

}  // namespace origin
