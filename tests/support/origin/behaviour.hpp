#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace origin {

/// How one connection is served: what is played, and what goes wrong. Each field is a query
/// parameter of the same name (README.md has the table). Times called "after" count from the moment
/// when the headers and the cached GOP were sent; 0 means right then.
struct Behaviour {
  using Time = std::optional<std::chrono::milliseconds>;

  // What is played.
  std::string video = "h264";  // a video clip's name, or none
  std::string audio = "aac";
  bool enhanced_video = false;  // FourCC instead of codec id; AV1 and VP9 know no other form
  bool enhanced_audio = false;  // likewise; Opus knows no other form
  bool multitrack = false;      // a second video track in multitrack packets

  // How time passes.
  std::chrono::milliseconds gop_cache{1000};  // age of the GOP that is sent at once at connect
  std::uint32_t start_ts = 0;                 // timestamp of the first tag in ms
  double speed = 1.0;                         // media seconds per second
  std::chrono::milliseconds pace{0};          // tags leave together at multiples of this
  std::chrono::milliseconds jitter{0};        // each tag leaves late by up to this
  std::int32_t skew = 0;                      // ms added to the timestamps of audio
  Time jump_after;
  std::int32_t jump = 0;  // ms added to all timestamps after jump_after

  // What goes wrong with the media.
  Time stall_after;
  Time half_open_after;
  Time freeze_after;
  Time end_after;
  Time cut_after;
  Time reset_after;
  Time corrupt_after;
  std::string corrupt = "type";  // type, size, stream, previous
  Time codec_change_after;
  std::string codec_change_to = "hd";
  Time late_headers;
  bool no_keyframes = false;
  bool no_media = false;

  // What goes wrong with HTTP.
  Time slow_headers;
  unsigned status = 200;
  unsigned redirect = 0;  // redirects before the answer
  bool redirect_loop = false;
  unsigned redirect_status = 302;
  std::string redirect_to;  // an URL or path to redirect to
  bool chunked = false;
  std::size_t bytes = 0;       // bytes in each write (of WebSocket: in each frame); 0: a whole tag
  std::string auth;            // user:password that the request must bring, else 401
  std::string require_header;  // "Name:value" that the request must bring, else 403

  // What goes wrong with WebSocket.
  std::size_t ws_split = 0;  // bytes in each fragment of a message; 0: not split
  bool ws_ping = false;      // a ping before every media message
  bool ws_text = false;      // text instead of binary messages
  bool ws_mask = false;      // masked frames, which a server must not send
  bool ws_bad_accept = false;

  // What is peculiar to RTMP.
  std::size_t rtmp_chunk_size = 4096;
  bool rtmp_ping = false;       // a ping before every media message
  bool rtmp_aggregate = false;  // what leaves together leaves as one aggregate message
  bool rtmp_silent = false;     // no answer: to connect (of an application) or play (of a stream)

  // What is peculiar to RTSP.
  std::string rtsp_refuse;     // "METHOD:status": the answer to such requests
  std::string rtsp_silent;     // a method that is not answered
  std::string rtsp_transport;  // tcp or udp: the other is refused with 461
  std::string rtsp_mute;       // tcp or udp: agreed to, and nothing comes
  unsigned rtsp_timeout = 60;  // of sessions, in seconds, as it is told to clients
};

/// Sets the fields that a query string names. Throws std::invalid_argument with a sentence that
/// names an unknown parameter or a wrong value.
void set_parameters(Behaviour& behaviour, std::string_view query);

}  // namespace origin
