#include "bench/floor_protocol.hpp"

#include <array>
#include <stdexcept>

#include "media/amf0/writer.hpp"
#include "media/rtmp/chunk_writer.hpp"
#include "media/rtmp/handshake.hpp"
#include "media/rtmp/requests.hpp"
#include "media/rtsp/transport.hpp"
#include "media/rtsp/writer.hpp"

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

/// The origin's streams have two tracks, and it knows what a request is about without the session's
/// id: so all of them leave at once. `transport_of` says what SETUP of a track asks for.
template <class TransportOf>
void ask_rtsp(const FloorWire& wire, const std::string& host, const std::string& target,
              TransportOf transport_of) {
  const std::string url = "rtsp://" + host + target;
  std::uint64_t sequence = 0;
  std::string requests = media::rtsp::write_request("DESCRIBE", url, ++sequence, {});
  for (std::uint16_t track = 0; track < 2; ++track) {
    const std::array transport{media::rtsp::Header{"Transport", transport_of(track)}};
    requests += media::rtsp::write_request("SETUP", url + "/trackID=" + std::to_string(track),
                                           ++sequence, transport);
  }
  wire.write(requests + media::rtsp::write_request("PLAY", url, ++sequence, {}));
}

void ask_rtsp_tcp(const FloorWire& wire, const std::string& host, const std::string& target) {
  ask_rtsp(wire, host, target, [](std::uint16_t track) {
    return media::rtsp::ask_interleaved(
        {static_cast<std::uint16_t>(2 * track), static_cast<std::uint16_t>(2 * track + 1)});
  });
}

void ask_rtsp_udp(const FloorWire& wire, const std::string& host, const std::string& target) {
  ask_rtsp(wire, host, target, [&](std::uint16_t) {
    const std::uint16_t port = wire.open_ports();
    return media::rtsp::ask_udp({port, static_cast<std::uint16_t>(port + 1)});
  });
}

constexpr std::array protocols{FloorProtocol{"http", ask_http}, FloorProtocol{"rtmp", ask_rtmp},
                               FloorProtocol{"rtsp_tcp", ask_rtsp_tcp},
                               FloorProtocol{"rtsp_udp", ask_rtsp_udp}};

}  // namespace

const FloorProtocol& floor_protocol(std::string_view name) {
  for (const FloorProtocol& protocol : protocols) {
    if (protocol.name == name) return protocol;
  }
  throw std::runtime_error("no such protocol: " + std::string(name));
}

}  // namespace bench
