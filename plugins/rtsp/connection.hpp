// An RTSP connection: requests with their replies, and whatever the server sends in between.
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

  /// Sends a request and reads until its reply has arrived. Throws `timeout` if that takes longer
  /// than `request_timeout`, however much media arrives, `closed` if the connection ends first,
  /// `protocol` and `too_large` if it is not RTSP. [suspends]
  media::rtsp::Message ask(std::string_view method, std::string_view url,
                           const std::vector<media::rtsp::Header>& headers);

  /// Sends a request whose reply is read and checked by read(), so that media is not delayed.
  /// `timeout` as for vex::Stream. [suspends]
  void tell(std::string_view method, std::string_view url,
            const std::vector<media::rtsp::Header>& headers, vex::Nanos timeout = {});

  /// Reads once what has arrived; answers the server's requests. Throws like ask(), and `closed` at
  /// the end. Frames that directly followed the reply of an ask() come first. `timeout` as for
  /// vex::Stream. [suspends]
  void read(vex::Nanos timeout = {});

  /// Sends an interleaved frame. [suspends]
  void send_frame(std::uint8_t channel, vex::Bytes payload);

  /// The latest reply to a tell(), once; null if there is none.
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
  // Separate from read(), whose stack frame a stream keeps while it waits.
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
  // Separate, because a playing stream has none most of the time.
  std::unique_ptr<media::rtsp::Message> reply_;
  std::unique_ptr<media::rtsp::Message> told_reply_;
  std::vector<media::rtsp::Message> requests_;  // from the server, to be answered
  std::vector<HeldFrame> held_;                 // of one read, after a reply
};

/// What a status other than 2xx means for the stream; the server's phrase is quoted.
[[nodiscard]] vex::Error error_of(const media::rtsp::Message& reply, std::string_view method);

}  // namespace rtsp
