// How the floor of a comparison makes the origin play: as little of each protocol as that takes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

/// A connection that has just been made. The calls that read and write block, and throw where the
/// peer has gone.
class FloorWire {
 public:
  virtual ~FloorWire() = default;
  virtual void write(const std::string& bytes) const = 0;
  virtual std::string read(std::size_t size) const = 0;

  /// Opens two UDP sockets with neighbouring ports, whose datagrams are received from then on, and
  /// gives the first port.
  virtual std::uint16_t open_ports() const = 0;
};

struct FloorProtocol {
  std::string_view name;
  /// Asks for `target`; whatever comes behind is received and not looked at.
  void (*ask)(const FloorWire& wire, const std::string& host, const std::string& target);
};

/// "http", "rtmp", "rtsp_tcp" or "rtsp_udp". Throws std::runtime_error for any other.
const FloorProtocol& floor_protocol(std::string_view name);

}  // namespace bench
