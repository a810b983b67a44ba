// AES-128 in HLS: CBC with PKCS #7 padding over a whole segment (RFC 8216 4.3.2.4).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include <vex/vex.hpp>

namespace hls {

using Block = std::array<std::byte, 16>;

/// The initialization vector if EXT-X-KEY has none: the media sequence number (RFC 8216 5.2).
[[nodiscard]] Block initialization_vector(std::uint64_t media_sequence);

/// Decrypts bytes as they arrive.
class Decryption {
 public:
  Decryption(const Block& key, const Block& initialization_vector);
  ~Decryption();
  Decryption(const Decryption&) = delete;
  Decryption& operator=(const Decryption&) = delete;

  void push(vex::Bytes encrypted, const std::function<void(vex::Bytes)>& sink);

  /// Removes the padding. Throws vex::Error (protocol) if there is none, which means that the key
  /// is wrong.
  void finish(const std::function<void(vex::Bytes)>& sink);

 private:
  struct Cipher;

  std::unique_ptr<Cipher> cipher_;
};

}  // namespace hls
