#pragma once

#include <openssl/types.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tests/core/net/peer.hpp"

namespace core::net {

// What a certificate made for a test says.
struct CertificateSpec {
  std::string common_name;
  std::string alternative_names;  // "DNS:localhost,IP:127.0.0.1"
  long begins_in_seconds = -3600;
  long ends_in_seconds = 86'400;
};

// A certificate and its key, in memory and as PEM files in a folder that goes with it.
class Certificate {
 public:
  // Signed by `issuer`; by itself, as an authority, when there is none.
  explicit Certificate(const CertificateSpec& spec, const Certificate* issuer = nullptr);
  ~Certificate();
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  X509* get() const { return certificate_.get(); }
  EVP_PKEY* key() const { return key_.get(); }
  std::string certificate_file() const { return folder_ / "certificate.pem"; }
  std::string key_file() const { return folder_ / "key.pem"; }

 private:
  std::shared_ptr<X509> certificate_;
  std::shared_ptr<EVP_PKEY> key_;
  std::filesystem::path folder_;
};

// The other end of a TLS connection, in blocking calls.
class TlsPeer {
 public:
  explicit TlsPeer(SSL* ssl) : ssl_(ssl) {}
  void send(std::string_view bytes);
  std::string receive_until(std::string_view end);
  std::string server_name() const;
  bool has_client_certificate() const;
  void say_goodbye();  // close_notify
  void await_end();

 private:
  SSL* ssl_;
};

// A TLS server on a free port of the loopback.
class TlsServer {
 public:
  using Script = std::function<void(TlsPeer&)>;

  // With `client_authority`, clients have to show a certificate signed by it.
  TlsServer(const Certificate& certificate, Script script,
            const Certificate* client_authority = nullptr);

  std::uint16_t port() const { return server_.port(); }

 private:
  std::shared_ptr<SSL_CTX> context_;
  PeerServer server_;
};

}  // namespace core::net
