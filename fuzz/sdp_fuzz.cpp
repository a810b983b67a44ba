// Session descriptions: whatever they say, there are no more tracks and formats than allowed, and
// RTP tracks can be made of them.

#include "fuzz/fuzz.hpp"
#include "media/rtp/track.hpp"
#include "media/sdp/session.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = media::sdp::read_session({reinterpret_cast<const char*>(data), size});
  const auto* session = std::get_if<media::sdp::Session>(&read);
  if (session == nullptr) return 0;
  fuzz::require(session->media.size() <= media::sdp::max_media);
  for (const media::sdp::Media& media : session->media) {
    fuzz::require(media.formats.size() <= media::sdp::max_formats);
    (void)media::rtp::Track::make(media, {});
  }
  return 0;
}
