// An RTSP connection: requests with their replies, and between them whatever the server sends.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <vex/vex.hpp>

#include "media/rtsp/reader.hpp"
#include "media/rtsp/url.hpp"

namespace rtsp {

class Connection final : private media::rtsp::Listener {
 public:
  /// Takes the payload of an interleaved frame, borrowed for the call. Must not suspend.
  using OnFrame = std::function<void(std::uint8_t channel, vex::Bytes payload)>;

  /// Connects, with TLS for rtsps. [suspends]
  Connection(const vex_host& host, const media::rtsp::Url& url, OnFrame on_frame);

  /// Sends a request and reads until its reply is in. Throws `timeout` when it does not come within
  /// `request_timeout` however much media does, `closed` when the connection ends before,
  /// `protocol` and `too_large` for what is no RTSP. [suspends]
  media::rtsp::Message ask(std::string_view method, std::string_view url,
                           const std::vector<media::rtsp::Header>& headers);

  /// Sends a request whose reply read() takes and looks at, so that media is not held up. `timeout`
  /// as for vex::Stream. [suspends]
  void tell(std::string_view method, std::string_view url,
            const std::vector<media::rtsp::Header>& headers, vex::Nanos timeout = {});

  /// Takes what has come, once; answers the server's requests. Throws as ask(), and `closed` at the
  /// end. Frames that came right behind the reply of an ask() are taken first. `timeout` as for
  /// vex::Stream. [suspends]
  void read(vex::Nanos timeout = {});

  /// Sends an interleaved frame. [suspends]
  void send_frame(std::uint8_t channel, vex::Bytes payload);

  /// The reply to the last tell() that came, once; null without one.
  std::unique_ptr<media::rtsp::Message> take_told_reply();

  static constexpr vex::Nanos request_timeout = std::chrono::seconds(10);

 private:
  void on_message(media::rtsp::Message& message) override;
  void on_frame(std::uint8_t channel, std::span<const std::byte> payload) override;

  struct HeldFrame {
    std::uint8_t channel = 0;
    std::vector<std::byte> payload;
  };

  void take_reply(media::rtsp::Message& reply);
  // Apart from read(), whose stack a stream keeps while it waits.
  [[gnu::noinline]] void take(vex::Bytes bytes);
  [[gnu::noinline]] void take_held_frames();
  [[gnu::noinline]] void answer_requests();
  void answer(const media::rtsp::Message& request);
  vex::Nanos now() const;

  const vex_host& host_;
  OnFrame on_frame_;
  vex::Stream stream_;
  media::rtsp::Reader reader_;
  std::uint64_t sequence_ = 0;
  std::optional<std::uint64_t> asked_;  // the sequence of the request whose reply is awaited
  std::optional<std::uint64_t> told_;
  // Apart, as a stream that plays has none of them most of the time.
  std::unique_ptr<media::rtsp::Message> reply_;
  std::unique_ptr<media::rtsp::Message> told_reply_;
  std::vector<media::rtsp::Message> requests_;  // of the server, to be answered
  std::vector<HeldFrame> held_;                 // of one read, behind a reply
};

/// What a status other than 2xx says about the stream; the server's phrase is quoted.
[[nodiscard]] vex::Error error_of(const media::rtsp::Message& reply, std::string_view method);

}  // namespace rtsp
