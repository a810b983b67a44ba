#include "plugins/flv/probe.hpp"

VEX_PLUGINS(flv::Probe)
