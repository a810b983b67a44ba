#include "sinks/webhook/signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <stdexcept>

namespace sinks::webhook {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string line_and(std::string_view first, std::string_view second) {
  return std::string(first).append("\n").append(second);
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view message) {
  std::string code(SHA256_DIGEST_LENGTH, '\0');
  unsigned length = 0;
  if (::HMAC(::EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(message),
             message.size(), reinterpret_cast<unsigned char*>(code.data()), &length) == nullptr) {
    throw std::runtime_error("OpenSSL has no HMAC-SHA256");
  }
  return code;
}

std::string sha256_hex(std::string_view message) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  ::SHA256(bytes_of(message), message.size(), reinterpret_cast<unsigned char*>(digest.data()));
  return hex(digest);
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += digits[value >> 4U];
    text += digits[value & 0x0FU];
  }
  return text;
}

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // OpenSSL appends a NUL
  const int length = ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                       bytes_of(bytes), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::string signature_of(std::string_view secret, std::string_view timestamp,
                         std::string_view body) {
  return hex(hmac_sha256(secret, std::string(timestamp).append(".").append(body)));
}

std::string dingtalk_signature(std::string_view secret, std::string_view timestamp_ms) {
  return base64(hmac_sha256(secret, line_and(timestamp_ms, secret)));
}

std::string feishu_signature(std::string_view secret, std::string_view timestamp) {
  return base64(hmac_sha256(line_and(timestamp, secret), ""));
}

}  // namespace sinks::webhook
