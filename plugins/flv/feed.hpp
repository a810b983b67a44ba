// Feeds the bytes of a stream to the reader, and explains how they ended.
#pragma once

#include <string>
#include <string_view>

#include <vex/vex.hpp>

#include "media/flv/reader.hpp"

namespace flv {

class Feed {
 public:
  Feed(media::flv::PayloadDepth depth, media::flv::Listener& listener)
      : reader_(depth), listener_(listener) {}

  /// The content type from the HTTP head, which helps to explain a body that is not FLV.
  void set_content_type(std::string_view content_type) { content_type_ = content_type; }

  /// Throws `protocol` with the offset at which the bytes stop being FLV, `unsupported` if they are
  /// encrypted.
  void push(vex::Bytes bytes);

  /// Called when the server ended a live stream: throws `closed`, or `protocol` if it never sent
  /// FLV.
  [[noreturn]] void end_live() const;

  /// Called at the end of a file, which is valid after a tag; otherwise throws as above.
  void end_file() const;

  /// Whether packets with several tracks have arrived, which are not read.
  [[nodiscard]] bool has_skipped_tracks() const { return reader_.tracks().multitrack_bodies() > 0; }

  /// True while it is still unclear whether the bytes are FLV.
  [[nodiscard]] bool is_undecided() const { return !reader_.has_begun(); }

 private:
  void keep_opening(vex::Bytes bytes);
  [[noreturn]] void fail(const media::flv::Error& error) const;
  [[noreturn]] void fail_as_no_flv() const;
  [[nodiscard]] std::string end_sentence(const char* who) const;

  media::flv::Reader reader_;
  media::flv::Listener& listener_;
  std::string content_type_;
  std::string opening_;  // the first bytes, for as long as they may have to be quoted
};

}  // namespace flv
