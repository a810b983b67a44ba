// What packed audio begins with: an ID3 tag, and ADTS frames behind it; WebVTT segments too,
// which are as short.

#include "fuzz/fuzz.hpp"
#include "media/aac/adts_reader.hpp"
#include "media/id3/reader.hpp"
#include "media/webvtt/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto bytes = fuzz::bytes_of(data, size);
  media::id3::Reader reader;
  reader.push(bytes);
  fuzz::require(reader.untaken().size() <= 10);
  fuzz::require(bytes.empty() || reader.is_done());
  const auto timestamp = reader.transport_stream_timestamp();
  fuzz::require(!timestamp || *timestamp < (std::uint64_t{1} << 33U));

  media::aac::AdtsReader frames;
  while (frames.next(bytes)) fuzz::require(frames.frame().frame_bytes >= 7);
  fuzz::require(bytes.empty());
  (void)media::webvtt::read_header({reinterpret_cast<const char*>(data), size});
  media::webvtt::Reader text;
  const auto all = fuzz::bytes_of(data, size);
  text.push(all.first(size / 2));
  text.push(all.subspan(size / 2));
  text.end();
  fuzz::require(text.begin_time().has_value() == (text.cues() > 0));
  fuzz::require(text.cues() == 0 || *text.begin_time() < *text.end_time());
  return 0;
}
