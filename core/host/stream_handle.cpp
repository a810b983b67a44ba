#include "core/host/stream_handle.hpp"

#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include "core/pipeline/stream.hpp"

namespace core::host {

StreamHandle::StreamHandle(std::unique_ptr<net::ByteStream> bytes, const pipeline::Stream& watched)
    : vex_stream{[](vex_stream* stream, vex_nanos timeout, vex_bytes* data, vex_error* error) {
                   return vex::detail::guard(error, [&] {
                     StreamHandle& self = of(stream);
                     *data = vex::detail::to_abi(self.bytes_->read(net::Nanos(timeout)));
                   });
                 },
                 [](vex_stream* stream, vex_bytes data, vex_nanos timeout, vex_error* error) {
                   return vex::detail::guard(error, [&] {
                     StreamHandle& self = of(stream);
                     self.send(vex::detail::from_abi(data), net::Nanos(timeout));
                   });
                 },
                 [](vex_stream* stream) { delete &of(stream); }},
      bytes_(std::move(bytes)),
      watched_(watched) {}

StreamHandle& StreamHandle::of(vex_stream* stream) {
  auto& handle = *static_cast<StreamHandle*>(stream);
  handle.strand_.require("that holds a stream");
  return handle;
}

StreamHandle::~StreamHandle() { bytes_->close(); }

/// Whatever is written before the first media is a request of a dialogue, whose phases are
/// measured, so the reply must not wait for the next quantum. Later writes are acknowledgements and
/// keepalives, whose answers nobody waits for.
void StreamHandle::send(net::Bytes data, net::Nanos timeout) {
  bytes_->write(data, timeout);
  if (!watched_.has_media()) bytes_->expect_reply();
}

ResponseHandle::ResponseHandle(net::HttpResponse response, const pipeline::Stream& watched)
    : StreamHandle(std::move(response.body), watched),
      final_url_(net::redact(response.final_url)),
      headers_(std::move(response.headers)) {
  pairs_.reserve(headers_.size());
  for (const net::Header& header : headers_) pairs_.push_back(vex::pair(header.name, header.value));
  abi_ = {sizeof(vex_http_response),
          response.status,
          vex::detail::to_abi(final_url_),
          pairs_.data(),
          pairs_.size(),
          this};
}

}  // namespace core::host
