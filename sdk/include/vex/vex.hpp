// vex/vex.hpp - everything that a plugin written in C++20 includes.
#pragma once

#include "cpp/outbox.hpp"
#include "cpp/plugin.hpp"
#include "cpp/route.hpp"
#include "cpp/snapshot.hpp"
#include "cpp/task.hpp"
#include "cpp/udp.hpp"
#include "vex.h"
