// The Authorization header of a request (RFC 7616, 3.4; RFC 7617; RFC 2326 adopts them from HTTP).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "media/rtsp/challenge.hpp"
#include "media/rtsp/message.hpp"

namespace rtsp {

struct Credentials {
  std::string user;
  std::string password;
};

/// The input of a digest, apart from the challenge and the credentials.
struct DigestInput {
  std::string_view method;
  std::string_view url;
  std::uint32_t nonce_count = 1;
  std::string_view client_nonce;
};

/// The value of the header. Throws VEX_E_INTERNAL if OpenSSL lacks the algorithm.
std::string authorize(const media::rtsp::Challenge& challenge, const Credentials& credentials,
                      const DigestInput& input);

/// Answers the challenges of one server, request by request.
class Authorizer {
 public:
  /// Without credentials no challenge is answered.
  explicit Authorizer(std::optional<Credentials> credentials)
      : credentials_(std::move(credentials)) {}

  /// The header for the next request; nothing until the server has asked for one.
  std::optional<std::string> header(std::string_view method, std::string_view url);

  /// Takes the challenge of a 401 response to a request with the value of header(), and returns
  /// whether to try again: not without credentials or a challenge that can be answered, nor if
  /// these credentials were refused, unless the nonce was stale.
  bool take(const media::rtsp::Message& refusal);

  /// The request was accepted, so a later refusal may only concern the nonce.
  void accepted() {
    if (std::exchange(has_tried_, false)) were_right_ = true;
  }

  [[nodiscard]] bool has_credentials() const { return credentials_.has_value(); }

 private:
  std::optional<Credentials> credentials_;
  std::optional<media::rtsp::Challenge> challenge_;
  std::uint32_t nonce_count_ = 0;
  bool has_tried_ = false;   // and has not been accepted
  bool were_right_ = false;  // the credentials, when a request was accepted
};

}  // namespace rtsp
