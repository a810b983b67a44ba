#include "plugins/hls/decryption.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <new>

namespace hls {
namespace {

constexpr std::size_t stride = 4096;  // bytes decrypted at a time, on the stack

const unsigned char* raw(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

}  // namespace

struct Decryption::Cipher {
  Cipher() : context(EVP_CIPHER_CTX_new()) {
    if (context == nullptr) throw std::bad_alloc();
  }
  ~Cipher() { EVP_CIPHER_CTX_free(context); }
  Cipher(const Cipher&) = delete;
  Cipher& operator=(const Cipher&) = delete;

  EVP_CIPHER_CTX* context;
};

Block initialization_vector(std::uint64_t media_sequence) {
  Block block{};
  for (std::size_t i = 0; i < 8; ++i) {
    block[15 - i] = static_cast<std::byte>(media_sequence >> (8 * i));
  }
  return block;
}

Decryption::Decryption(const Block& key, const Block& initialization_vector)
    : cipher_(std::make_unique<Cipher>()) {
  if (EVP_DecryptInit_ex(cipher_->context, EVP_aes_128_cbc(), nullptr, raw(key.data()),
                         raw(initialization_vector.data())) != 1) {
    throw vex::Error(vex::Reason::internal, "AES-128 is not available");
  }
}

Decryption::~Decryption() = default;

void Decryption::push(vex::Bytes encrypted, const std::function<void(vex::Bytes)>& sink) {
  std::array<std::byte, stride + sizeof(Block)> plain;
  while (!encrypted.empty()) {
    const vex::Bytes piece = encrypted.first(std::min(encrypted.size(), stride));
    encrypted = encrypted.subspan(piece.size());
    int size = 0;
    EVP_DecryptUpdate(cipher_->context, reinterpret_cast<unsigned char*>(plain.data()), &size,
                      raw(piece.data()), static_cast<int>(piece.size()));
    if (size > 0) sink(vex::Bytes(plain).first(static_cast<std::size_t>(size)));
  }
}

void Decryption::finish(const std::function<void(vex::Bytes)>& sink) {
  Block plain;
  int size = 0;
  if (EVP_DecryptFinal_ex(cipher_->context, reinterpret_cast<unsigned char*>(plain.data()),
                          &size) != 1) {
    throw vex::Error(vex::Reason::protocol,
                     "it cannot be decrypted: the key or the length of the segment is wrong");
  }
  if (size > 0) sink(vex::Bytes(plain).first(static_cast<std::size_t>(size)));
}

}  // namespace hls
