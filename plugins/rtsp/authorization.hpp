// The Authorization header of a request (RFC 7616, 3.4; RFC 7617; RFC 2326 has them from HTTP).
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

/// What a digest is made of, beside the challenge and the credentials.
struct DigestInput {
  std::string_view method;
  std::string_view url;
  std::uint32_t nonce_count = 1;
  std::string_view client_nonce;
};

/// The header's value. Throws VEX_E_INTERNAL where OpenSSL lacks the algorithm.
std::string authorize(const media::rtsp::Challenge& challenge, const Credentials& credentials,
                      const DigestInput& input);

/// Answers the challenges of one server, request by request.
class Authorizer {
 public:
  /// Without credentials it answers nothing.
  explicit Authorizer(std::optional<Credentials> credentials)
      : credentials_(std::move(credentials)) {}

  /// The header for the next request; nothing as long as the server has not asked.
  std::optional<std::string> header(std::string_view method, std::string_view url);

  /// Takes the challenge of a 401 to a request that bore what header() gave, and says whether to
  /// try again: not where there are no credentials, no challenge that can be answered, or where
  /// these credentials were refused, which a stale nonce is not.
  bool take(const media::rtsp::Message& refusal);

  /// The request was accepted: a refusal of a later one may be of the nonce alone.
  void accepted() {
    if (std::exchange(has_tried_, false)) were_right_ = true;
  }

  [[nodiscard]] bool has_credentials() const { return credentials_.has_value(); }

 private:
  std::optional<Credentials> credentials_;
  std::optional<media::rtsp::Challenge> challenge_;
  std::uint32_t nonce_count_ = 0;
  bool has_tried_ = false;   // and not been accepted
  bool were_right_ = false;  // the credentials, when a request was accepted
};

}  // namespace rtsp
