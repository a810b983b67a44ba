// A server of RTMP, scripted: what it answers to which command.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <vex/test.hpp>

#include "media/amf0/writer.hpp"
#include "media/rtmp/chunk_writer.hpp"
#include "media/rtmp/command.hpp"
#include "media/rtmp/handshake.hpp"
#include "plugins/crypto/crypto.hpp"
#include "plugins/rtmp/probe.hpp"
#include "tests/media/rtmp/recorder.hpp"

namespace rtmp::test {

using media::rtmp::Command;
using media::rtmp::MessageType;
using Payload = std::vector<std::byte>;

inline std::string text_of(const Payload& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// {"level": ..., "code": ..., "description": ...} behind what precedes it.
inline Payload status(media::amf0::Writer writer, std::string_view level, std::string_view code,
                      std::string_view description = "") {
  writer.begin_object().key("level").string(level).key("code").string(code);
  writer.key("description").string(description).end_object();
  return writer.bytes();
}

inline media::amf0::Writer reply(std::string_view name, double transaction_id) {
  media::amf0::Writer writer;
  writer.string(name).number(transaction_id).null();
  return writer;
}

/// Plays "onStatus" of that code.
inline Payload on_status(std::string_view code, std::string_view level = "status",
                         std::string_view description = "") {
  return status(reply("onStatus", 0), level, code, description);
}

/// Sits behind a Peer. Its answers are those of a server that plays, until a test sets others.
class Server : media::rtmp::ChunkListener {
 public:
  using Answer = std::function<void(Server& server, const Command& command)>;

  explicit Server(vex::test::Peer& peer) : peer_(peer) {
    answers["connect"] = [](Server& server, const Command& command) {
      server.send(status(reply("_result", command.transaction_id), "status",
                         "NetConnection.Connect.Success"));
    };
    answers["createStream"] = [](Server& server, const Command& command) {
      server.send(reply("_result", command.transaction_id).number(1).bytes());
    };
    answers["play"] = [](Server& server, const Command&) {
      server.send(on_status("NetStream.Play.Start"));
    };
    peer.when_written([this](std::string_view bytes, vex::test::Peer&) { take(bytes); });
  }

  std::map<std::string, Answer> answers;
  bool signs = false;          // the handshake with digests
  std::size_t piece_size = 0;  // of what it sends in the handshake; 0: all at once

  std::vector<Command> commands;      // as they came
  std::vector<std::string> messages;  // those that are no commands, as Recorder writes them
  bool has_right_answer_to_handshake = false;

  [[nodiscard]] const Command& command(std::string_view name) const {
    for (const Command& command : commands) {
      if (command.name == name) return command;
    }
    throw std::runtime_error("the player has not sent " + std::string(name));
  }

  void send(const Payload& command) { send(MessageType::command_amf0, 0, command); }
  void send(MessageType type, std::uint32_t timestamp_ms, const Payload& payload) {
    const std::uint32_t id = type == MessageType::command_amf0 ? 3 : 4;
    writer_.write({id, timestamp_ms, type, 0, 1}, payload);
    peer_.sends(text_of(writer_.take()));
  }
  void send(MessageType type, std::uint32_t timestamp_ms, std::string_view hex) {
    send(type, timestamp_ms, media::test::bytes_of_hex(hex));
  }
  vex::test::Peer& peer() { return peer_; }

 private:
  void take(std::string_view bytes) {
    if (handshake_size_ < 1 + 2 * media::rtmp::handshake_size) {
      const std::size_t count =
          std::min(bytes.size(), 1 + 2 * media::rtmp::handshake_size - handshake_size_);
      handshake_ += bytes.substr(0, count);
      handshake_size_ += count;
      bytes.remove_prefix(count);
      if (handshake_size_ == 1 + media::rtmp::handshake_size) answer_handshake();
      if (handshake_size_ == 1 + 2 * media::rtmp::handshake_size) check_handshake();
    }
    const auto rest = std::as_bytes(std::span(bytes));
    if (reader_.push(rest, *this)) throw std::runtime_error("the player breaks the protocol");
  }

  static media::rtmp::HandshakeBlock block_of(std::string_view text) {
    media::rtmp::HandshakeBlock block;
    const auto bytes = std::as_bytes(std::span(text)).first(block.size());
    std::copy(bytes.begin(), bytes.end(), block.begin());
    return block;
  }

  static std::string text_of_block(const media::rtmp::HandshakeBlock& block) {
    return {reinterpret_cast<const char*>(block.data()), block.size()};
  }

  void answer_handshake() {
    const auto theirs = block_of(std::string_view(handshake_).substr(1));
    own_.fill(std::byte{7});
    if (signs) {
      media::rtmp::sign(own_, media::rtmp::DigestPlace::second_half, media::rtmp::server_key(),
                        crypto::hmac_sha256);
    }
    const std::string text = "\3" + text_of_block(own_) + text_of_block(theirs);
    if (piece_size == 0) {
      peer_.sends(text);
    } else {
      peer_.sends_in_pieces(text, piece_size);
    }
  }

  void check_handshake() {
    const auto answer = block_of(std::string_view(handshake_).substr(1 + own_.size()));
    auto right = own_;
    if (signs) {
      const auto digest =
          media::rtmp::find_digest(own_, media::rtmp::server_key(), crypto::hmac_sha256);
      right = answer;
      media::rtmp::sign_answer(right, *digest, media::rtmp::long_player_key(), crypto::hmac_sha256);
    }
    has_right_answer_to_handshake = answer == right;
  }

  void on_piece(const media::rtmp::Piece& piece) override {
    if (piece.header.type != MessageType::command_amf0) {
      recorder_.on_piece(piece);
      messages = recorder_.lines;
      return;
    }
    Payload& payload = payloads_[piece.place];
    if (piece.is_first()) payload.clear();
    payload.insert(payload.end(), piece.bytes.begin(), piece.bytes.end());
    if (!piece.is_last()) return;
    const auto command = media::rtmp::read_command(payload, false);
    if (!command) throw std::runtime_error("the player sends no command");
    commands.push_back(*command);
    if (const auto answer = answers.find(command->name); answer != answers.end()) {
      answer->second(*this, *command);
    }
  }

  vex::test::Peer& peer_;
  media::rtmp::ChunkReader reader_;
  media::rtmp::ChunkWriter writer_;
  media::rtmp::test::Recorder recorder_;
  std::map<std::size_t, Payload> payloads_;
  std::string handshake_;
  std::size_t handshake_size_ = 0;
  media::rtmp::HandshakeBlock own_{};
};

/// The probe and one server after the other.
class Bench : public vex::test::ProbeBench<Probe> {
 public:
  explicit Bench(vex::test::Settings settings = with_url("rtmp://h/live/a"))
      : ProbeBench(std::move(settings)) {}

  Server& add_server() { return *servers_.emplace_back(std::make_unique<Server>(network.add())); }

  static vex::test::Settings with_url(std::string url) {
    vex::test::Settings settings;
    settings.url = std::move(url);
    return settings;
  }

 private:
  std::vector<std::unique_ptr<Server>> servers_;
};

}  // namespace rtmp::test
