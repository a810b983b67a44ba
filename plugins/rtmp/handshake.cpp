#include "plugins/rtmp/handshake.hpp"

#include <algorithm>
#include <string>

#include "media/rtmp/handshake.hpp"
#include "plugins/crypto/crypto.hpp"
#include "plugins/peer_text/quote.hpp"
#include "plugins/rtmp/patience.hpp"

namespace rtmp {

namespace {

using media::rtmp::HandshakeBlock;
using Received = std::vector<std::byte>;

// Flash Player 9.0.124.2; with zeros instead, servers use a handshake without digests.
constexpr std::array player_version{std::byte{9}, std::byte{0}, std::byte{124}, std::byte{2}};
constexpr std::size_t version_offset = 4;

// Versions from 32 on are forbidden, so that other protocols, which start with a letter, can be
// recognised (5.2.2).
constexpr unsigned first_forbidden_version = 32;

Received first_block() {
  HandshakeBlock block = crypto::random_bytes<media::rtmp::handshake_size>();
  std::fill_n(block.begin(), version_offset, std::byte{0});  // the time can be chosen freely
  std::copy(player_version.begin(), player_version.end(), block.begin() + version_offset);
  media::rtmp::sign(block, media::rtmp::DigestPlace::first_half, media::rtmp::player_key(),
                    crypto::hmac_sha256);
  Received bytes{media::rtmp::handshake_version};
  bytes.insert(bytes.end(), block.begin(), block.end());
  return bytes;
}

/// C2: with a digest of its own if the server's block has one, otherwise a copy of the block.
HandshakeBlock answer_to(const HandshakeBlock& theirs) {
  const auto digest =
      media::rtmp::find_digest(theirs, media::rtmp::server_key(), crypto::hmac_sha256);
  if (!digest) return theirs;
  HandshakeBlock block = crypto::random_bytes<media::rtmp::handshake_size>();
  media::rtmp::sign_answer(block, *digest, media::rtmp::long_player_key(), crypto::hmac_sha256);
  return block;
}

void check_version(const Received& received) {
  const auto version = std::to_integer<unsigned>(received.front());
  if (received.front() == media::rtmp::handshake_version) return;
  if (version < first_forbidden_version) {
    throw vex::Error(vex::Reason::unsupported,
                     "the server speaks version " + std::to_string(version) + " of RTMP");
  }
  throw vex::Error(
      vex::Reason::protocol,
      "the server does not speak RTMP; it began with " +
          peer_text::quote({reinterpret_cast<const char*>(received.data()), received.size()}));
}

/// Reads until there are `size` bytes in total. The first byte is enough to recognise another
/// protocol.
void receive(vex::Stream& stream, Received& received, std::size_t size, const Patience& patience) {
  while (received.size() < size) {
    patience.check();
    const vex::Bytes bytes = stream.read();
    if (bytes.empty()) {
      throw vex::Error(vex::Reason::closed, "the server ended the connection in the handshake");
    }
    received.insert(received.end(), bytes.begin(), bytes.end());
    check_version(received);
  }
}

}  // namespace

std::vector<std::byte> shake_hands(const vex_host& host, vex::Stream& stream, vex::Nanos length) {
  constexpr std::size_t size = media::rtmp::handshake_size;
  const Patience patience(host, length);
  Received received;
  const auto talk = [&] {
    stream.write(first_block());
    receive(stream, received, 1 + size, patience);
    HandshakeBlock theirs;
    std::copy_n(received.begin() + 1, size, theirs.begin());
    stream.write(answer_to(theirs));
    // The reply to our block is ignored, because many servers send anything.
    receive(stream, received, 1 + 2 * size, patience);
  };
  patience.spend("no handshake", talk);
  received.erase(received.begin(), received.begin() + 1 + 2 * static_cast<std::ptrdiff_t>(size));
  return received;
}

}  // namespace rtmp
