// Files of the size that large installations have.
#include <chrono>

#include "tests/core/config/fixture.hpp"

namespace core::config {
namespace {

using LargeConfig = ConfigTest;

std::string with_streams(int count, const char* more) {
  std::string text = "streams:\n  large:\n";
  for (int i = 0; i < count; ++i) {
    const std::string id = std::to_string(i);
    text += "    - url: https://origin.example.com/live/stream-" + id + ".flv?key=" + id + "\n";
    text += "      id: stream-" + id + "\n" + more;
  }
  return text;
}

TEST_F(LargeConfig, shares_one_watch_among_ten_thousand_streams) {
  const auto begin = std::chrono::steady_clock::now();
  const Config config = load(with_streams(10'000, "      window: 20s\n"));
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  RecordProperty("seconds", std::to_string(taken.count()));
  ASSERT_EQ(config.streams.size(), 10'000U);
  for (const Stream& stream : config.streams) ASSERT_EQ(stream.watch, config.streams[0].watch);
}

}  // namespace
}  // namespace core::config
