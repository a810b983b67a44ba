#include "plugins/hls/probe.hpp"

VEX_PLUGINS(hls::Probe)
