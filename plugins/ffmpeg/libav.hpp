// FFmpeg's libraries, with owning types for what they return.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <memory>
#include <string>
#include <utility>

namespace ffmpeg {

struct CloseInput {
  void operator()(AVFormatContext* context) const noexcept { avformat_close_input(&context); }
};
using Input = std::unique_ptr<AVFormatContext, CloseInput>;

struct FreePacket {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
using PacketPtr = std::unique_ptr<AVPacket, FreePacket>;

struct FreeCodecContext {
  void operator()(AVCodecContext* context) const noexcept { avcodec_free_context(&context); }
};
using CodecContextPtr = std::unique_ptr<AVCodecContext, FreeCodecContext>;

struct CloseParser {
  void operator()(AVCodecParserContext* parser) const noexcept { av_parser_close(parser); }
};
using ParserPtr = std::unique_ptr<AVCodecParserContext, CloseParser>;

/// Options by name, in the form that FFmpeg's functions take and modify.
class Dictionary {
 public:
  Dictionary() = default;
  explicit Dictionary(const AVDictionary* copied) { av_dict_copy(&entries_, copied, 0); }
  Dictionary(const Dictionary& copied) : Dictionary(copied.entries_) {}
  Dictionary& operator=(const Dictionary&) = delete;
  ~Dictionary() { av_dict_free(&entries_); }

  void set(const char* key, const std::string& value) {
    av_dict_set(&entries_, key, value.c_str(), 0);
  }
  [[nodiscard]] bool has(const char* key) const {
    return av_dict_get(entries_, key, nullptr, 0) != nullptr;
  }
  AVDictionary** raw() noexcept { return &entries_; }
  [[nodiscard]] AVDictionary* release() noexcept { return std::exchange(entries_, nullptr); }

 private:
  AVDictionary* entries_ = nullptr;
};

}  // namespace ffmpeg
