// An FFmpeg input: opened within limits, with its connections under watch.
#pragma once

#include <vex/service/own_io.h>
#include <vex/vex.hpp>

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plugins/ffmpeg/libav.hpp"
#include "plugins/ffmpeg/messages.hpp"
#include "plugins/ffmpeg/tap.hpp"
#include "plugins/ffmpeg/watchdog.hpp"

namespace ffmpeg {

/// Settings beyond those of the network.
struct SourceOptions {
  std::vector<std::string> protocols;  // empty: see allowed_protocols()
  std::map<std::string, std::string> options;
  const AVInputFormat* format = nullptr;  // nullptr: detected
  std::int64_t probe_size = 0;            // bytes
  vex::Nanos analyze_duration{};
};

class Source {
 public:
  struct Callbacks {
    /// The stream's own connection is established: after the response, if the protocol has one.
    std::function<void()> on_open;
    /// The bytes of the stream's own connection, if it may be a transport stream; an empty piece
    /// where reading continues elsewhere.
    std::function<void(vex::Bytes)> on_bytes;
  };

  /// The references outlive the source.
  Source(const vex_host& host, const SourceOptions& options, std::string url, Watchdog& watchdog,
         Messages& messages, Callbacks callbacks);
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source();

  /// Throws vex::Error if the stream cannot be opened.
  void open();

  /// Reads the next packet; false at the end of a finite stream. Throws vex::Error.
  bool read(AVPacket& packet);

  [[nodiscard]] AVFormatContext& context() const noexcept { return *input_; }

  /// "mpegts", "mp4", "dash".
  [[nodiscard]] std::string container() const;

  /// Whether it is a playlist, whose variants are streams of the container.
  [[nodiscard]] bool has_variants() const;

  /// Whether it is finite and comes as fast as it is read.
  [[nodiscard]] bool is_finite() const;

 private:
  static int on_io_open(AVFormatContext* context, AVIOContext** io, const char* url, int flags,
                        AVDictionary** options);
  static int on_io_close(AVFormatContext* context, AVIOContext* io);
  int open_io(AVFormatContext& context, AVIOContext** io, const char* url, int flags,
              AVDictionary** options);
  int open_target(AVFormatContext& context, AVIOContext** io, const std::string& target, int flags,
                  AVDictionary** options);
  void tap_main(AVFormatContext& context, AVIOContext** io, const std::string& target);
  [[nodiscard]] bool is_own(const std::string& url) const;
  [[nodiscard]] bool may_be_transport_stream() const;
  void resolve_host(const std::string& host);
  void add_io_options(AVDictionary** options, const std::string& url) const;
  [[nodiscard]] std::vector<std::pair<const char*, std::string>> own_options(bool is_http) const;
  void warn_of_headers() const;
  void add_format_options(Dictionary& options) const;
  void warn_of_unknown(const Dictionary& left) const;
  void count_received();
  void mark(vex::Phase::Step step) const;
  void read_parameters();
  [[noreturn]] void fail(int code, Stage stage) const;

  const vex_host& host_;
  const SourceOptions& options_;
  const std::string url_;
  const std::string scheme_;
  const std::string allowed_;
  const vex_own_io& own_io_;
  const vex_io_settings& settings_;
  Watchdog& watchdog_;
  Messages& messages_;
  const Callbacks callbacks_;
  const std::string headers_;  // the configured headers, in FFmpeg's form

  int (*default_open_)(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) = nullptr;
  int (*default_close_)(AVFormatContext*, AVIOContext*) = nullptr;
  std::exception_ptr thrown_;  // inside one of FFmpeg's callbacks
  std::string refused_;        // the protocol that was requested but is not allowed
  std::string cookies_;        // set by the stream's own host
  std::set<std::string> resolved_;
  bool is_open_ = false;

  std::set<const AVIOContext*> open_;
  std::uint64_t closed_bytes_ = 0;  // of connections that are closed
  std::uint64_t counted_ = 0;
  bool is_counting_ = false;                  // report to the host; not before the format is known
  const AVFormatContext* context_ = nullptr;  // of input_, even before it is open
  const AVIOContext* main_ = nullptr;         // its own connection
  std::unique_ptr<Tap> tap_;                  // on it
  Input input_;
};

}  // namespace ffmpeg
