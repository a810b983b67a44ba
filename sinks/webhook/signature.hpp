// Signatures of requests.
#pragma once

#include <string>
#include <string_view>

namespace sinks::webhook {

std::string hmac_sha256(std::string_view key, std::string_view message);  // 32 bytes
std::string sha256_hex(std::string_view message);
std::string hex(std::string_view bytes);
std::string base64(std::string_view bytes);

/// For our own header: HMAC-SHA256 over "<timestamp>.<body>", in hexadecimal digits.
std::string signature_of(std::string_view secret, std::string_view timestamp,
                         std::string_view body);

/// For DingTalk: over the time in milliseconds and the secret, in base64.
std::string dingtalk_signature(std::string_view secret, std::string_view timestamp_ms);

/// For Feishu: over an empty text, with the time in seconds and the secret as the key, in base64.
std::string feishu_signature(std::string_view secret, std::string_view timestamp);

}  // namespace sinks::webhook
