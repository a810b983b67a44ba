#include "plugins/rtsp/probe.hpp"

VEX_PLUGINS(rtsp::Probe)
