#include "tests/support/origin/rtmp_session.hpp"

#include <span>
#include <stdexcept>

#include "media/amf0/writer.hpp"
#include "media/rtmp/user_control.hpp"

namespace origin {
namespace {

using media::amf0::Kind;
using media::amf0::Value;
using media::rtmp::Command;
using media::rtmp::MessageType;

constexpr std::uint32_t window = 2'500'000;
constexpr std::uint32_t media_stream = 1;
constexpr std::size_t previous_tag_size_size = 4;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < width; ++i) {
    number = number << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return number;
}

std::uint32_t chunk_stream_of(unsigned type) {
  return type == unsigned(TagType::audio) ? 4 : type == unsigned(TagType::video) ? 6 : 5;
}

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::string_view code_of(unsigned status) {
  return status == 404 || status == 410 ? "NetStream.Play.StreamNotFound" : "NetStream.Play.Failed";
}

std::string words_of(unsigned status, std::string_view why) {
  return (status == 401 || status == 403 ? "Unauthorized: " : "") + std::string(why);
}

}  // namespace

RtmpSession::RtmpSession() : reader_(media::flv::PayloadDepth::headers, *this, *this) {}

std::string RtmpSession::take(std::string& received) {
  std::string reply;
  if (!handshake_.is_over()) {
    reply = handshake_.take(received);
    if (!handshake_.is_over()) {
      return reply;
    }
  }
  if (const auto error = reader_.push(bytes_of(received))) {
    throw std::runtime_error(error->sentence);
  }
  received.clear();
  return reply + sent();
}

std::string RtmpSession::begin_playing(const Behaviour& behaviour) {
  pings_ = behaviour.rtmp_ping;
  aggregates_ = behaviour.rtmp_aggregate;
  put_status("status", "NetStream.Play.Reset", "from the beginning");
  put_status("status", "NetStream.Play.Start", "it begins");
  // Behind the commands: the size holds from here on.
  const auto size = static_cast<std::uint32_t>(behaviour.rtmp_chunk_size);
  put(MessageType::set_chunk_size, 0, media::rtmp::number_payload(size));
  writer_.set_chunk_size(size);
  return sent();
}

std::string RtmpSession::refuse_to_play(unsigned status, std::string_view why) {
  put_status("error", code_of(status), words_of(status, why));
  return sent();
}

std::string RtmpSession::chunks(const Batch& batch, bool is_cut) {
  std::string text;
  if (aggregates_ && !is_cut) {
    put_aggregate(batch);
    return sent();
  }
  for (const auto& message : batch.messages()) {
    if (message.body.starts_with("FLV")) {
      continue;  // the header of a file, which RTMP has not
    }
    if (pings_) {
      put(MessageType::user_control, 0,
          std::vector<std::byte>{std::byte{0}, std::byte{6}, {}, {}, {}, std::byte{1}});
    }
    if (!message.head.empty()) {
      put_tag(std::string(message.head).append(message.body));
      continue;
    }
    text += sent();
    if (is_cut) {
      put_tag(message.body);
      text += sent();
      text.resize(text.size() - 1);
    } else {
      text += '\xFF' + std::string(message.body);  // type 3 of a chunk stream without a header
    }
  }
  return text + sent();
}

std::string RtmpSession::end_playing() {
  put(MessageType::user_control, 0,
      std::vector<std::byte>{std::byte{0}, std::byte{1}, {}, {}, {}, std::byte{1}});
  put_status("status", "NetStream.Play.UnpublishNotify", "the publisher has gone");
  return sent();
}

void RtmpSession::on_command(const Command& command) {
  if (is_silent_ || is_over_) {
    return;
  }
  if (command.name == "connect") {
    answer_connect(command);
  } else if (command.name == "createStream") {
    put(MessageType::command_amf0, 0,
        media::amf0::Writer()
            .string("_result")
            .number(command.transaction_id)
            .null()
            .number(media_stream)
            .bytes());
  } else if (command.name == "play") {
    take_play(command);
  } else if (command.name == "deleteStream" || command.name == "closeStream") {
    is_over_ = true;
  }
}

void RtmpSession::on_user_control(const media::rtmp::UserControl& control) {
  if (control.event == media::rtmp::UserControl::Event::ping_response) {
    ++ping_responses_;
  }
}

/// The query of an application says what goes wrong before a stream is named.
void RtmpSession::answer_connect(const Command& command) {
  if (command.arguments.empty()) {
    throw std::runtime_error("connect without a command object");
  }
  app_ = command.arguments[0].string_of("app").value_or("");
  Behaviour behaviour;
  const auto question = app_.find('?');
  if (question != std::string::npos) {
    set_parameters(behaviour, std::string_view(app_).substr(question + 1));
    app_.resize(question);
  }
  is_silent_ = behaviour.rtmp_silent;
  if (is_silent_) {
    return;
  }
  const bool is_refused = behaviour.status != 200;
  put(MessageType::window_acknowledgement_size, 0, media::rtmp::number_payload(window));
  auto bandwidth = media::rtmp::number_payload(window);
  bandwidth.push_back(std::byte{2});
  put(MessageType::set_peer_bandwidth, 0, bandwidth);
  media::amf0::Writer writer;
  writer.string(is_refused ? "_error" : "_result").number(command.transaction_id);
  writer.begin_object().key("fmsVer").string("FMS/3,0,1,123").end_object().begin_object();
  writer.key("level").string(is_refused ? "error" : "status");
  writer.key("code").string(is_refused ? "NetConnection.Connect.Rejected"
                                       : "NetConnection.Connect.Success");
  writer.key("description").string(is_refused ? words_of(behaviour.status, "as asked for") : "");
  put(MessageType::command_amf0, 0, writer.end_object().bytes());
  is_over_ = is_refused;
}

void RtmpSession::take_play(const Command& command) {
  if (command.arguments.size() < 2 || command.arguments[1].kind != Kind::string) {
    throw std::runtime_error("play without a name");
  }
  const std::string& name = command.arguments[1].text;
  const auto question = name.find('?');
  path_ = "/" + app_ + "/" + name.substr(0, question);
  query_ = question == std::string::npos ? "" : name.substr(question + 1);
  wants_play_ = true;
}

void RtmpSession::put(MessageType type, std::uint32_t stream_id,
                      const std::vector<std::byte>& payload) {
  const bool is_command = type == MessageType::command_amf0;
  writer_.write({is_command ? media::rtmp::command_chunk_stream : media::rtmp::control_chunk_stream,
                 0, type, 0, stream_id},
                payload);
}

void RtmpSession::put_status(std::string_view level, std::string_view code,
                             std::string_view description) {
  media::amf0::Writer writer;
  writer.string("onStatus").number(0).null().begin_object();
  writer.key("level").string(level).key("code").string(code);
  writer.key("description").string(description).end_object();
  put(MessageType::command_amf0, media_stream, writer.bytes());
}

/// Header, data, size of the tag.
void RtmpSession::put_tag(std::string_view tag) {
  const unsigned type = static_cast<unsigned char>(tag[0]);
  const std::uint32_t timestamp = number_at(tag, 4, 3) | number_at(tag, 7, 1) << 24U;
  const auto data =
      tag.substr(tag_header_size, tag.size() - tag_header_size - previous_tag_size_size);
  writer_.write({chunk_stream_of(type), timestamp, static_cast<MessageType>(type), 0, media_stream},
                bytes_of(data));
}

void RtmpSession::put_aggregate(const Batch& batch) {
  std::string tags;
  for (const auto& message : batch.messages()) {
    if (!message.head.empty()) {
      tags.append(message.head).append(message.body);
    }
  }
  if (!tags.empty()) {
    const std::uint32_t timestamp = number_at(tags, 4, 3) | number_at(tags, 7, 1) << 24U;
    writer_.write({6, timestamp, MessageType::aggregate, 0, media_stream}, bytes_of(tags));
  }
}

std::string RtmpSession::sent() {
  const auto bytes = writer_.take();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace origin
