// The Transport header (RFC 2326, 12.39).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace media::rtsp {

/// Two neighbouring channels or ports, for RTP and for RTCP.
struct Pair {
  std::uint16_t rtp = 0;
  std::uint16_t rtcp = 0;

  friend bool operator==(const Pair&, const Pair&) = default;
};

/// The server's choice; fields that it omitted are empty.
struct Transport {
  bool is_tcp = false;
  bool is_multicast = false;
  std::optional<Pair> interleaved;  // channels, 0 to 255
  std::optional<Pair> client_port;
  std::optional<Pair> server_port;
  std::optional<Pair> port;  // for multicast
  std::string source;
  std::string destination;
  std::optional<std::uint32_t> ssrc;
};

/// Parses the first of several. Nothing if it does not start with RTP/AVP or a related profile. A
/// pair with one number stands for that number and its successor.
[[nodiscard]] std::optional<Transport> parse_transport(std::string_view header);

/// Builds a client's request. RTP/AVP/TCP and RTP/AVP are known to every server.
[[nodiscard]] std::string ask_interleaved(Pair channels);
[[nodiscard]] std::string ask_udp(Pair client_ports);
[[nodiscard]] std::string ask_multicast();

}  // namespace media::rtsp
