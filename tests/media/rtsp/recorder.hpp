// What a reader of RTSP has found, as texts.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "media/rtsp/reader.hpp"

namespace media::rtsp {

class Recorder final : public Listener {
 public:
  void on_message(Message& message) override {
    std::string text = message.is_reply() ? std::to_string(message.status) + " " + message.phrase
                                          : message.method + " " + message.uri;
    for (const Header& header : message.headers) text += "|" + header.name + "=" + header.value;
    if (!message.body.empty()) text += "|" + message.body;
    found.push_back(text);
  }

  void on_frame(std::uint8_t channel, std::span<const std::byte> payload) override {
    found.push_back("$" + std::to_string(channel) + " " +
                    std::string(reinterpret_cast<const char*>(payload.data()), payload.size()));
  }

  std::vector<std::string> found;
};

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

inline std::string frame(char channel, std::string_view payload) {
  std::string text = "$";
  text += channel;
  text += static_cast<char>(payload.size() >> 8U);
  text += static_cast<char>(payload.size() & 0xFFU);
  return text + std::string(payload);
}

}  // namespace media::rtsp
