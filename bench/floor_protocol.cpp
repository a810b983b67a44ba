#include "bench/floor_protocol.hpp"

#include <array>
#include <stdexcept>

#include "media/amf0/writer.hpp"
#include "media/rtmp/chunk_writer.hpp"
#include "media/rtmp/handshake.hpp"
#include "media/rtmp/requests.hpp"

namespace bench {
namespace {

void ask_http(const FloorWire& wire, const std::string& host, const std::string& target) {
  wire.write("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
}

/// The simple handshake, and all commands at once: what the origin answers is known. The first
/// segment of the target is the application.
void ask_rtmp(const FloorWire& wire, const std::string& host, const std::string& target) {
  constexpr std::size_t size = media::rtmp::handshake_size;
  wire.write('\3' + std::string(size, '\0'));
  wire.write(wire.read(1 + 2 * size).substr(1, size));

  const std::size_t slash = target.find('/', 1);
  const std::string app = target.substr(1, slash - 1);
  media::rtmp::ChunkWriter writer;
  const auto add = [&](std::uint32_t stream_id, const media::rtmp::Payload& command) {
    writer.write({media::rtmp::command_chunk_stream, 0, media::rtmp::MessageType::command_amf0, 0,
                  stream_id},
                 command);
  };
  add(0, media::rtmp::connect_request(1, {app, "rtmp://" + host + "/" + app, "", ""}));
  add(0, media::rtmp::create_stream_request(2));
  add(1, media::rtmp::play_request(3, target.substr(slash + 1)));
  const auto bytes = writer.take();
  wire.write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

constexpr std::array protocols{FloorProtocol{"http", ask_http}, FloorProtocol{"rtmp", ask_rtmp}};

}  // namespace

const FloorProtocol& floor_protocol(std::string_view name) {
  for (const FloorProtocol& protocol : protocols) {
    if (protocol.name == name) return protocol;
  }
  throw std::runtime_error("no such protocol: " + std::string(name));
}

}  // namespace bench
