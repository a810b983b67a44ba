#include "media/aac/configuration.hpp"

#include "media/aac/program_config.hpp"
#include "media/aac/tables.hpp"
#include "media/bits/bit_reader.hpp"

namespace media::aac {
namespace {

using bits::BitReader;

struct Signalling {
  std::uint32_t object_type = 0;
  std::uint32_t sample_rate = 0;
  std::uint32_t channel_configuration = 0;
  std::uint32_t channels = 0;
  std::uint32_t output_rate = 0;
  bool has_sbr = false;
  bool has_ps = false;
};

std::uint32_t read_object_type(BitReader& reader) {
  constexpr std::uint32_t escape = 31;
  const std::uint32_t type = reader.bits(5);
  return type == escape ? 32 + reader.bits(6) : type;
}

std::uint32_t read_sampling_frequency(BitReader& reader) {
  constexpr std::uint32_t escape = 15;
  const std::uint32_t index = reader.bits(4);
  return index == escape ? reader.bits(24) : sampling_frequency(index);
}

/// Hierarchical signalling: the extension comes first and names the object type it extends.
void read_hierarchical_extension(BitReader& reader, Signalling& found) {
  if (found.object_type != object_sbr && found.object_type != object_ps) return;
  found.has_sbr = true;
  found.has_ps = found.object_type == object_ps;
  found.output_rate = read_sampling_frequency(reader);
  found.object_type = read_object_type(reader);
  if (found.object_type == object_er_bsac) reader.bits(4);  // extensionChannelConfiguration
}

bool has_general_audio_config(std::uint32_t object_type) {
  return (object_type >= object_main && object_type <= object_ltp) ||
         object_type == object_scalable || object_type == 7 ||
         (object_type >= object_er_lc && object_type <= object_ld && object_type != 18);
}

/// GASpecificConfig (4.4.1).
void read_general_audio_config(BitReader& reader, Signalling& found) {
  reader.flag();                       // frameLengthFlag
  if (reader.flag()) reader.bits(14);  // coreCoderDelay
  const bool is_extended = reader.flag();
  if (found.channel_configuration == 0) found.channels = read_program_config(reader);
  if (found.object_type == object_scalable || found.object_type == 20) reader.bits(3);  // layerNr
  if (!is_extended) return;
  if (found.object_type == object_er_bsac) reader.bits(5 + 11);  // numOfSubFrame, layer_length
  if (found.object_type == object_er_lc || found.object_type == 19 || found.object_type == 20 ||
      found.object_type == object_ld)
    reader.bits(3);  // resilience flags
  reader.flag();     // extensionFlag3
}

/// ELDSpecificConfig (4.6.20.1), up to the field that gives the rate of its own band replication.
void read_low_delay_config(BitReader& reader, Signalling& found) {
  reader.bits(1 + 3);  // frameLengthFlag, resilience flags
  if (reader.flag() && reader.flag())
    found.sample_rate *= 2;  // ldSbrPresentFlag, ldSbrSamplingRate
}

/// epConfig; true if nothing after it can be read.
bool ends_at_error_protection(BitReader& reader, std::uint32_t object_type) {
  const bool is_error_resilient =
      object_type == object_er_lc || (object_type >= 19 && object_type <= 27);
  return is_error_resilient && reader.bits(2) >= 2;
}

/// Backward-compatible signalling: after everything else, where old readers do not look.
void read_trailing_extension(BitReader& reader, Signalling& found) {
  constexpr std::uint32_t sbr_sync = 0x2B7;
  constexpr std::uint32_t ps_sync = 0x548;
  if (found.has_sbr || reader.bits_left() < 16 || reader.bits(11) != sbr_sync) return;
  if (read_object_type(reader) != object_sbr || !reader.flag()) return;  // sbrPresentFlag
  const std::uint32_t rate = read_sampling_frequency(reader);
  // A record truncated here is still valid for the plain codec.
  if (!reader.ok() || rate == 0) return;
  found.has_sbr = true;
  found.output_rate = rate;
  if (reader.bits_left() >= 12 && reader.bits(11) == ps_sync) found.has_ps = reader.flag();
}

/// The part common to all records, and the part specific to the object type; false if it is
/// invalid.
bool read_core(BitReader& reader, Signalling& found) {
  found.object_type = read_object_type(reader);
  found.sample_rate = read_sampling_frequency(reader);
  found.channel_configuration = reader.bits(4);
  found.channels = channels_of_configuration(found.channel_configuration);
  read_hierarchical_extension(reader, found);
  if (has_general_audio_config(found.object_type)) {
    read_general_audio_config(reader, found);
    if (found.channels == 0) return false;
  } else if (found.object_type == object_eld) {
    read_low_delay_config(reader, found);
  }
  const bool has_rates = found.sample_rate != 0 && (!found.has_sbr || found.output_rate != 0);
  const bool has_known_channels = found.channels != 0 || found.channel_configuration == 0;
  return reader.ok() && found.object_type != 0 && has_rates && has_known_channels;
}

std::string profile_of(const Signalling& found) {
  if (found.has_ps) return "HE-AACv2";
  return found.has_sbr ? "HE-AAC" : profile_name(found.object_type);
}

}  // namespace

std::optional<AudioFacts> read_configuration(std::span<const std::byte> record) {
  BitReader reader(record);
  Signalling found;
  if (!read_core(reader, found)) return std::nullopt;
  const bool is_general = has_general_audio_config(found.object_type);
  if (is_general && !ends_at_error_protection(reader, found.object_type))
    read_trailing_extension(reader, found);

  AudioFacts facts;
  facts.profile = profile_of(found);
  facts.sample_rate = found.has_sbr ? found.output_rate : found.sample_rate;
  // Parametric stereo turns one channel into two and cannot occur with more.
  facts.channels = found.has_ps && found.channels == 1 ? 2 : found.channels;
  return facts;
}

}  // namespace media::aac
