#include "plugins/ffmpeg/probe.hpp"

extern "C" {
#include <libavutil/mem.h>
}

namespace ffmpeg {
namespace {

/// No sample, box or table of a stream may need more in one allocation.
constexpr std::size_t largest_block = std::size_t{64} << 20U;

const AVInputFormat* format_of(const std::string& name) {
  if (name.empty()) return nullptr;
  const AVInputFormat* format = av_find_input_format(name.c_str());
  if (format == nullptr) {
    throw vex::Error(VEX_E_INVALID, "FFmpeg knows no input format \"" + name + "\"");
  }
  return format;
}

}  // namespace

Probe::Probe(const vex::Setup& setup) : vex::Probe(setup) {
  settings_.source.protocols = setup[protocols];
  settings_.source.options = setup[input_options];
  settings_.source.format = format_of(setup[format]);
  settings_.source.probe_size = setup[probe_size];
  settings_.source.analyze_duration = setup[analyze_duration];
  settings_.program = static_cast<int>(setup[program]);
  Messages::redirect_log();
  av_max_alloc(largest_block);
}

void Probe::run(const vex::Run& run) { Session(host(), settings_, run, corrupt_packets).watch(); }

}  // namespace ffmpeg
