#include "media/mp4/reader.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "media/mp4/message_boxes.hpp"

namespace media::mp4 {

namespace {

constexpr std::size_t short_header = 8;
constexpr std::size_t long_header = 16;
/// A stream waits for seconds between two fragments, so the memory for a large one is released.
/// What the small fragments of low latency need is kept.
constexpr std::size_t most_kept_bytes = 1024;

template <class Value>
void clear(std::vector<Value>& values) {
  values.clear();
  if (values.capacity() * sizeof(Value) > most_kept_bytes) values.shrink_to_fit();
}

bool is_held(FourCc type) {
  return type == four_cc("moov") || type == four_cc("moof") || type == four_cc("sidx") ||
         type == four_cc("emsg") || type == four_cc("prft");
}

}  // namespace

void Reader::begin_resource(std::uint64_t offset) {
  stage_ = Stage::header;
  offset_ = box_offset_ = offset;
  box_left_ = 0;
  box_is_endless_ = false;
  header_filled_ = 0;
  clear(held_);
  clear(samples_);
  emitted_ = 0;
  error_.reset();
}

void Reader::reset() {
  begin_resource();
  movie_.reset();
}

std::optional<Error> Reader::push(std::span<const std::byte> bytes, Listener& listener) {
  while (!bytes.empty() && !error_) {
    switch (stage_) {
      case Stage::header:
        read_header(bytes);
        break;
      case Stage::held:
        hold(bytes, listener);
        break;
      case Stage::passed:
        pass(bytes, listener);
        break;
    }
  }
  return error_;
}

void Reader::read_header(std::span<const std::byte>& bytes) {
  const auto take_to = [&](std::size_t size) {
    const std::size_t count = std::min(size - header_filled_, bytes.size());
    std::copy_n(bytes.begin(), count,
                header_.begin() + static_cast<std::ptrdiff_t>(header_filled_));
    header_filled_ += count;
    offset_ += count;
    bytes = bytes.subspan(count);
    return header_filled_ == size;
  };
  if (header_filled_ < short_header && !take_to(short_header)) return;
  const bool is_long = bits::ByteReader(header_).u32() == 1;
  if (is_long && !take_to(long_header)) return;
  begin_box();
}

void Reader::begin_box() {
  bits::ByteReader reader(header_);
  const std::uint64_t head = std::exchange(header_filled_, 0);
  box_offset_ = offset_ - head;
  std::uint64_t size = reader.u32();
  box_type_ = reader.u32();
  if (size == 1) size = reader.u64();
  box_is_endless_ = size == 0;
  if (!box_is_endless_ && size < head) {
    return fail(Error::Kind::box, box_offset_,
                "the box " + text_of(box_type_) + " is smaller than its header");
  }
  box_left_ = box_is_endless_ ? std::numeric_limits<std::uint64_t>::max() : size - head;
  if (!is_held(box_type_)) {
    stage_ = box_left_ == 0 ? Stage::header : Stage::passed;
    return;
  }
  if (box_left_ > max_held_bytes) {
    return fail(Error::Kind::too_large, box_offset_,
                "the box " + text_of(box_type_) + " is larger than 16 MiB");
  }
  if (box_left_ == 0) {
    return fail(Error::Kind::box, box_offset_, "the box " + text_of(box_type_) + " is empty");
  }
  stage_ = Stage::held;
}

void Reader::hold(std::span<const std::byte>& bytes, Listener& listener) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(box_left_, bytes.size()));
  const auto taken = bytes.first(count);
  bytes = bytes.subspan(count);
  offset_ += count;
  box_left_ -= count;
  if (box_left_ != 0) {
    held_.insert(held_.end(), taken.begin(), taken.end());
    return;
  }
  stage_ = Stage::header;
  if (held_.empty()) return read_box({box_type_, taken}, listener);
  held_.insert(held_.end(), taken.begin(), taken.end());
  read_box({box_type_, held_}, listener);
  clear(held_);
}

void Reader::pass(std::span<const std::byte>& bytes, Listener& listener) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(box_left_, bytes.size()));
  bytes = bytes.subspan(count);
  offset_ += count;
  if (!box_is_endless_) box_left_ -= count;
  emit_samples(listener);
  if (box_left_ == 0) stage_ = Stage::header;
}

void Reader::read_box(const Box& box, Listener& listener) {
  switch (box.type) {
    case four_cc("moov"):
      return read_movie_box(box, listener);
    case four_cc("moof"):
      return read_fragment_box(box);
    case four_cc("sidx"):
      if (const auto index = read_segment_index(box.content)) listener.on_segment_index(*index);
      return;
    case four_cc("emsg"):
      if (const auto message = read_event_message(box.content)) listener.on_event_message(*message);
      return;
    default:
      if (!movie_) return;
      if (const auto reference = read_producer_reference_time(box.content, *movie_)) {
        listener.on_producer_reference_time(*reference);
      }
      return;
  }
}

void Reader::read_movie_box(const Box& box, Listener& listener) {
  auto movie = read_movie(box.content);
  if (!movie) return fail(Error::Kind::box, box_offset_, "the movie box describes no track");
  movie_ = std::move(*movie);
  for (const MovieTrack& track : movie_->tracks) listener.on_track(track.track);
}

void Reader::read_fragment_box(const Box& box) {
  if (!movie_) {
    return fail(Error::Kind::no_movie, box_offset_, "a movie fragment comes without a movie box");
  }
  if (emitted_ < samples_.size()) {
    return fail(Error::Kind::cut, box_offset_, "samples of a fragment lie outside of its data");
  }
  samples_.clear();
  emitted_ = 0;
  auto problem = read_fragment(box.content, box_offset_, *movie_, samples_);
  if (problem) fail(Error::Kind::box, box_offset_, std::move(*problem));
}

void Reader::emit_samples(Listener& listener) {
  while (emitted_ < samples_.size() && samples_[emitted_].end_offset <= offset_) {
    listener.on_sample(samples_[emitted_++].sample);
  }
  if (emitted_ != samples_.size()) return;
  clear(samples_);
  emitted_ = 0;
}

std::optional<Error> Reader::end_resource() const {
  if (error_) return error_;
  const bool is_within =
      stage_ == Stage::held || header_filled_ != 0 || (stage_ == Stage::passed && !box_is_endless_);
  if (is_within) return Error{Error::Kind::cut, offset_, "the resource ends within a box"};
  if (emitted_ < samples_.size()) {
    return Error{Error::Kind::cut, offset_, "the resource ends before the samples of a fragment"};
  }
  return std::nullopt;
}

void Reader::fail(Error::Kind kind, std::uint64_t offset, std::string sentence) {
  error_ = Error{kind, offset, std::move(sentence)};
}

}  // namespace media::mp4
