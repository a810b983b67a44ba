#include "plugins/flv/feed.hpp"

#include <algorithm>

#include "plugins/peer_text/quote.hpp"

namespace flv {

namespace {

std::string at_byte(std::uint64_t offset) { return " at byte " + std::to_string(offset); }

}  // namespace

void Feed::push(vex::Bytes bytes) {
  if (is_undecided()) keep_opening(bytes);
  if (const auto error = reader_.push(bytes, listener_)) fail(*error);
  if (!is_undecided() && !opening_.empty()) std::string().swap(opening_);
}

void Feed::keep_opening(vex::Bytes bytes) {
  const std::size_t room = peer_text::quote_limit + 1 - opening_.size();
  opening_.append(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), room));
}

void Feed::fail(const media::flv::Error& error) const {
  switch (error.kind) {
    case media::flv::Error::Kind::signature:
      fail_as_no_flv();
    case media::flv::Error::Kind::encrypted:
      throw vex::Error(vex::Reason::unsupported,
                       "FLV" + at_byte(error.offset) + ": " + error.sentence);
    default:
      throw vex::Error(vex::Reason::protocol,
                       "FLV broken" + at_byte(error.offset) + ": " + error.sentence);
  }
}

void Feed::fail_as_no_flv() const {
  std::string sentence = "the server sent no FLV";
  if (!content_type_.empty()) sentence += " but " + peer_text::quote(content_type_);
  throw vex::Error(vex::Reason::protocol,
                   sentence + ", beginning with " + peer_text::quote(opening_));
}

std::string Feed::end_sentence(const char* who) const {
  return std::string(who) + " ended" + (reader_.is_between_tags() ? "" : " inside a tag,") +
         at_byte(reader_.offset());
}

void Feed::end_live() const {
  if (is_undecided() && !opening_.empty()) fail_as_no_flv();
  if (is_undecided()) throw vex::Error(vex::Reason::closed, "the server sent nothing");
  throw vex::Error(vex::Reason::closed, end_sentence("the stream"));
}

void Feed::end_file() const {
  if (is_undecided() && !opening_.empty()) fail_as_no_flv();
  if (is_undecided()) throw vex::Error(vex::Reason::protocol, "the file is empty");
  if (!reader_.is_between_tags()) throw vex::Error(vex::Reason::closed, end_sentence("the file"));
}

}  // namespace flv
