#include "plugins/ffmpeg/messages.hpp"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <utility>

#include "media/uri/masking.hpp"

namespace ffmpeg {
namespace {

constexpr vex::Nanos minute = std::chrono::minutes(1);
constexpr std::size_t longest_line = 400;

thread_local Messages* of_this_thread = nullptr;

std::uint32_t level_of(int level) {
  if (level <= AV_LOG_ERROR) return VEX_LOG_WARNING;
  return level <= AV_LOG_WARNING ? VEX_LOG_INFO : VEX_LOG_DEBUG;
}

/// "mpegts", "tcp": only the name, because FFmpeg's usual prefix contains an address.
std::string part_of(const void* source) {
  if (source == nullptr) return "library";
  const AVClass* described = *static_cast<const AVClass* const*>(source);
  if (described == nullptr) return "library";
  // item_name does not modify what its non-const pointer refers to.
  const char* name = described->item_name != nullptr
                         ? described->item_name(const_cast<void*>(source))
                         : described->class_name;
  if (name == nullptr) return "library";
  // FFmpeg's name for a decoder that has not been chosen yet.
  return std::string_view(name) == "NULL" ? described->class_name : name;
}

}  // namespace

bool MessageGate::admits(const std::string& line, vex::Nanos now) {
  if (!begin_ || now - *begin_ >= minute) {
    begin_ = now;
    count_ = 0;
  }
  const std::size_t hash = std::hash<std::string>{}(line);
  const auto end = hashes_.begin() + static_cast<std::ptrdiff_t>(count_);
  if (count_ == most_lines || std::find(hashes_.begin(), end, hash) != end) {
    ++held_back_;
    return false;
  }
  hashes_[count_++] = hash;
  return true;
}

std::size_t MessageGate::take_held_back(vex::Nanos now) {
  if (held_back_ == 0 || !begin_ || now - *begin_ < minute) return 0;
  return std::exchange(held_back_, 0);
}

Messages::Messages(Write write, Now now, std::vector<std::string> secrets)
    : write_(std::move(write)), now_(std::move(now)), secrets_(std::move(secrets)) {
  of_this_thread = this;
}

Messages::~Messages() { of_this_thread = nullptr; }

void Messages::redirect_log() {
  static std::once_flag once;
  std::call_once(once, [] { av_log_set_callback(&Messages::on_message); });
}

/// A failed connection is gone before it can be asked where the response redirects to, but FFmpeg
/// logs every line of a response head in its most detailed messages.
void Messages::take_head_line(const char* format, va_list arguments) {
  char text[4096];
  if (std::vsnprintf(text, sizeof text, format, arguments) < 0) return;
  constexpr std::string_view before = "header='";
  constexpr std::string_view name = "location:";
  std::string_view line = text;
  line.remove_prefix(before.size());
  line = line.substr(0, line.rfind('\''));
  if (line.starts_with("HTTP/")) location_.clear();
  const bool is_location =
      line.size() > name.size() &&
      std::equal(name.begin(), name.end(), line.begin(), [](char wanted, char c) {
        return wanted == c || (c >= 'A' && c <= 'Z' && wanted == c + ('a' - 'A'));
      });
  if (!is_location) return;
  line.remove_prefix(std::min(line.find_first_not_of(" \t", name.size()), line.size()));
  location_ = line;
}

void Messages::on_message(void* source, int level, const char* format, va_list arguments) {
  if (of_this_thread == nullptr) return;
  try {
    if (level <= AV_LOG_INFO) {
      of_this_thread->take(source, level, format, arguments);
    } else if (level == AV_LOG_TRACE && std::string_view(format).starts_with("header='")) {
      of_this_thread->take_head_line(format, arguments);
    }
    // Other messages at this level cost more than they tell, and contain whole URLs.
  } catch (const std::exception&) {  // a line less, rather than an exception through C
  }
}

void Messages::take(const void* source, int level, const char* format, va_list arguments) {
  char text[512];
  if (std::vsnprintf(text, sizeof text, format, arguments) < 0) return;
  line_.append(text, std::min(std::char_traits<char>::length(text), longest_line - line_.size()));
  const bool is_whole = line_.size() >= longest_line || line_.find('\n') != std::string::npos;
  if (is_whole) end_line(part_of(source), level);
}

/// FFmpeg repeats URLs of playlists and redirects, option values, and lines of playlists.
std::string Messages::shown(std::string line) const {
  for (const std::string& secret : secrets_) {
    for (std::size_t at = line.find(secret); at != std::string::npos; at = line.find(secret, at)) {
      line.replace(at, secret.size(), "***");
      at += 3;
    }
  }
  return media::uri::masked(line);
}

void Messages::end_line(const std::string& part, int level) {
  std::string line = std::exchange(line_, {});
  line.erase(std::find(line.begin(), line.end(), '\n'), line.end());
  if (line.empty()) return;
  line = shown(std::move(line));
  if (level <= AV_LOG_ERROR) complaint_ = {part, line};
  const vex::Nanos now = now_();
  if (const std::size_t held_back = gate_.take_held_back(now); held_back > 0) {
    write_(VEX_LOG_DEBUG, std::to_string(held_back) + " further lines of FFmpeg were left out");
  }
  line.insert(0, part + ": ");
  if (gate_.admits(line, now)) write_(level_of(level), line);
}

}  // namespace ffmpeg
