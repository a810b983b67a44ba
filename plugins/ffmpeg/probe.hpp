// The probe `ffmpeg`: whatever libavformat can read and no other probe claims.
#pragma once

#include <vex/service/cancel.h>
#include <vex/service/own_io.h>
#include <vex/vex.hpp>

#include "plugins/ffmpeg/session.hpp"

namespace ffmpeg {

class Probe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"ffmpeg", "1.0.0",
                                  "Watches every other format with FFmpeg: SRT, UDP, DASH, files"};

  static constexpr vex::List protocols{
      "protocols", "[]",
      "FFmpeg's protocols that may be used; none named: those of the network, and of files for a "
      "file"};
  static constexpr vex::Text format{"format", "",
                                    "FFmpeg's name of the input format; empty: detected"};
  static constexpr vex::Map input_options{
      "options", "{}", "Options of FFmpeg's protocols and demuxers, such as rtsp_transport: tcp"};
  static constexpr vex::Size probe_size{
      "probe_size", "1MiB", "Bytes read to detect the format", {"2KiB", "64MiB"}};
  static constexpr vex::Duration analyze_duration{
      "analyze_duration",
      "2s",
      "Media analyzed to find the duration of frames, if the format does not state it",
      {"0", "1m"}};
  static constexpr vex::Integer program{
      "program",
      "0",
      "Number of the program to watch in a transport stream with several; 0: all",
      {"0", "65535"}};
  static constexpr auto options =
      vex::options(protocols, format, input_options, probe_size, analyze_duration, program);

  static constexpr vex::Counter corrupt_packets{
      "corrupt_packets",
      "",
      "Packets that FFmpeg marks as corrupt: data was lost before or within them.",
      {"track"}};
  static constexpr auto metrics = vex::metrics(corrupt_packets);

  static constexpr auto services = vex::words(VEX_CANCEL, VEX_OWN_IO);
  static constexpr auto schemes =
      vex::words("http", "https", "srt", "udp", "udplite", "rtp", "rist", "tcp", "tls", "rtmp",
                 "rtmps", "rtmpt", "rtsp", "rtsps", "mmsh", "mmst", "ftp", "file");
  static constexpr bool blocks = true;
  static constexpr bool fallback = true;

  explicit Probe(const vex::Setup& setup);

  void run(const vex::Run& run) override;

 private:
  SessionOptions settings_;
};

}  // namespace ffmpeg
