#include "sinks/prometheus/writer.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

#include "sinks/prometheus/escape.hpp"

namespace sinks::prometheus {
namespace {

constexpr std::size_t longest_number = 32;
constexpr double largest_plain = 1e15;  // above, and for tiny numbers, an exponent reads better
constexpr double smallest_plain = 1e-5;

/// Most numbers are integral, and to_chars would write 100000 as 1e+05.
char* write_finite(char* begin, double value) {
  char* const end = begin + longest_number;
  const double magnitude = std::abs(value);
  if (magnitude < largest_plain && value == std::trunc(value)) {
    return std::to_chars(begin, end, static_cast<std::int64_t>(value)).ptr;
  }
  if (magnitude < largest_plain && magnitude >= smallest_plain) {
    return std::to_chars(begin, end, value, std::chars_format::fixed).ptr;
  }
  return std::to_chars(begin, end, value).ptr;
}

}  // namespace

Writer::Writer(Drain drain)
    : drain_(std::move(drain)), buffer_(std::make_unique_for_overwrite<char[]>(capacity)) {}

void Writer::put_number(double value) {
  if (std::isnan(value)) return put("NaN");
  if (std::isinf(value)) return put(value > 0 ? "+Inf" : "-Inf");
  if (capacity - used_ < longest_number) flush();
  char* const begin = buffer_.get() + used_;
  used_ += static_cast<std::size_t>(write_finite(begin, value) - begin);
}

void Writer::put_label_value(std::string_view text) {
  if (is_plain(text)) return put(text);
  put(escaped_label_value(text));
}

void Writer::flush() {
  if (used_ == 0) return;
  drain_({buffer_.get(), used_});
  used_ = 0;
}

void Writer::put_slowly(std::string_view text) {
  flush();
  if (text.size() > capacity) return drain_(text);
  put(text);
}

}  // namespace sinks::prometheus
