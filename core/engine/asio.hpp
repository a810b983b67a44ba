#pragma once

// Boost.Asio, for source files only: no header of the engine includes it. Version 1.74 forgets to
// include <utility> in C++20.
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
