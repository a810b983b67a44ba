#include "media/m3u8/date_time.hpp"

#include <cstdint>

namespace media::m3u8 {

namespace {

using std::chrono::nanoseconds;

/// Reads fields of digits from a text; fails permanently at the first that is invalid.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}

  int number(std::size_t digits, int least, int most) {
    if (rest_.size() < digits) return fail();
    int value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return value < least || value > most ? fail() : value;
  }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char c) {
    if (!take(c)) fail();
  }

  /// The digits after a decimal sign; those beyond nanoseconds are dropped.
  std::int64_t fraction() {
    std::int64_t value = 0;
    std::int64_t weight = 100'000'000;
    std::size_t digits = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; ++digits) {
      value += weight * (rest_.front() - '0');
      weight /= 10;
      rest_.remove_prefix(1);
    }
    if (digits == 0) fail();
    return value;
  }

  [[nodiscard]] bool is_over() const { return ok_ && rest_.empty(); }
  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

 private:
  int fail() {
    ok_ = false;
    return 0;
  }

  std::string_view rest_;
  bool ok_ = true;
};

/// The offset from UTC in minutes, positive to the east.
int read_zone(Fields& fields) {
  if (fields.is_at_end() || fields.take('Z') || fields.take('z')) return 0;
  const bool is_west = fields.take('-');
  if (!is_west) fields.expect('+');
  int minutes = fields.number(2, 0, 23) * 60;
  fields.take(':');
  if (!fields.is_at_end()) minutes += fields.number(2, 0, 59);
  return is_west ? -minutes : minutes;
}

}  // namespace

std::optional<nanoseconds> read_date_time(std::string_view text) {
  using namespace std::chrono;
  Fields fields(text);
  const int y = fields.number(4, 1970, 2200);
  fields.expect('-');
  const int m = fields.number(2, 1, 12);
  fields.expect('-');
  const int d = fields.number(2, 1, 31);
  if (!fields.take('t')) fields.expect('T');
  const int hour = fields.number(2, 0, 24);
  fields.expect(':');
  const int minute = fields.number(2, 0, 59);
  int second = 0;
  std::int64_t fraction = 0;
  if (fields.take(':')) {
    second = fields.number(2, 0, 60);
    if (fields.take('.') || fields.take(',')) fraction = fields.fraction();
  }
  const int zone = read_zone(fields);
  const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                            day(static_cast<unsigned>(d))};
  if (!fields.is_over() || !date.ok()) return std::nullopt;
  return sys_days(date).time_since_epoch() + hours(hour) + minutes(minute - zone) +
         seconds(second) + nanoseconds(fraction);
}

}  // namespace media::m3u8
