// The connections of a source: how they are made, what they may use, what they have received.
#include "plugins/ffmpeg/source.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/opt.h>
}

#include "media/uri/reference.hpp"
#include "plugins/ffmpeg/protocols.hpp"
#include "plugins/ffmpeg/redirect.hpp"
#include "plugins/ffmpeg/resolve.hpp"

namespace ffmpeg {
namespace {

using media::uri::scheme_of;

constexpr unsigned most_redirects = 5;

/// A container may announce this many; fewer are watched.
constexpr const char* most_streams = "256";

bool is_http(const std::string& scheme) { return scheme == "http" || scheme == "https"; }

/// FFmpeg stores some time-outs in 32 bits.
std::string microseconds(vex_nanos nanos) {
  return std::to_string(std::min<vex_nanos>(nanos / 1000, std::numeric_limits<int>::max()));
}

void set_unless_there(AVDictionary** options, const char* key, const std::string& value) {
  if (!value.empty()) av_dict_set(options, key, value.c_str(), AV_DICT_DONT_OVERWRITE);
}

std::string text(vex_str borrowed) { return std::string(vex::text(borrowed)); }

}  // namespace

int Source::on_io_open(AVFormatContext* context, AVIOContext** io, const char* url, int flags,
                       AVDictionary** options) {
  Source& self = *static_cast<Source*>(context->opaque);
  try {
    return self.open_io(*context, io, url, flags, options);
  } catch (...) {  // rethrown after FFmpeg has returned
    self.thrown_ = std::current_exception();
    return AVERROR_EXIT;
  }
}

int Source::on_io_close(AVFormatContext* context, AVIOContext* io) {
  Source& self = *static_cast<Source*>(context->opaque);
  if (io != nullptr && self.open_.erase(io) > 0) {
    self.closed_bytes_ += static_cast<std::uint64_t>(io->bytes_read);
  }
  return self.default_close_(context, io);
}

/// Redirects are followed here, because FFmpeg would send the configured headers along.
int Source::open_io(AVFormatContext& context, AVIOContext** io, const char* url, int flags,
                    AVDictionary** options) {
  AVDictionary* none = nullptr;
  if (options == nullptr) options = &none;
  const Dictionary given(*options);
  std::string target = url;
  int code = 0;
  for (unsigned redirects = 0;; ++redirects) {
    messages_.forget_location();
    code = open_target(context, io, target, flags, options);
    const bool is_redirected = code == AVERROR(EIO) && !messages_.location().empty();
    if (!is_redirected || watchdog_.barks()) break;
    if (redirects == most_redirects) {
      throw vex::Error(vex::Reason::redirect, "the stream is redirected more than 5 times");
    }
    target = redirected(target, messages_.location());
    if (is_own(target)) target = with_user_of(url_, target);
    av_dict_free(options);
    *options = Dictionary(given).release();
  }
  av_dict_free(&none);
  if (code < 0) return code;
  open_.insert(*io);
  if (main_ == nullptr) tap_main(context, io, target);
  if (!std::exchange(is_open_, true)) callbacks_.on_open();
  return code;
}

int Source::open_target(AVFormatContext& context, AVIOContext** io, const std::string& target,
                        int flags, AVDictionary** options) {
  const char* protocol = avio_find_protocol_name(target.c_str());
  if (protocol != nullptr && !is_allowed(protocol, allowed_)) {
    refused_ = protocol;
    return AVERROR(EINVAL);
  }
  resolve_host(host_of(target));
  add_io_options(options, target);
  const vex::Nanos begin = watchdog_.now();
  const int code = default_open_(&context, io, target.c_str(), flags, options);
  // libsrt reports a peer that refuses and one that does not answer in the same way.
  const bool is_unanswered = code == AVERROR(EIO) && scheme_of(target) == "srt" &&
                             watchdog_.now() - begin >= vex::Nanos(settings_.connect_timeout);
  return is_unanswered ? AVERROR(ETIMEDOUT) : code;
}

/// Behind a tap, FFmpeg's demuxers cannot read the options of the connection, which they would send
/// along with further requests to any host.
void Source::tap_main(AVFormatContext& context, AVIOContext** io, const std::string& target) {
  main_ = *io;
  if (headers_.empty() && !may_be_transport_stream()) return;
  std::uint8_t* cookies = nullptr;
  if (av_opt_get(*io, "cookies", AV_OPT_SEARCH_CHILDREN, &cookies) >= 0 && cookies != nullptr &&
      is_own(target)) {
    cookies_ = reinterpret_cast<const char*>(cookies);
  }
  av_free(cookies);
  tap_ = std::make_unique<Tap>(Connection(*io), callbacks_.on_bytes);
  *io = tap_->outer();
  context.flags |= AVFMT_FLAG_CUSTOM_IO;  // closed by its owner
  // Relative URLs are resolved against the target of the redirects.
  av_free(context.url);
  context.url = av_strdup(target.c_str());
}

/// Whether the configured headers may be sent there.
bool Source::is_own(const std::string& url) const { return is_same_server(url_, url); }

void Source::resolve_host(const std::string& host) {
  if (!is_name(host) || !resolved_.insert(host).second) return;
  auto before = watchdog_.begin({vex::Reason::resolve, vex::Nanos(settings_.resolve_timeout),
                                 "the name of the host could not be resolved"});
  resolve(host, watchdog_);
  watchdog_.resume(std::move(before));
}

/// Decided by the URL, because the first bytes have to be seen. Other streams keep FFmpeg's own
/// connection, from which playlist demuxers read what to send along with further requests.
bool Source::may_be_transport_stream() const {
  constexpr std::array<std::string_view, 6> bare{"udp", "udplite", "srt", "rist", "tcp", "tls"};
  if (std::find(bare.begin(), bare.end(), scheme_) != bare.end()) return true;
  const std::string_view path = std::string_view(url_).substr(0, url_.find_first_of("?#"));
  constexpr std::array<std::string_view, 4> endings{".ts", ".m2ts", ".mts", ".m2t"};
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

/// Sets the options of a connection.
void Source::add_io_options(AVDictionary** options, const std::string& url) const {
  const std::string scheme = scheme_of(url);
  // FFmpeg has a single value for connecting and for every wait. The watchdog limits the rest.
  const std::string patience = microseconds(
      std::max({settings_.connect_timeout, settings_.request_timeout, settings_.idle_timeout}));
  // For RTMP, `timeout` would mean to listen.
  set_unless_there(options, scheme.starts_with("rtmp") ? "rw_timeout" : "timeout", patience);
  if (scheme == "srt") {
    set_unless_there(options, "connect_timeout",
                     std::to_string(settings_.connect_timeout / 1'000'000));
  }
  // Datagrams are read as they arrive, without a thread and a 5 MB buffer per stream.
  if (scheme.starts_with("udp")) set_unless_there(options, "fifo_size", "0");
  set_unless_there(options, "tls_verify", settings_.insecure == 0 ? "1" : "0");
  set_unless_there(options, "ca_file", text(settings_.ca_file));
  set_unless_there(options, "user_agent", text(settings_.user_agent));
  if (is_http(scheme)) av_dict_set(options, "max_redirects", "0", 0);
  const bool shares = is_own(url);
  for (const auto& [key, value] : own_options(is_http(scheme))) {
    if (shares) {
      set_unless_there(options, key, value);
    } else if (const auto* entry = av_dict_get(*options, key, nullptr, 0);
               entry != nullptr && entry->value == value) {
      // Set before a redirect, or read by a demuxer from another connection.
      av_dict_set(options, key, nullptr, 0);
    }
  }
}

/// Options that only the stream's own host may see.
std::vector<std::pair<const char*, std::string>> Source::own_options(bool is_http) const {
  std::vector<std::pair<const char*, std::string>> all{
      {"cert_file", text(settings_.certificate_file)},
      {"key_file", text(settings_.key_file)},
      {"verifyhost", text(settings_.server_name)}};
  if (is_http) {
    all.emplace_back("headers", headers_);
    all.emplace_back("cookies", cookies_);
  }
  return all;
}

void Source::add_format_options(Dictionary& options) const {
  options.set("protocol_whitelist", allowed_);
  options.set("max_streams", most_streams);
  options.set("formatprobesize", std::to_string(options_.probe_size));
  options.set("probesize", std::to_string(options_.probe_size));
  options.set("analyzeduration", microseconds(options_.analyze_duration.count()));
}

/// FFmpeg counts the bytes of a connection. For demuxers that open their own connections, nothing
/// is known.
void Source::count_received() {
  std::uint64_t bytes = closed_bytes_;
  for (const AVIOContext* io : open_) {
    // The context drops its own connection without notice before that is freed.
    const bool is_gone = io == main_ && !tap_ && context_->pb == nullptr;
    if (!is_gone) bytes += static_cast<std::uint64_t>(io->bytes_read);
  }
  if (bytes <= counted_) return;
  if (counted_ == 0) mark(vex::Phase::first_byte);
  if (is_counting_) own_io_.received(&host_, bytes - counted_);
  counted_ = bytes;
  watchdog_.progress();
}

}  // namespace ffmpeg
