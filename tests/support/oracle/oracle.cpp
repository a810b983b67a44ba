#include "tests/support/oracle/oracle.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "tests/support/process/process.hpp"

namespace support {
namespace {

using nlohmann::json;

double ratio(const std::string& text) {
  const auto slash = text.find('/');
  const double below = slash == std::string::npos ? 1 : std::stod(text.substr(slash + 1));
  return below == 0 ? 0 : std::stod(text) / below;
}

/// ffprobe writes most numbers as text.
std::uint64_t number(const json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? 0 : std::stoull(found->get<std::string>());
}

OracleTrack read_stream(const json& stream) {
  OracleTrack track;
  track.kind = stream.value("codec_type", "");
  track.codec = stream.value("codec_name", "");
  track.profile = stream.value("profile", "");
  track.level = stream.value("level", 0);
  track.width = stream.value("width", 0);
  track.height = stream.value("height", 0);
  track.frame_rate = ratio(stream.value("avg_frame_rate", "0/0"));
  track.sample_rate = static_cast<int>(number(stream, "sample_rate"));
  track.channels = stream.value("channels", 0);
  return track;
}

/// Counts packets; keeps those since the last keyframe apart, as their GOP may go on.
class Counter {
 public:
  void add(const json& packet, OracleTrack& track) {
    const bool is_keyframe = packet.value("flags", "").starts_with('K');
    if (is_keyframe && since_keyframe_) {
      track.gop_packets.push_back(*since_keyframe_);
    }
    if (is_keyframe) {
      since_keyframe_ = 0;
      ++track.keyframes;
    }
    if (since_keyframe_) {
      ++*since_keyframe_;
    }
    ++track.packets;
    track.bytes += number(packet, "size");
    track.times_s.push_back(std::stod(packet.value("dts_time", packet.value("pts_time", "0"))));
  }

 private:
  std::optional<std::uint64_t> since_keyframe_;
};

}  // namespace

const OracleTrack& OracleOpinion::track(const std::string& kind) const {
  for (const auto& track : tracks) {
    if (track.kind == kind) {
      return track;
    }
  }
  throw std::runtime_error("ffprobe saw no " + kind);
}

OracleOpinion ask_oracle(const std::string& input, std::chrono::seconds most_media) {
  Command command{
      {FFPROBE, "-v", "error", "-of", "json", "-show_streams", "-show_packets"}, {}, {}};
  if (most_media.count() > 0) {
    command.words.insert(command.words.end(),
                         {"-read_intervals", "%+" + std::to_string(most_media.count())});
  }
  command.words.push_back(input);
  const auto finished = run(command, std::chrono::seconds(60));
  if (finished.status != 0) {
    throw std::runtime_error("ffprobe " + input + ": " + finished.error_output);
  }
  const auto answer = json::parse(finished.output);
  OracleOpinion opinion;
  for (const auto& stream : answer.at("streams")) {
    opinion.tracks.push_back(read_stream(stream));
  }
  std::vector<Counter> counters(opinion.tracks.size());
  for (const auto& packet : answer.at("packets")) {
    const auto index = packet.at("stream_index").get<std::size_t>();
    counters.at(index).add(packet, opinion.tracks.at(index));
  }
  return opinion;
}

}  // namespace support
