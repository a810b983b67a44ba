#include "plugins/rtmp/probe.hpp"

VEX_PLUGINS(rtmp::Probe)
