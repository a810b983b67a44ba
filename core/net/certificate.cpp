#include "core/net/certificate.hpp"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <ctime>

#include "core/net/errors.hpp"

namespace core::net {
namespace {

std::optional<std::tm> read_time(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ::ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return parts;
}

std::string date_text(const ASN1_TIME* time) {
  const auto parts = read_time(time);
  if (!parts) return "a date that cannot be read";
  std::array<char, 32> text;
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &*parts)};
}

std::string issuer_text(const X509* certificate) {
  std::array<char, 256> text{};
  ::X509_NAME_oneline(::X509_get_issuer_name(certificate), text.data(),
                      static_cast<int>(text.size()));
  return quote(text.data());
}

}  // namespace

std::optional<std::int64_t> expiry_of(const X509* certificate) {
  auto parts = read_time(::X509_get0_notAfter(certificate));
  if (!parts) return std::nullopt;
  return ::timegm(&*parts);
}

std::string describe_verification_failure(int code, X509* certificate, const std::string& host) {
  switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "expired on " + date_text(::X509_get0_notAfter(certificate));
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "not valid before " + date_text(::X509_get0_notBefore(certificate));
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "wrong name: it is not for " + host;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "unknown issuer " + issuer_text(certificate);
    default:
      return ::X509_verify_cert_error_string(code);
  }
}

}  // namespace core::net
