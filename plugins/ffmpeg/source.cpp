#include "plugins/ffmpeg/source.hpp"

#include <span>

#include "media/uri/reference.hpp"
#include "plugins/ffmpeg/protocols.hpp"
#include "plugins/ffmpeg/resolve.hpp"

namespace ffmpeg {
namespace {

/// For old players that insist on a length, some servers announce one that no file has.
constexpr std::int64_t largest_file = std::int64_t{1} << 40;

std::string headers_of(const vex_io_settings& settings) {
  std::string headers;
  for (const vex_pair& header : std::span(settings.headers, settings.header_count)) {
    headers +=
        std::string(vex::text(header.key)) + ": " + std::string(vex::text(header.value)) + "\r\n";
  }
  return headers;
}

}  // namespace

Source::Source(const vex_host& host, const SourceOptions& options, std::string url,
               Watchdog& watchdog, Messages& messages, Callbacks callbacks)
    : host_(host),
      options_(options),
      url_(std::move(url)),
      scheme_(media::uri::scheme_of(url_)),
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
  // FFmpeg closes its own connection without notice, and may call the watchdog while it does.
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
  // Takes ownership of the context, and frees it on failure.
  const int code = avformat_open_input(&context, url_.c_str(), options_.format, options.raw());
  if (code < 0) {
    open_.clear();
    fail(code, Stage::opening);
  }
  input_.reset(context);
  if (!std::exchange(is_open_, true)) callbacks_.on_open();  // a demuxer that connects by itself
  warn_of_unknown(options);
  // The DASH demuxer opens its segments by itself, so only the manifest would be counted.
  is_counting_ = container() != "dash";
  if (is_counting_ && counted_ > 0) own_io_.received(&host_, counted_);
  read_parameters();
  warn_of_headers();
  messages_.forget_complaint();
}

/// For containers without timing of their own, FFmpeg has to decode a little to know how long a
/// frame lasts. All others are read as they arrive, because reading ahead would give their media
/// late arrival times.
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

/// The DASH demuxer makes all further requests by itself.
void Source::warn_of_headers() const {
  if (headers_.empty() || container() != "dash") return;
  vex::log(host_, VEX_LOG_WARNING,
           "http.headers were sent only with the first request for the manifest: FFmpeg makes all "
           "other requests of DASH itself, and would send them to any host; headers among the "
           "probe's options go with all requests");
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
    // Demuxers report the end of the stream even if the connection broke.
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
  // FFmpeg lists all related formats of a demuxer, in an order that has grown over time.
  if (names.starts_with("mov,")) return "mp4";
  if (names.starts_with("live_flv")) return "flv";
  return names.substr(0, names.find(','));
}

bool Source::has_variants() const {
  const std::string name = container();
  return name == "dash" || name == "hls";
}

bool Source::is_finite() const {
  if (container() == "sdp") return false;  // the description ends, but describes a live stream
  if (scheme_ == "file") return true;
  if (has_variants()) return input_->duration > 0;
  if (input_->pb == nullptr) return false;
  const std::int64_t size = avio_size(input_->pb);
  return size > 0 && size < largest_file;
}

/// A run that is being ended refuses this; whoever calls the host next will notice.
void Source::mark(vex::Phase::Step step) const {
  vex_error ignored{};
  const auto event = vex::detail::to_abi(vex::Phase{.step = step});
  host_.emit(&host_, &event.head, &ignored);
}

}  // namespace ffmpeg
