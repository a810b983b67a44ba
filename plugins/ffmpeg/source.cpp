#include "plugins/ffmpeg/source.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/opt.h>
}

#include "plugins/ffmpeg/protocols.hpp"
#include "plugins/ffmpeg/redirect.hpp"
#include "plugins/ffmpeg/resolve.hpp"

namespace ffmpeg {
namespace {

/// Some servers announce a length that no file has, for old players that insist on one.
constexpr std::int64_t largest_file = std::int64_t{1} << 40;

/// A container may announce this many; how many are watched is bounded more tightly.
constexpr const char* most_streams = "256";

std::string scheme_of(const std::string& url) {
  std::string scheme = url.substr(0, url.find(':'));
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return scheme;
}

bool is_http(const std::string& scheme) { return scheme == "http" || scheme == "https"; }

constexpr unsigned most_redirects = 5;

std::string headers_of(const vex_io_settings& settings) {
  std::string headers;
  for (const vex_pair& header : std::span(settings.headers, settings.header_count)) {
    headers +=
        std::string(vex::text(header.key)) + ": " + std::string(vex::text(header.value)) + "\r\n";
  }
  return headers;
}

/// FFmpeg keeps some of them in 32 bits.
std::string microseconds(vex_nanos nanos) {
  return std::to_string(std::min<vex_nanos>(nanos / 1000, std::numeric_limits<int>::max()));
}

void set_unless_there(AVDictionary** options, const char* key, const std::string& value) {
  if (!value.empty()) av_dict_set(options, key, value.c_str(), AV_DICT_DONT_OVERWRITE);
}

std::string text(vex_str borrowed) { return std::string(vex::text(borrowed)); }

}  // namespace

Source::Source(const vex_host& host, const SourceOptions& options, std::string url,
               Watchdog& watchdog, Messages& messages, Callbacks callbacks)
    : host_(host),
      options_(options),
      url_(std::move(url)),
      scheme_(scheme_of(url_)),
      allowed_(allowed_protocols(scheme_, options.protocols)),
      own_io_(vex::detail::service<vex_own_io>(host, VEX_OWN_IO)),
      settings_(*own_io_.settings(&host)),
      watchdog_(watchdog),
      messages_(messages),
      callbacks_(std::move(callbacks)),
      headers_(headers_of(settings_)) {
  watchdog_.on_look([this] { count_received(); });
}

Source::~Source() {
  // FFmpeg closes its own connection unseen, and may ask the watchdog while it does.
  watchdog_.on_look({});
}

void Source::open() {
  resolve_host(host_of(url_));
  if (!resolved_.empty()) mark(vex::Phase::resolve);
  const vex_nanos bound =
      settings_.connect_timeout + settings_.tls_timeout + settings_.request_timeout;
  watchdog_.begin({vex::Reason::timeout, vex::Nanos(bound), "the stream could not be opened"});
  AVFormatContext* context = avformat_alloc_context();
  if (context == nullptr) fail(AVERROR(ENOMEM), Stage::opening);
  context->interrupt_callback = watchdog_.callback();
  context->opaque = this;
  context_ = context;
  default_open_ = std::exchange(context->io_open, &Source::on_io_open);
  default_close_ = std::exchange(context->io_close2, &Source::on_io_close);
  Dictionary options;
  for (const auto& [key, value] : options_.options) options.set(key.c_str(), value);
  add_io_options(options.raw(), url_);
  add_format_options(options);
  // Takes the context, and frees it when it fails.
  const int code = avformat_open_input(&context, url_.c_str(), options_.format, options.raw());
  if (code < 0) {
    open_.clear();
    fail(code, Stage::opening);
  }
  input_.reset(context);
  if (!std::exchange(is_open_, true)) callbacks_.on_open();  // a demuxer that connects by itself
  warn_of_unknown(options);
  // The demuxer of DASH opens its segments by itself: what would be counted is the manifest alone.
  is_counting_ = container() != "dash";
  if (is_counting_ && counted_ > 0) own_io_.received(&host_, counted_);
  read_parameters();
  warn_of_headers();
  messages_.forget_complaint();
}

void Source::add_format_options(Dictionary& options) const {
  options.set("protocol_whitelist", allowed_);
  options.set("max_streams", most_streams);
  options.set("formatprobesize", std::to_string(options_.probe_size));
  options.set("probesize", std::to_string(options_.probe_size));
  options.set("analyzeduration", microseconds(options_.analyze_duration.count()));
}

/// Containers without timing of their own need FFmpeg to decode a little, so that it knows how long
/// a frame lasts. All others are read as they come: reading ahead would date their media late.
void Source::read_parameters() {
  if ((input_->iformat->flags & AVFMT_GENERIC_INDEX) == 0) return;
  const int code = avformat_find_stream_info(input_.get(), nullptr);
  if (code < 0) fail(code, Stage::opening);
}

void Source::warn_of_unknown(const Dictionary& left) const {
  for (const auto& [key, value] : options_.options) {
    if (!left.has(key.c_str())) continue;
    vex::log(host_, VEX_LOG_WARNING, "FFmpeg knows no option \"" + key + "\" for this stream");
  }
}

int Source::on_io_open(AVFormatContext* context, AVIOContext** io, const char* url, int flags,
                       AVDictionary** options) {
  Source& self = *static_cast<Source*>(context->opaque);
  try {
    return self.open_io(*context, io, url, flags, options);
  } catch (...) {  // rethrown when FFmpeg has returned
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

/// Follows redirects itself: FFmpeg would take the headers of the configuration along.
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
  // Of a peer that refuses and of one that says nothing, libsrt tells the same.
  const bool is_unanswered = code == AVERROR(EIO) && scheme_of(target) == "srt" &&
                             watchdog_.now() - begin >= vex::Nanos(settings_.connect_timeout);
  return is_unanswered ? AVERROR(ETIMEDOUT) : code;
}

/// Behind a tap, FFmpeg's demuxers cannot read what the connection was made with, to send it along
/// with further requests to whatever host.
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
  // Relative addresses are read against where the redirects have led.
  av_free(context.url);
  context.url = av_strdup(target.c_str());
}

/// Whether that is where the configuration sends its headers.
bool Source::is_own(const std::string& url) const { return is_same_server(url_, url); }

/// The demuxer of DASH makes all further requests by itself.
void Source::warn_of_headers() const {
  if (headers_.empty() || container() != "dash") return;
  vex::log(host_, VEX_LOG_WARNING,
           "http.headers went with the first request for the manifest alone: FFmpeg makes all "
           "others of DASH by itself, and would send them to whatever host; headers among the "
           "probe's options go with all");
}

void Source::resolve_host(const std::string& host) {
  if (!is_name(host) || !resolved_.insert(host).second) return;
  auto before = watchdog_.begin({vex::Reason::resolve, vex::Nanos(settings_.resolve_timeout),
                                 "the name of the host could not be resolved"});
  resolve(host, watchdog_);
  watchdog_.resume(std::move(before));
}

/// By its URL, for the first bytes have to be seen. Others keep FFmpeg's own connection, out of
/// which demuxers of playlists read what they have to send along with further requests.
bool Source::may_be_transport_stream() const {
  constexpr std::array<std::string_view, 6> bare{"udp", "udplite", "srt", "rist", "tcp", "tls"};
  if (std::find(bare.begin(), bare.end(), scheme_) != bare.end()) return true;
  const std::string_view path = std::string_view(url_).substr(0, url_.find_first_of("?#"));
  constexpr std::array<std::string_view, 4> endings{".ts", ".m2ts", ".mts", ".m2t"};
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

/// What each connection is made with.
void Source::add_io_options(AVDictionary** options, const std::string& url) const {
  const std::string scheme = scheme_of(url);
  // One value for connecting and for every wait: FFmpeg has no more. The watchdog bounds the rest.
  const std::string patience = microseconds(
      std::max({settings_.connect_timeout, settings_.request_timeout, settings_.idle_timeout}));
  // To RTMP, `timeout` would mean to listen.
  set_unless_there(options, scheme.starts_with("rtmp") ? "rw_timeout" : "timeout", patience);
  if (scheme == "srt") {
    set_unless_there(options, "connect_timeout",
                     std::to_string(settings_.connect_timeout / 1'000'000));
  }
  // Datagrams are read as they come, without a thread and 5 MB of buffer for each stream.
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
      // From before a redirect, or from a demuxer that has read it out of another connection.
      av_dict_set(options, key, nullptr, 0);
    }
  }
}

/// What only the stream's own host may see.
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

bool Source::read(AVPacket& packet) {
  for (;;) {
    int code = av_read_frame(input_.get(), &packet);
    if (code >= 0) {
      count_received();
      return true;
    }
    if (thrown_ || watchdog_.barks()) fail(code, Stage::reading);
    if (code == AVERROR(EAGAIN)) {
      vex::detail::invoke(vex::detail::service<vex_clock>(host_, VEX_CLOCK).sleep, &host_,
                          vex_nanos{10'000'000});
      continue;
    }
    // Demuxers tell of an end where the connection broke, too.
    const int broken = input_->pb != nullptr ? input_->pb->error : 0;
    if (code == AVERROR_EOF && broken < 0 && broken != AVERROR_EOF) code = broken;
    if (code == AVERROR_EOF && is_finite()) return false;
    if (code == AVERROR_EOF) throw vex::Error(vex::Reason::closed, "the stream ended");
    fail(code, Stage::reading);
  }
}

void Source::fail(int code, Stage stage) const {
  if (thrown_) std::rethrow_exception(thrown_);
  if (const auto verdict = watchdog_.verdict()) throw vex::Error(*verdict);
  if (!refused_.empty()) {
    throw vex::Error(vex::Reason::refused_target,
                     "the stream wants FFmpeg's protocol \"" + refused_ +
                         "\", which it may not use: the probe's option protocols permits it");
  }
  const bool has_ended = code == AVERROR_EOF || code == AVERROR(EIO);
  if (has_ended && stage == Stage::opening && is_open_) {
    if (counted_ == 0)
      throw vex::Error(vex::Reason::closed, "the stream ended before anything came");
    throw vex::Error(vex::Reason::protocol, "the stream ended after " + std::to_string(counted_) +
                                                " bytes, in which FFmpeg recognises no format");
  }
  throw error_of(code, stage, messages_.complaint());
}

std::string Source::container() const {
  const std::string names = input_->iformat->name;
  // FFmpeg names all relatives of a demuxer, in an order that has grown.
  if (names.starts_with("mov,")) return "mp4";
  if (names.starts_with("live_flv")) return "flv";
  return names.substr(0, names.find(','));
}

bool Source::has_variants() const {
  const std::string name = container();
  return name == "dash" || name == "hls";
}

bool Source::is_finite() const {
  if (container() == "sdp") return false;  // it is read to its end, and describes what is live
  if (scheme_ == "file") return true;
  if (has_variants()) return input_->duration > 0;
  if (input_->pb == nullptr) return false;
  const std::int64_t size = avio_size(input_->pb);
  return size > 0 && size < largest_file;
}

/// A run that is being ended refuses it, which whoever asks next learns.
void Source::mark(vex::Phase::Step step) const {
  vex_error ignored{};
  const auto event = vex::detail::to_abi(vex::Phase{.step = step});
  host_.emit(&host_, &event.head, &ignored);
}

/// FFmpeg counts what came out of a connection. Of demuxers that open theirs by themselves nothing
/// can be known.
void Source::count_received() {
  std::uint64_t bytes = closed_bytes_;
  for (const AVIOContext* io : open_) {
    // The context lets go of its own connection before that is freed, and tells nobody.
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
