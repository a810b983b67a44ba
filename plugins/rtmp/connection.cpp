#include "plugins/rtmp/connection.hpp"

#include <utility>

#include "plugins/rtmp/handshake.hpp"
#include "plugins/rtmp/patience.hpp"
#include "plugins/rtmp/status.hpp"

namespace rtmp {

namespace {

using media::rtmp::Command;
using media::rtmp::MessageType;
using media::rtmp::UserControl;

// Otherwise a server that keeps asking while we answer would fill the memory.
constexpr std::size_t max_answers = 16;

// The window until the server requests one; the same as FFmpeg's.
constexpr std::uint32_t first_window = 1U << 20U;

// Large enough that a server that paces itself by the player's buffer never waits for it.
constexpr std::uint32_t buffer_length_ms = 3000;

}  // namespace

Connection::Connection(const vex_host& host, vex::Stream stream, media::flv::PayloadDepth depth,
                       media::flv::Listener& media)
    : host_(host),
      stream_(std::move(stream)),
      reader_(depth, media, *this),
      window_(first_window) {}

void Connection::shake_hands() {
  const auto rest = rtmp::shake_hands(host_, stream_, patience);
  take(rest);
}

Command Connection::ask(const std::string& name,
                        const std::function<media::rtmp::Payload(double)>& request) {
  asked_name_ = name;
  asked_ = next_transaction();
  answer_.reset();
  put_command(request(*asked_));
  flush();
  await("no answer to " + name, [this] { return answer_.has_value(); });
  asked_.reset();
  return *std::exchange(answer_, std::nullopt);
}

void Connection::play(std::uint32_t stream_id, const std::string& stream_name) {
  asked_name_ = "play";
  asked_ = next_transaction();
  answer_.reset();
  const auto request = media::rtmp::play_request(*asked_, stream_name);
  writer_.write({media::rtmp::play_chunk_stream, 0, MessageType::command_amf0, 0, stream_id},
                request);
  put(MessageType::user_control, media::rtmp::set_buffer_length(stream_id, buffer_length_ms));
  flush();
  // Only a refusal is a reply by number: success comes as a status, or as media.
  await("no answer to play", [this] {
    const bool is_refused = answer_ && answer_->name == "_error";
    return is_refused || is_playing_ || reader_.has_media();
  });
  asked_.reset();
  if (answer_ && answer_->name == "_error") throw error_of(*answer_, "play");
}

void Connection::tell(const media::rtmp::Payload& command) {
  put_command(command);
  flush();
}

void Connection::read() {
  vex::Bytes bytes;
  try {
    bytes = stream_.read();
  } catch (const vex::Error& error) {
    // Data still on its way to a server that closes turns the close into a reset.
    if (error.reason() != vex::Reason::closed) throw;
    throw vex::Error(vex::Reason::closed, end_sentence() + ": " + error.what());
  }
  if (bytes.empty()) throw vex::Error(vex::Reason::closed, end_sentence());
  take(bytes);
  if (end_) throw vex::Error(*end_);
  acknowledge();
  flush();
}

void Connection::take(vex::Bytes bytes) {
  answers_ = 0;
  const auto error = reader_.push(bytes);
  // An end announced by the server explains whatever follows.
  if (!error || end_) return;
  throw vex::Error(error->is_too_large ? vex::Reason::too_large : vex::Reason::protocol,
                   "RTMP broken at byte " + std::to_string(error->offset) + ": " + error->sentence);
}

void Connection::await(const std::string& name, const std::function<bool()>& has_come) {
  const Patience left(host_, patience);
  left.spend(name, [&] {
    while (!has_come()) {
      left.check();
      read();
    }
  });
}

void Connection::on_command(const Command& command) {
  const bool is_answer = command.name == "_result" || command.name == "_error";
  if (is_answer && asked_ && !answer_ && command.transaction_id == *asked_) {
    answer_ = command;
  } else if (command.name == "onStatus") {
    take_status(command, true);
  } else if (command.name == "onFCSubscribe") {
    take_status(command, false);
  } else if (command.name == "close") {
    if (!end_) end_.emplace(vex::Reason::closed, "the server asks the player to disconnect");
  } else if ((command.name == "_onbwcheck" || command.name == "onBWCheck") &&
             ++answers_ <= max_answers) {
    put_command(media::rtmp::result_of(command.transaction_id));
  }
}

void Connection::take_status(const Command& status, bool is_of_play) {
  switch (meaning_of(status)) {
    case Meaning::playing:
      is_playing_ = is_playing_ || is_of_play;
      return;
    case Meaning::failed:
    case Meaning::ended:
      if (!end_) end_ = error_of(status, asked_name_);
      return;
    default:
      return;
  }
}

/// Only records what to send, because writing suspends and the bytes being read are borrowed until
/// then.
void Connection::on_user_control(const UserControl& control) {
  if (control.event == UserControl::Event::ping_request && ++answers_ <= max_answers) {
    put(MessageType::user_control, media::rtmp::ping_response(control.value));
  }
  // Some servers also send it before the stream.
  if (control.event == UserControl::Event::stream_eof && reader_.has_media() && !end_) {
    end_.emplace(vex::Reason::closed, "the server says that the stream is at its end");
  }
}

void Connection::on_peer_bandwidth(std::uint32_t bytes) {
  if (++answers_ > max_answers) return;
  put(MessageType::window_acknowledgement_size, media::rtmp::number_payload(bytes));
}

void Connection::acknowledge() {
  const std::uint64_t received = reader_.offset();
  if (received - acknowledged_ < window_ / 2) return;
  acknowledged_ = received;
  put(MessageType::acknowledgement,
      media::rtmp::number_payload(static_cast<std::uint32_t>(received)));
}

void Connection::put(MessageType type, const media::rtmp::Payload& payload) {
  writer_.write({media::rtmp::control_chunk_stream, 0, type, 0, 0}, payload);
}

void Connection::put_command(const media::rtmp::Payload& payload) {
  writer_.write({media::rtmp::command_chunk_stream, 0, MessageType::command_amf0, 0, 0}, payload);
}

void Connection::flush() {
  const auto bytes = writer_.take();
  if (!bytes.empty()) stream_.write(bytes);
}

/// nginx-rtmp refuses by closing the connection without a reason: after connect if it has no such
/// application, and after play if on_play returned 401 or 404.
std::string Connection::end_sentence() const {
  if (!is_playing_ && !reader_.has_media()) {
    std::string sentence = "the server ended the connection instead of answering " + asked_name_;
    if (asked_name_ == "connect") return sentence + "; some refuse an application so";
    return asked_name_ == "play" ? sentence + "; some refuse a stream or a token so" : sentence;
  }
  if (!reader_.has_media()) return "the server ended the connection before any media came";
  return reader_.is_between_messages() ? "the server ended the connection"
                                       : "the server ended the connection inside a message";
}

}  // namespace rtmp
