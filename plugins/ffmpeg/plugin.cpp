#include "plugins/ffmpeg/probe.hpp"

VEX_PLUGINS(ffmpeg::Probe)
