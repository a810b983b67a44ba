// The query of a connect after the server has asked for credentials.
#pragma once

#include <string>
#include <string_view>

#include "media/rtmp/challenge.hpp"

namespace rtmp {

struct Credentials {
  std::string user;
  std::string password;
};

/// "?authmod=adobe&user=..." as required by the server, for its application; "" if nothing more is
/// required. `nonce` consists of eight digits or letters chosen by us.
[[nodiscard]] std::string authorize(const media::rtmp::Challenge& challenge,
                                    const Credentials& credentials, std::string_view app,
                                    std::string_view nonce);

}  // namespace rtmp
