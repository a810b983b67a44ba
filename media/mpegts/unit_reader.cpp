#include "media/mpegts/unit_reader.hpp"

#include "media/mpegts/audio_frames.hpp"
#include "media/mpegts/nal_units.hpp"
#include "media/mpegts/whole_packets.hpp"

namespace media::mpegts {

std::unique_ptr<UnitReader> make_unit_reader(Framing framing, std::size_t depth) {
  switch (framing) {
    case Framing::h264:
      return std::make_unique<NalUnits>(h264_units, depth);
    case Framing::hevc:
      return std::make_unique<NalUnits>(hevc_units, depth);
    case Framing::adts:
      return std::make_unique<AudioFrames>(read_adts_frame, depth);
    case Framing::loas:
      return std::make_unique<AudioFrames>(read_loas_frame, depth);
    case Framing::mpeg_audio:
      return std::make_unique<AudioFrames>(read_mpeg_audio_frame, depth);
    case Framing::opus:
      return std::make_unique<AudioFrames>(read_opus_frame, depth);
    case Framing::packets:
      return std::make_unique<WholePackets>(depth);
    case Framing::sections:
      break;
  }
  return nullptr;
}

}  // namespace media::mpegts
