#include "media/rtp/rtcp.hpp"

#include <algorithm>
#include <chrono>

#include "media/bits/byte_reader.hpp"

namespace media::rtp {
namespace {

enum Type : unsigned { sender_report = 200, receiver_report = 201, description = 202, bye = 203 };

constexpr std::int64_t seconds_from_1900_to_1970 = 2'208'988'800;

void read_sender_report(bits::ByteReader& body, RtcpListener& listener) {
  SenderReport report;
  report.ssrc = body.u32();
  report.ntp = body.u64();
  report.timestamp = body.u32();
  report.packets = body.u32();
  report.octets = body.u32();
  if (body.ok()) listener.on_sender_report(report);
}

void read_bye(bits::ByteReader& body, unsigned count, RtcpListener& listener) {
  for (unsigned i = 0; i < count; ++i) {
    const std::uint32_t ssrc = body.u32();
    if (!body.ok()) return;
    listener.on_bye(ssrc);
  }
}

class Writer {
 public:
  void u8(unsigned value) { bytes_.push_back(static_cast<std::byte>(value & 0xFFU)); }
  void u16(unsigned value) {
    u8(value >> 8U);
    u8(value);
  }
  void u32(std::uint32_t value) {
    u16(value >> 16U);
    u16(value & 0xFFFFU);
  }
  /// The first word of a packet with `words` further words.
  void head(unsigned count, Type type, std::size_t words) {
    u8(0x80U | count);
    u8(type);
    u16(static_cast<unsigned>(words));
  }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace

std::optional<nanoseconds> unix_time_of(std::uint64_t ntp) {
  if (ntp == 0) return std::nullopt;
  auto whole = static_cast<std::int64_t>(ntp >> 32U);
  // The seconds wrap in 2036; a time before 1968 has wrapped (RFC 5905 6).
  if (whole < 0x80000000LL) whole += 0x100000000LL;
  const auto fraction = static_cast<std::int64_t>(((ntp & 0xFFFFFFFFU) * 1'000'000'000U) >> 32U);
  return std::chrono::seconds(whole - seconds_from_1900_to_1970) + nanoseconds(fraction);
}

bool read_rtcp(std::span<const std::byte> bytes, RtcpListener& listener) {
  if (bytes.empty()) return false;
  while (!bytes.empty()) {
    bits::ByteReader reader(bytes);
    const unsigned first = reader.u8();
    const unsigned type = reader.u8();
    const std::size_t size = std::size_t{reader.u16()} * 4;
    const auto content = reader.bytes(size);
    if (!reader.ok() || first >> 6U != 2) return false;
    bits::ByteReader body(content);
    if (type == sender_report) read_sender_report(body, listener);
    if (type == bye) read_bye(body, first & 0x1FU, listener);
    bytes = reader.rest();
  }
  return true;
}

std::vector<std::byte> write_receiver_report(std::uint32_t own_ssrc, const ReportBlock& block,
                                             const std::optional<LastSenderReport>& last,
                                             std::string_view name) {
  name = name.substr(0, 255);
  Writer writer;
  writer.head(1, receiver_report, 7);
  writer.u32(own_ssrc);
  writer.u32(block.ssrc);
  const auto lost = static_cast<std::uint32_t>(block.lost) & 0xFFFFFFU;
  writer.u32((std::uint32_t{block.fraction_lost} << 24U) | lost);
  writer.u32(block.highest_sequence);
  writer.u32(block.jitter);
  // The middle 32 bits of the sender's time, and the time elapsed since in units of 1/65536 s.
  writer.u32(last ? static_cast<std::uint32_t>(last->ntp >> 16U) : 0);
  const double passed = last ? std::chrono::duration<double>(last->since).count() * 65536 : 0;
  writer.u32(static_cast<std::uint32_t>(std::clamp(passed, 0.0, 4294967295.0)));

  // A source, one item, and the null byte that ends the list, padded to a whole word.
  const std::size_t words = 1 + (2 + name.size() + 1 + 3) / 4;
  writer.head(1, description, words);
  writer.u32(own_ssrc);
  writer.u8(1);  // CNAME
  writer.u8(static_cast<unsigned>(name.size()));
  for (const char c : name) writer.u8(static_cast<unsigned char>(c));
  for (std::size_t i = 2 + name.size(); i < (words - 1) * 4; ++i) writer.u8(0);
  return writer.take();
}

}  // namespace media::rtp
