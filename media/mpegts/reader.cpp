#include "media/mpegts/reader.hpp"

namespace media::mpegts {

void Reader::push(std::span<const std::byte> bytes, nanoseconds arrival, Listener& listener) {
  while (const auto packet = aligner_.next(bytes, counters_)) {
    demultiplexer_.push(*packet, arrival, counters_, listener);
  }
}

void Reader::finish(Listener& listener) {
  aligner_.finish();
  push({}, demultiplexer_.last_arrival(), listener);
  demultiplexer_.finish(listener);
}

void Reader::restart(Listener& listener) {
  finish(listener);
  aligner_ = {};
  demultiplexer_.restart();
}

}  // namespace media::mpegts
