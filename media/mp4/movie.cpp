#include "media/mp4/movie.hpp"

#include "media/mp4/box.hpp"
#include "media/mp4/sample_entry.hpp"

namespace media::mp4 {

namespace {

TrackKind kind_of(FourCc handler) {
  switch (handler) {
    case four_cc("vide"):
      return TrackKind::video;
    case four_cc("soun"):
      return TrackKind::audio;
    case four_cc("subt"):
    case four_cc("text"):
    case four_cc("sbtl"):
      return TrackKind::subtitles;
    default:
      return TrackKind::other;
  }
}

std::uint32_t read_track_id(const Box& tkhd) {
  auto reader = tkhd.reader();
  reader.skip(read_full_box_head(reader).version == 1 ? 16 : 8);
  return reader.u32();
}

/// mvhd and mdhd start with the same fields.
std::uint32_t read_timescale(const Box& box) {
  auto reader = box.reader();
  reader.skip(read_full_box_head(reader).version == 1 ? 16 : 8);
  return reader.u32();
}

/// Supports only the common form: empty edits first, then one that starts somewhere in the media.
std::int64_t read_edit_shift(const Box& elst, std::uint32_t movie_timescale,
                             std::uint32_t timescale) {
  constexpr std::uint32_t most_edits = 16;
  auto reader = elst.reader();
  const bool is_long = read_full_box_head(reader).version == 1;
  const std::uint32_t count = reader.u32();
  std::int64_t delay = 0;  // in units of the movie
  for (std::uint32_t i = 0; i < count && i < most_edits; ++i) {
    const std::uint64_t duration = is_long ? reader.u64() : reader.u32();
    const auto media_time =
        is_long ? static_cast<std::int64_t>(reader.u64()) : static_cast<std::int32_t>(reader.u32());
    reader.skip(4);
    if (!reader.ok()) return 0;
    constexpr std::int64_t most = std::int64_t{1} << 40;  // keeps the product in range
    if (media_time == -1) {
      if (duration > static_cast<std::uint64_t>(most)) return 0;
      delay += static_cast<std::int64_t>(duration);
      continue;
    }
    if (media_time < 0 || media_time > most || delay > most || movie_timescale == 0) return 0;
    return delay / movie_timescale * timescale +
           delay % movie_timescale * timescale / movie_timescale - media_time;
  }
  return 0;
}

std::optional<MovieTrack> read_track(std::span<const std::byte> trak,
                                     std::uint32_t movie_timescale) {
  const auto tkhd = find_box(trak, four_cc("tkhd"));
  const auto mdia = find_box(trak, four_cc("mdia"));
  if (!tkhd || !mdia) return std::nullopt;
  const auto mdhd = find_box(mdia->content, four_cc("mdhd"));
  const auto hdlr = find_box(mdia->content, four_cc("hdlr"));
  const auto minf = find_box(mdia->content, four_cc("minf"));
  if (!mdhd || !hdlr) return std::nullopt;
  MovieTrack result;
  result.track.id = read_track_id(*tkhd);
  result.track.timescale = read_timescale(*mdhd);
  auto handler = hdlr->reader();
  handler.skip(8);
  result.track.kind = kind_of(handler.u32());
  if (result.track.id == 0 || result.track.timescale == 0) return std::nullopt;
  const auto stbl = minf ? find_box(minf->content, four_cc("stbl")) : std::nullopt;
  const auto stsd = stbl ? find_box(stbl->content, four_cc("stsd")) : std::nullopt;
  if (stsd) read_sample_description(stsd->content, result.track);
  const auto edts = find_box(trak, four_cc("edts"));
  const auto elst = edts ? find_box(edts->content, four_cc("elst")) : std::nullopt;
  if (elst) result.edit_shift = read_edit_shift(*elst, movie_timescale, result.track.timescale);
  return result;
}

void read_track_extends(std::span<const std::byte> mvex, Movie& movie) {
  Boxes boxes(mvex);
  while (const auto box = boxes.next()) {
    if (box->type != four_cc("trex")) continue;
    auto reader = box->reader();
    reader.skip(4);
    MovieTrack* track = movie.find(reader.u32());
    reader.skip(4);
    const SampleDefaults defaults{reader.u32(), reader.u32(), reader.u32()};
    if (track != nullptr && reader.ok()) track->defaults = defaults;
  }
}

}  // namespace

MovieTrack* Movie::find(std::uint32_t track_id) {
  for (MovieTrack& track : tracks) {
    if (track.track.id == track_id) return &track;
  }
  return nullptr;
}

std::optional<Movie> read_movie(std::span<const std::byte> content) {
  const auto mvhd = find_box(content, four_cc("mvhd"));
  const std::uint32_t timescale = mvhd ? read_timescale(*mvhd) : 0;
  Movie movie;
  Boxes boxes(content);
  while (const auto box = boxes.next()) {
    if (box->type != four_cc("trak") || movie.tracks.size() == max_tracks) continue;
    auto track = read_track(box->content, timescale);
    if (track && movie.find(track->track.id) == nullptr) movie.tracks.push_back(std::move(*track));
  }
  if (movie.tracks.empty() || boxes.is_broken()) return std::nullopt;
  if (const auto mvex = find_box(content, four_cc("mvex")))
    read_track_extends(mvex->content, movie);
  return movie;
}

}  // namespace media::mp4
