#include "media/rtsp/transport.hpp"

#include "media/rtsp/message.hpp"
#include "media/rtsp/parameters.hpp"

#include <charconv>
#include <cstddef>

namespace media::rtsp {

namespace {

constexpr std::uint64_t max_channel = 255;
constexpr std::uint64_t max_port = 65535;

std::optional<Pair> parse_pair(std::string_view text, std::uint64_t limit) {
  const std::size_t dash = text.find('-');
  const auto rtp = number_in(trimmed(text.substr(0, dash)));
  if (!rtp || *rtp > limit) return std::nullopt;
  std::uint64_t rtcp = *rtp + 1;
  if (dash != std::string_view::npos) {
    const auto second = number_in(trimmed(text.substr(dash + 1)));
    if (!second) return std::nullopt;
    rtcp = *second;
  }
  if (rtcp > limit) return std::nullopt;
  return Pair{static_cast<std::uint16_t>(*rtp), static_cast<std::uint16_t>(rtcp)};
}

std::optional<std::uint32_t> parse_ssrc(std::string_view text) {
  std::uint32_t ssrc = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), ssrc, 16);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return ssrc;
}

void read_parameter(std::string_view name, std::string_view value, Transport& transport) {
  if (equal_ignoring_case(name, "multicast")) transport.is_multicast = true;
  if (equal_ignoring_case(name, "interleaved")) {
    transport.interleaved = parse_pair(value, max_channel);
  }
  if (equal_ignoring_case(name, "client_port")) transport.client_port = parse_pair(value, max_port);
  if (equal_ignoring_case(name, "server_port")) transport.server_port = parse_pair(value, max_port);
  if (equal_ignoring_case(name, "port")) transport.port = parse_pair(value, max_port);
  if (equal_ignoring_case(name, "source")) transport.source = value;
  if (equal_ignoring_case(name, "destination")) transport.destination = value;
  if (equal_ignoring_case(name, "ssrc")) transport.ssrc = parse_ssrc(value);
}

}  // namespace

std::optional<Transport> parse_transport(std::string_view header) {
  header = header.substr(0, header.find(','));
  const std::string_view kind = trimmed(header.substr(0, header.find(';')));
  constexpr std::string_view rtp = "RTP/";
  if (!equal_ignoring_case(kind.substr(0, rtp.size()), rtp)) return std::nullopt;
  Transport transport;
  transport.is_tcp = kind.size() >= 4 && equal_ignoring_case(kind.substr(kind.size() - 4), "/TCP");
  ParameterReader parameters(header, ';');
  while (const auto parameter = parameters.next()) {
    read_parameter(parameter->name, parameter->value, transport);
  }
  if (transport.interleaved) transport.is_tcp = true;
  return transport;
}

std::string ask_interleaved(Pair channels) {
  return "RTP/AVP/TCP;unicast;interleaved=" + std::to_string(channels.rtp) + "-" +
         std::to_string(channels.rtcp);
}

std::string ask_udp(Pair client_ports) {
  return "RTP/AVP;unicast;client_port=" + std::to_string(client_ports.rtp) + "-" +
         std::to_string(client_ports.rtcp);
}

std::string ask_multicast() { return "RTP/AVP;multicast"; }

}  // namespace media::rtsp
