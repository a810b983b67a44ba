#include "tests/support/origin/rtmp_handshake.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "plugins/crypto/crypto.hpp"

namespace origin {
namespace {

using media::rtmp::HandshakeBlock;

HandshakeBlock block_at(const std::string& received, std::size_t offset) {
  HandshakeBlock block;
  std::memcpy(block.data(), received.data() + offset, block.size());
  return block;
}

std::string text_of(const HandshakeBlock& block) {
  return {reinterpret_cast<const char*>(block.data()), block.size()};
}

}  // namespace

std::string RtmpHandshake::take(std::string& received) {
  std::string reply;
  if (!has_answered_ && received.size() > media::rtmp::handshake_size) {
    if (received[0] != 3) {
      throw std::runtime_error("another version of RTMP");
    }
    reply = answer(block_at(received, 1));
    received.erase(0, 1 + media::rtmp::handshake_size);
    has_answered_ = true;
  }
  if (has_answered_ && received.size() >= media::rtmp::handshake_size) {
    check(block_at(received, 0));
    received.erase(0, media::rtmp::handshake_size);
    is_over_ = true;
  }
  return reply;
}

std::string RtmpHandshake::answer(const HandshakeBlock& theirs) {
  own_ = crypto::random_bytes<media::rtmp::handshake_size>();
  const auto digest =
      media::rtmp::find_digest(theirs, media::rtmp::player_key(), crypto::hmac_sha256);
  if (!digest) {  // the simple handshake: a zero where the version stands, and a copy of theirs
    std::fill_n(own_.begin() + 4, 4, std::byte{0});
    return '\3' + text_of(own_) + text_of(theirs);
  }
  media::rtmp::sign(own_, media::rtmp::DigestPlace::second_half, media::rtmp::server_key(),
                    crypto::hmac_sha256);
  own_digest_ = media::rtmp::find_digest(own_, media::rtmp::server_key(), crypto::hmac_sha256);
  HandshakeBlock second = crypto::random_bytes<media::rtmp::handshake_size>();
  media::rtmp::sign_answer(second, *digest, media::rtmp::long_server_key(), crypto::hmac_sha256);
  return '\3' + text_of(own_) + text_of(second);
}

void RtmpHandshake::check(const HandshakeBlock& answer) const {
  if (!own_digest_) {
    return;
  }
  HandshakeBlock right = answer;
  media::rtmp::sign_answer(right, *own_digest_, media::rtmp::long_player_key(),
                           crypto::hmac_sha256);
  if (right != answer && answer != own_) {  // FFmpeg's copy is taken, too
    throw std::runtime_error("a wrong answer to the digest");
  }
}

}  // namespace origin
