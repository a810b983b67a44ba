#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace core::net {

// The expiry time of a certificate, in seconds since 1970.
std::optional<std::int64_t> expiry_of(const X509* certificate);

// Why a certificate was rejected (X509_V_ERR_*), in words: "unknown issuer ...", "expired on
// 2026-01-31", "wrong name ...".
std::string describe_verification_failure(int code, X509* certificate, const std::string& host);

}  // namespace core::net
