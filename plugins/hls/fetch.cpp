#include "plugins/hls/fetch.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "media/uri/reference.hpp"

namespace hls {
namespace {

using namespace std::chrono_literals;

constexpr vex::Nanos longest_silence = 10s;
constexpr unsigned partial_content = 206;
constexpr unsigned not_modified = 304;
// A short error body is read, so that its connection can be used again.
constexpr std::uint64_t longest_error_body = std::uint64_t{64} * 1024;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// "bytes 0-99/1234" (RFC 9110 14.4).
std::optional<std::int64_t> whole_of_range(std::string_view content_range) {
  const auto slash = content_range.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return whole_number(content_range.substr(slash + 1));
}

vex::Reason reason_of(unsigned status) {
  if (status == 401 || status == 403) return vex::Reason::auth;
  if (status == 404 || status == 410) return vex::Reason::not_found;
  return vex::Reason::http_status;
}

class Get {
 public:
  Get(const Outlet& outlet, const FetchRequest& request, const BodySink& sink)
      : outlet_(outlet), request_(request), sink_(sink), deadline_(outlet.now() + request.timeout) {
    result_.requested = outlet.now();
  }

  void run() {
    vex::HttpResponse response = ask();
    result_.response = outlet_.now() - result_.requested;
    read_head(response);
    const bool is_conditional = !request_.etag.empty() || !request_.last_modified.empty();
    result_.not_modified = is_conditional && response.status() == not_modified;
    if (response.status() >= 300 && !result_.not_modified) {
      discard(response.body());
      throw vex::Error(reason_of(response.status()),
                       result_.final_url + ": HTTP status " + std::to_string(response.status()));
    }
    read_body(response);
  }

  FetchResult finish(std::optional<vex::Error> failure) {
    if (failure && failure->cancelled()) throw vex::Error(*failure);
    result_.over = outlet_.now();
    result_.failure = std::move(failure);
    return std::move(result_);
  }

 private:
  vex::HttpResponse ask() {
    std::vector<vex_pair> headers;
    std::string range;
    if (request_.range.length != 0) {
      range = "bytes=" + std::to_string(request_.range.offset) + "-" +
              std::to_string(request_.range.offset + request_.range.length - 1);
      headers.push_back(vex::pair("Range", range));
    }
    if (!request_.etag.empty()) headers.push_back(vex::pair("If-None-Match", request_.etag));
    if (!request_.last_modified.empty()) {
      headers.push_back(vex::pair("If-Modified-Since", request_.last_modified));
    }
    const std::uint32_t gzip = request_.gzip ? VEX_HTTP_GZIP : 0;
    return vex::http(outlet_.host(), {.url = request_.url,
                                      .headers = headers,
                                      .flags = VEX_HTTP_ANY_STATUS | gzip,
                                      .timeout = request_.timeout,
                                      .base = request_.base});
  }

  void read_head(const vex::HttpResponse& response) {
    result_.status = response.status();
    result_.final_url = response.final_url();
    result_.content_type = response.header("Content-Type").value_or("");
    result_.etag = response.header("ETag").value_or("");
    result_.last_modified = response.header("Last-Modified").value_or("");
    result_.age_seconds = whole_number(response.header("Age").value_or("")).value_or(-1);
    const auto whole = response.status() == partial_content
                           ? whole_of_range(response.header("Content-Range").value_or(""))
                           : whole_number(response.header("Content-Length").value_or(""));
    if (response.status() < 300 && !response.header("Content-Encoding")) {
      result_.whole_bytes = whole.value_or(-1);
    }
  }

  void read_body(vex::HttpResponse& response) {
    // A server without range support sends the whole resource.
    std::uint64_t to_skip = 0;
    std::uint64_t left = request_.max_bytes;
    const bool is_cut = request_.range.length != 0 && response.status() != partial_content;
    if (is_cut) {
      to_skip = request_.range.offset;
      left = request_.range.length;
    }
    while (true) {
      vex::Bytes bytes = read(response.body());
      if (bytes.empty()) return;
      const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(to_skip, bytes.size()));
      to_skip -= skipped;
      bytes = bytes.subspan(skipped);
      const bool is_enough = bytes.size() > left;
      if (is_enough && !is_cut) {
        throw vex::Error(vex::Reason::too_large, result_.final_url + ": more than " +
                                                     std::to_string(request_.max_bytes) + " bytes");
      }
      bytes = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size())));
      left -= bytes.size();
      result_.bytes += bytes.size();
      if (!bytes.empty()) sink_(bytes);
      if (is_enough || (is_cut && left == 0)) return;
    }
  }

  void discard(vex::Stream& body) {
    std::uint64_t read_so_far = 0;
    while (read_so_far < longest_error_body) {
      const vex::Bytes bytes = read(body);
      if (bytes.empty()) return;
      read_so_far += bytes.size();
    }
  }

  vex::Bytes read(vex::Stream& body) {
    const vex::Nanos left = deadline_ - outlet_.now();
    if (left <= 0s) {
      throw vex::Error(vex::Reason::timeout, result_.final_url + ": not whole within " +
                                                 std::to_string(request_.timeout / 1s) + " s");
    }
    return body.read(std::min(left, longest_silence));
  }

  const Outlet& outlet_;
  const FetchRequest& request_;
  const BodySink& sink_;
  const vex::Nanos deadline_;
  FetchResult result_{};
};

}  // namespace

FetchResult fetch(const Outlet& outlet, const FetchRequest& request, const BodySink& sink) {
  Get get(outlet, request, sink);
  std::optional<vex::Error> failure;
  try {
    get.run();
  } catch (const vex::Error& error) {
    failure = error;
  }
  return get.finish(std::move(failure));
}

}  // namespace hls
