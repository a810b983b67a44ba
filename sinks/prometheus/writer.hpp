// Text on its way into a body, in pieces that stay in the processor's cache.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace sinks::prometheus {

/// Hands its buffer on whenever it is full, and at `flush`.
class Writer {
 public:
  using Drain = std::function<void(std::string_view)>;

  explicit Writer(Drain drain);

  void put(std::string_view text) {
    if (text.size() > capacity - used_) return put_slowly(text);
    // Not memcpy: an empty text may point nowhere.
    text.copy(buffer_.get() + used_, text.size());
    used_ += text.size();
  }

  /// A number as both forms write it: the shortest text that reads back as the same value.
  void put_number(double value);

  /// The inside of a label's value: escaped, and valid UTF-8 whatever came in.
  void put_label_value(std::string_view text);

  void flush();

 private:
  static constexpr std::size_t capacity = 65536;

  void put_slowly(std::string_view text);

  Drain drain_;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
};

}  // namespace sinks::prometheus
