#include "media/rtsp/reader.hpp"

#include <algorithm>
#include <utility>

#include "media/rtsp/head.hpp"

namespace media::rtsp {

namespace {

// The memory that a stream keeps between two frames; frames larger than a network packet are rare.
constexpr std::size_t kept_frame_capacity = 4096;

constexpr char first_of_frame = '$';

char character(std::byte byte) { return static_cast<char>(byte); }

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

std::optional<Error> Reader::push(std::span<const std::byte> bytes, Listener& listener) {
  while (!bytes.empty()) {
    if (auto error = step(bytes, listener)) return error;
  }
  return std::nullopt;
}

std::optional<Error> Reader::step(Rest& rest, Listener& listener) {
  switch (state_) {
    case State::between:
      return begin(rest);
    case State::head:
      return take_head(rest, listener);
    case State::body:
      take_body(rest, listener);
      return std::nullopt;
    case State::frame_head:
      take_frame_head(rest, listener);
      return std::nullopt;
    case State::frame:
      take_frame(rest, listener);
      return std::nullopt;
  }
  return std::nullopt;
}

/// Empty lines before a message are harmless (RFC 2326, 4.1 as in HTTP/1.1).
std::optional<Error> Reader::begin(Rest& rest) {
  const char first = character(rest.front());
  if (first == first_of_frame) {
    skip(rest, 1);
    frame_head_size_ = 0;
    state_ = State::frame_head;
  } else if (is_letter(first)) {
    is_line_empty_ = true;
    state_ = State::head;
  } else if (first == '\r' || first == '\n') {
    skip(rest, 1);
  } else {
    return Error{"neither a message nor an interleaved frame", offset_, false};
  }
  return std::nullopt;
}

std::optional<Error> Reader::take_head(Rest& rest, Listener& listener) {
  std::size_t count = 0;
  while (count < rest.size()) {
    const char c = character(rest[count++]);
    if (head_.size() == max_head_size) {
      return Error{"a head without an end", offset_, true};
    }
    head_ += c;
    if (c == '\n' && is_line_empty_) {
      skip(rest, count);
      return end_head(listener);
    }
    if (c == '\n') {
      is_line_empty_ = true;
    } else if (c != '\r') {
      is_line_empty_ = false;
    }
  }
  skip(rest, count);
  return std::nullopt;
}

std::optional<Error> Reader::end_head(Listener& listener) {
  HeadResult parsed = parse_head(std::exchange(head_, {}));
  if (!parsed.message) return Error{std::move(parsed.sentence), offset_, parsed.is_too_large};
  message_ = std::make_unique<Message>(*std::move(parsed.message));
  body_size_ = 0;
  if (const auto length = message_->header("Content-Length")) {
    const auto size = number_in(*length);
    if (!size) return Error{"a Content-Length that is not a number", offset_, false};
    if (*size > max_body_size) {
      return Error{"a body of " + std::to_string(*size) + " bytes", offset_, true};
    }
    body_size_ = static_cast<std::size_t>(*size);
  }
  state_ = State::body;
  if (body_size_ == 0) finish_message(listener);
  return std::nullopt;
}

void Reader::take_body(Rest& rest, Listener& listener) {
  const std::size_t count = std::min(rest.size(), body_size_ - message_->body.size());
  message_->body.append(reinterpret_cast<const char*>(rest.data()), count);
  skip(rest, count);
  if (message_->body.size() == body_size_) finish_message(listener);
}

void Reader::finish_message(Listener& listener) {
  state_ = State::between;
  const auto message = std::move(message_);
  listener.on_message(*message);
}

void Reader::take_frame_head(Rest& rest, Listener& listener) {
  while (frame_head_size_ < frame_head_.size() && !rest.empty()) {
    frame_head_[frame_head_size_++] = std::to_integer<std::uint8_t>(rest.front());
    skip(rest, 1);
  }
  if (frame_head_size_ < frame_head_.size()) return;
  frame_size_ = (std::size_t{frame_head_[1]} << 8U) | frame_head_[2];
  state_ = State::frame;
  if (frame_size_ == 0) finish_frame(listener, {});
}

void Reader::take_frame(Rest& rest, Listener& listener) {
  const std::size_t count = std::min(rest.size(), frame_size_ - frame_.size());
  const Rest part = rest.first(count);
  skip(rest, count);
  if (count == frame_size_) return finish_frame(listener, part);
  if (frame_.empty()) frame_.reserve(frame_size_);
  frame_.insert(frame_.end(), part.begin(), part.end());
  if (frame_.size() < frame_size_) return;
  finish_frame(listener, frame_);
  frame_.clear();
  if (frame_.capacity() > kept_frame_capacity) std::vector<std::byte>().swap(frame_);
}

void Reader::finish_frame(Listener& listener, std::span<const std::byte> payload) {
  state_ = State::between;
  listener.on_frame(frame_head_[0], payload);
}

void Reader::skip(Rest& rest, std::size_t count) noexcept {
  rest = rest.subspan(count);
  offset_ += count;
}

}  // namespace media::rtsp
