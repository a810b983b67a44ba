// Writes text to a body in pieces that stay in the processor's cache.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace sinks::prometheus {

/// Passes its buffer on whenever it is full, and at `flush`.
class Writer {
 public:
  using Drain = std::function<void(std::string_view)>;

  explicit Writer(Drain drain);

  void put(std::string_view text) {
    if (text.size() > capacity - used_) return put_slowly(text);
    // Not memcpy, because an empty text may have a null pointer.
    text.copy(buffer_.get() + used_, text.size());
    used_ += text.size();
  }

  /// A number in both formats: the shortest text that reads back as the same value.
  void put_number(double value);

  /// The inside of a label value: escaped, and always valid UTF-8.
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
