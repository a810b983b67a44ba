#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <string>

#include "tests/support/origin/flv_tags.hpp"
#include "tests/support/origin/server.hpp"

namespace origin {
namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeBio {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};

/// A client that trusts the origin's authority and wants a certificate for 127.0.0.1.
class TlsClient {
 public:
  TlsClient(const Server& server, Certificate certificate)
      : context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_load_verify_locations(context_.get(), server.ca_file().c_str(), nullptr);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    bio_.reset(BIO_new_ssl_connect(context_.get()));
    const auto url = server.url("", Scheme::https, certificate);
    BIO_set_conn_hostname(bio_.get(), url.substr(url.rfind('/') + 1).c_str());
    SSL* ssl = nullptr;
    BIO_get_ssl(bio_.get(), &ssl);
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), "127.0.0.1");
    is_connected_ = BIO_do_handshake(bio_.get()) == 1;
    verify_result_ = SSL_get_verify_result(ssl);
    ERR_clear_error();
  }

  bool is_connected() const { return is_connected_; }
  long verify_result() const { return verify_result_; }

  std::string get(const std::string& target) {
    const auto request = "GET " + target + " HTTP/1.1\r\nHost: origin\r\n\r\n";
    BIO_write(bio_.get(), request.data(), static_cast<int>(request.size()));
    std::string response;
    std::array<char, 16384> buffer;
    for (int count = 0; (count = BIO_read(bio_.get(), buffer.data(), buffer.size())) > 0;) {
      response.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return response.substr(response.find("\r\n\r\n") + 4);
  }

 private:
  std::unique_ptr<SSL_CTX, FreeContext> context_;
  std::unique_ptr<BIO, FreeBio> bio_;
  bool is_connected_ = false;
  long verify_result_ = 0;
};

Options with_tls() {
  Options options;
  options.with_tls = true;
  return options;
}

TEST(OriginTls, plays_a_stream) {
  Server server(with_tls());
  TlsClient client(server, Certificate::good);
  ASSERT_TRUE(client.is_connected());
  const auto seen = see_flv(client.get("/live/a.flv?end_after=0"));
  EXPECT_GT(seen.tags.size(), 50U);
  EXPECT_TRUE(seen.rest.empty());
}

TEST(OriginTls, has_an_expired_certificate) {
  Server server(with_tls());
  TlsClient client(server, Certificate::expired);
  EXPECT_FALSE(client.is_connected());
  EXPECT_EQ(client.verify_result(), X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST(OriginTls, has_a_certificate_for_another_name) {
  Server server(with_tls());
  TlsClient client(server, Certificate::wrong_name);
  EXPECT_FALSE(client.is_connected());
  EXPECT_EQ(client.verify_result(), X509_V_ERR_IP_ADDRESS_MISMATCH);
}

TEST(OriginTls, has_a_certificate_of_an_unknown_issuer) {
  Server server(with_tls());
  TlsClient client(server, Certificate::unknown_issuer);
  EXPECT_FALSE(client.is_connected());
  EXPECT_EQ(client.verify_result(), X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
}

TEST(OriginTls, its_authority_is_gone_with_it) {
  std::filesystem::path file;
  {
    Server server(with_tls());
    file = server.ca_file();
    EXPECT_TRUE(std::filesystem::exists(file));
  }
  EXPECT_FALSE(std::filesystem::exists(file));
}

}  // namespace
}  // namespace origin
