// The query that a connect bears when the server has asked for credentials.
#pragma once

#include <string>
#include <string_view>

#include "media/rtmp/challenge.hpp"

namespace rtmp {

struct Credentials {
  std::string user;
  std::string password;
};

/// "?authmod=adobe&user=..." to what the server wants, for its application; "" where it wants
/// nothing more. `nonce` is eight digits or letters of ours.
[[nodiscard]] std::string authorize(const media::rtmp::Challenge& challenge,
                                    const Credentials& credentials, std::string_view app,
                                    std::string_view nonce);

}  // namespace rtmp
