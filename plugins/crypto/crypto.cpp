#include "plugins/crypto/crypto.hpp"

#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <memory>
#include <vex/vex.hpp>

namespace crypto {

namespace {

struct FreeMac {
  void operator()(EVP_MAC* mac) const noexcept { EVP_MAC_free(mac); }
  void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
};

const unsigned char* chars(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

const EVP_MD* kind_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::md5:
      return EVP_md5();
    case Algorithm::sha1:
      return EVP_sha1();
    case Algorithm::sha256:
      break;
  }
  return EVP_sha256();
}

}  // namespace

std::vector<std::byte> hash(Algorithm algorithm, std::string_view text) {
  std::vector<std::byte> digest(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                 kind_of(algorithm), nullptr) != 1) {
    throw vex::Error(VEX_E_INTERNAL, "OpenSSL lacks a hash that the server's protocol needs");
  }
  digest.resize(size);
  return digest;
}

std::array<std::byte, 32> hmac_sha256(std::span<const std::byte> key,
                                      std::span<const std::byte> first,
                                      std::span<const std::byte> second) {
  std::array<std::byte, 32> digest{};
  std::array<char, 7> name{"SHA256"};
  const std::array parameters{OSSL_PARAM_construct_utf8_string("digest", name.data(), 0),
                              OSSL_PARAM_construct_end()};
  const std::unique_ptr<EVP_MAC, FreeMac> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  const std::unique_ptr<EVP_MAC_CTX, FreeMac> context(EVP_MAC_CTX_new(mac.get()));
  std::size_t size = 0;
  if (!context || EVP_MAC_init(context.get(), chars(key), key.size(), parameters.data()) != 1 ||
      EVP_MAC_update(context.get(), chars(first), first.size()) != 1 ||
      EVP_MAC_update(context.get(), chars(second), second.size()) != 1 ||
      EVP_MAC_final(context.get(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                    digest.size()) != 1) {
    throw vex::Error(VEX_E_INTERNAL, "OpenSSL lacks HMAC-SHA256");
  }
  return digest;
}

std::string hex(std::span<const std::byte> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : bytes) {
    text += digits[std::to_integer<unsigned>(byte >> 4U)];
    text += digits[std::to_integer<unsigned>(byte & std::byte{0x0F})];
  }
  return text;
}

std::string base64(std::span<const std::byte> bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock adds a NUL
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), chars(bytes),
                  static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

std::string base64(std::string_view text) { return base64(std::as_bytes(std::span(text))); }

void fill_randomly(std::span<std::byte> bytes) {
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) !=
      1) {
    throw vex::Error(VEX_E_INTERNAL, "OpenSSL has no random bytes");
  }
}

}  // namespace crypto
