// The probe `hls`: HTTP Live Streaming (RFC 8216, draft-pantos-hls-rfc8216bis).
#pragma once

#include <memory>
#include <string>

#include <vex/vex.hpp>

namespace hls {

class Session;

class Probe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"hls", "1.0.0",
                                  "Watches HLS: all playlists, and the media of some variants"};

  static constexpr vex::Choice variants{
      "variants",
      "first",
      "Whose media is fetched; the playlists of all are always watched",
      {"first", "highest", "lowest", "all"}};
  static constexpr vex::Choice segments{
      "segments",
      "all",
      "What is fetched of their media: every segment, only the newest if several appear at once, "
      "or the first 64 KiB of each",
      {"all", "latest", "heads"}};
  static constexpr vex::Integer max_bitrate{
      "max_bitrate",
      "0",
      "Bits per second: variants with a higher BANDWIDTH are not fetched; 0: no limit",
      {"0", nullptr}};
  static constexpr vex::Duration multivariant_interval{
      "multivariant_interval",
      "1m",
      "How often the multivariant playlist is loaded again, which new players begin with; 0: never",
      {"0s", "24h"}};
  static constexpr vex::Flag check_removed{"check_removed", "true",
                                           "Ask for one byte of a segment that has just left, "
                                           "twice a minute at the most: it has to stay "
                                           "for a while"};
  static constexpr auto options =
      vex::options(variants, segments, max_bitrate, multivariant_interval, check_removed);

  static constexpr auto services = vex::words(VEX_HTTP, VEX_TASK);
  static constexpr auto schemes = vex::words("http", "https", "file");
  static constexpr auto path_endings = vex::words(".m3u8", ".m3u");

  explicit Probe(const vex::Setup& setup);
  ~Probe() override;

  void run(const vex::Run& run) override;

 private:
  const std::string variants_;
  const std::string segments_;
  const std::int64_t max_bitrate_;
  const vex::Nanos multivariant_interval_;
  const bool check_removed_;

  vex::Playlist::Kind first_kind_ = vex::Playlist::either;

  // Outlives run(), because the host ends the children of a run only after that has returned.
  std::unique_ptr<Session> session_;
};

}  // namespace hls
