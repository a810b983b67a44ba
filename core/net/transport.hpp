#pragma once

#include <memory>

#include "core/net/connect.hpp"

namespace core::net {

class ByteStream;
class NetContext;

// As connect(), but silent about the first byte: for protocols that know a better moment.
// [suspends]
std::unique_ptr<ByteStream> open_transport(NetContext& context, const Peer& peer,
                                           engine::Nanos timeout);

}  // namespace core::net
