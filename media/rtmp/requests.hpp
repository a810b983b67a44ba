// The commands of a player, as payloads of command messages (7.2.1, 7.2.2).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace media::rtmp {

using Payload = std::vector<std::byte>;

/// What connect says about the player.
struct ConnectFacts {
  std::string app;
  std::string tc_url;
  std::string page_url;  // omitted if empty, like swf_url
  std::string swf_url;
};

/// Also announces the codecs of Enhanced RTMP, which servers do not send to players that do not.
[[nodiscard]] Payload connect_request(double transaction_id, const ConnectFacts& facts);

[[nodiscard]] Payload create_stream_request(double transaction_id);

/// Content delivery networks require this before play; others ignore it.
[[nodiscard]] Payload subscribe_request(double transaction_id, std::string_view stream_name);

/// Requests a live stream, or a recording if there is no such live stream (start -2, as players
/// send it).
[[nodiscard]] Payload play_request(double transaction_id, std::string_view stream_name);

/// deleteStream, which gets no reply.
[[nodiscard]] Payload delete_stream_request(double transaction_id, double stream_id);

/// The reply to a server that measures the bandwidth by calling us.
[[nodiscard]] Payload result_of(double transaction_id);

}  // namespace media::rtmp
