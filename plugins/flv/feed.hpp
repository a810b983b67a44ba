// The bytes of a stream on their way into the reader, and the sentences for when they end badly.
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

  /// What the HTTP head says that the body is; helps to explain a body that is no FLV.
  void set_content_type(std::string_view content_type) { content_type_ = content_type; }

  /// Throws `protocol` with the offset where the bytes stop being FLV, `unsupported` where they are
  /// encrypted.
  void push(vex::Bytes bytes);

  /// The server ended a live stream: throws `closed`, or `protocol` where it never sent FLV.
  [[noreturn]] void end_live() const;

  /// The end of a file: fine behind a tag, else throws as above.
  void end_file() const;

  /// True once packets of several tracks in one came, of which nothing is read.
  [[nodiscard]] bool has_skipped_tracks() const { return reader_.tracks().multitrack_bodies() > 0; }

  /// True while the bytes have not yet shown whether they are FLV.
  [[nodiscard]] bool is_undecided() const { return !reader_.has_begun(); }

 private:
  void keep_opening(vex::Bytes bytes);
  [[noreturn]] void fail(const media::flv::Error& error) const;
  [[noreturn]] void fail_as_no_flv() const;
  [[nodiscard]] std::string end_sentence(const char* who) const;

  media::flv::Reader reader_;
  media::flv::Listener& listener_;
  std::string content_type_;
  std::string opening_;  // the first bytes, as long as they may have to be quoted
};

}  // namespace flv
