#pragma once

#include <memory>

#include "core/net/connect.hpp"

namespace core::net {

class ByteStream;
class NetContext;

// Like connect(), but does not report the first byte: for protocols that know a better moment to do
// so. [suspends]
std::unique_ptr<ByteStream> open_transport(NetContext& context, const Peer& peer,
                                           engine::Nanos timeout);

}  // namespace core::net
