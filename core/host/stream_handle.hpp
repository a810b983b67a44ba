// A byte stream or an HTTP response as a plugin holds it.
#pragma once

#include <vex/service/http.h>

#include <memory>
#include <string>
#include <vector>

#include "core/engine/links.hpp"
#include "core/engine/strand_check.hpp"
#include "core/net/byte_stream.hpp"
#include "core/net/http.hpp"

namespace core::pipeline {
class Stream;
}

namespace core::host {

/// Owned by the plugin until it calls close; linked into its run, which closes whatever the plugin
/// has forgotten. [strand]
class StreamHandle : public vex_stream, public engine::Link {
 public:
  /// `watched` is the stream that the run watches; it outlives the handle.
  StreamHandle(std::unique_ptr<net::ByteStream> bytes, const pipeline::Stream& watched);
  virtual ~StreamHandle();

 private:
  static StreamHandle& of(vex_stream* stream);
  void send(net::Bytes data, net::Nanos timeout);

  std::unique_ptr<net::ByteStream> bytes_;
  const pipeline::Stream& watched_;
  [[no_unique_address]] engine::StrandCheck strand_;
};

/// The response and its body; closing the body frees both.
class ResponseHandle : public StreamHandle {
 public:
  ResponseHandle(net::HttpResponse response, const pipeline::Stream& watched);

  [[nodiscard]] const vex_http_response& abi() const noexcept { return abi_; }

 private:
  const std::string final_url_;
  const std::vector<net::Header> headers_;
  std::vector<vex_pair> pairs_;
  vex_http_response abi_;
};

}  // namespace core::host
