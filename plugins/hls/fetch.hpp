// One GET, and everything to report about it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <vex/vex.hpp>

#include "plugins/hls/outlet.hpp"

namespace hls {

struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  // 0: the whole resource
};

struct FetchRequest {
  std::string url;   // as in a playlist; empty: the stream's own
  std::string base;  // final URL of that playlist; empty: the stream's own
  ByteRange range{};
  bool gzip = false;
  std::string etag{};           // for a conditional request
  std::string last_modified{};  // the same
  std::uint64_t max_bytes = 0;
  vex::Nanos timeout{};  // of the whole fetch
};

struct FetchResult {
  vex::Nanos requested{};
  vex::Nanos over{};          // when the last byte arrived, or the fetch failed
  vex::Nanos response{-1};    // from the request to the head; negative: no response
  std::uint32_t status = 0;   // HTTP status; 0: no response
  bool not_modified = false;  // 304
  std::int64_t age_seconds = -1;
  std::uint64_t bytes = 0;        // passed on
  std::int64_t whole_bytes = -1;  // length of the resource; negative: unknown
  std::string final_url{};        // redacted
  std::string content_type{};
  std::string etag{};
  std::string last_modified{};
  std::optional<vex::Error> failure{};  // never a cancellation, which is thrown
};

/// Takes the body as it arrives; whatever it throws becomes the fetch's failure.
using BodySink = std::function<void(vex::Bytes)>;

/// [suspends]
[[nodiscard]] FetchResult fetch(const Outlet& outlet, const FetchRequest& request,
                                const BodySink& sink);

}  // namespace hls
