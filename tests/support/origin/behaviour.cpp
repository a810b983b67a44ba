#include "tests/support/origin/behaviour.hpp"

#include <charconv>
#include <functional>
#include <map>
#include <stdexcept>
#include <type_traits>

#include "tests/support/origin/text.hpp"

namespace origin {
namespace {

using Milliseconds = std::chrono::milliseconds;

double to_double(const std::string& text) {
  std::size_t used = 0;
  const double value = std::stod(text, &used);
  if (used != text.size()) {
    throw std::invalid_argument("trailing characters");
  }
  return value;
}

void assign(double& field, const std::string& text) { field = to_double(text); }
void assign(std::string& field, const std::string& text) { field = text; }
void assign(bool& field, const std::string& text) {
  if (text != "0" && text != "1") {
    throw std::invalid_argument("neither 0 nor 1");
  }
  field = text == "1";
}
template <typename Number>
requires std::is_integral_v<Number>
void assign(Number& field, const std::string& text) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), field);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::invalid_argument("not a number in range");
  }
}
void assign(Milliseconds& field, const std::string& text) {
  std::int64_t count = 0;
  assign(count, text);
  field = Milliseconds(count);
}
void assign(Behaviour::Time& field, const std::string& text) {
  field = Milliseconds(static_cast<std::int64_t>(to_double(text) * 1000));
}

using Setter = std::function<void(Behaviour&, const std::string&)>;

template <typename Field>
Setter set(Field Behaviour::*field) {
  return [field](Behaviour& behaviour, const std::string& text) { assign(behaviour.*field, text); };
}

void set_redirect(Behaviour& behaviour, const std::string& text) {
  behaviour.redirect_loop = text == "loop";
  behaviour.redirect = 0;
  if (!behaviour.redirect_loop) {
    assign(behaviour.redirect, text);
  }
}

const std::map<std::string, Setter, std::less<>>& setters() {
  static const std::map<std::string, Setter, std::less<>> table = {
      {"video", set(&Behaviour::video)},
      {"audio", set(&Behaviour::audio)},
      {"enhanced_video", set(&Behaviour::enhanced_video)},
      {"enhanced_audio", set(&Behaviour::enhanced_audio)},
      {"multitrack", set(&Behaviour::multitrack)},
      {"gop_cache", set(&Behaviour::gop_cache)},
      {"start_ts", set(&Behaviour::start_ts)},
      {"speed", set(&Behaviour::speed)},
      {"pace", set(&Behaviour::pace)},
      {"jitter", set(&Behaviour::jitter)},
      {"skew", set(&Behaviour::skew)},
      {"jump_after", set(&Behaviour::jump_after)},
      {"jump", set(&Behaviour::jump)},
      {"stall_after", set(&Behaviour::stall_after)},
      {"half_open_after", set(&Behaviour::half_open_after)},
      {"freeze_after", set(&Behaviour::freeze_after)},
      {"end_after", set(&Behaviour::end_after)},
      {"cut_after", set(&Behaviour::cut_after)},
      {"reset_after", set(&Behaviour::reset_after)},
      {"corrupt_after", set(&Behaviour::corrupt_after)},
      {"corrupt", set(&Behaviour::corrupt)},
      {"codec_change_after", set(&Behaviour::codec_change_after)},
      {"codec_change_to", set(&Behaviour::codec_change_to)},
      {"late_headers", set(&Behaviour::late_headers)},
      {"no_keyframes", set(&Behaviour::no_keyframes)},
      {"no_media", set(&Behaviour::no_media)},
      {"slow_headers", set(&Behaviour::slow_headers)},
      {"status", set(&Behaviour::status)},
      {"redirect", set_redirect},
      {"redirect_status", set(&Behaviour::redirect_status)},
      {"redirect_to", set(&Behaviour::redirect_to)},
      {"chunked", set(&Behaviour::chunked)},
      {"bytes", set(&Behaviour::bytes)},
      {"auth", set(&Behaviour::auth)},
      {"require_header", set(&Behaviour::require_header)},
      {"ws_split", set(&Behaviour::ws_split)},
      {"ws_ping", set(&Behaviour::ws_ping)},
      {"ws_text", set(&Behaviour::ws_text)},
      {"ws_mask", set(&Behaviour::ws_mask)},
      {"ws_bad_accept", set(&Behaviour::ws_bad_accept)},
      {"rtmp_chunk_size", set(&Behaviour::rtmp_chunk_size)},
      {"rtmp_ping", set(&Behaviour::rtmp_ping)},
      {"rtmp_aggregate", set(&Behaviour::rtmp_aggregate)},
      {"rtmp_silent", set(&Behaviour::rtmp_silent)},
      {"rtsp_refuse", set(&Behaviour::rtsp_refuse)},
      {"rtsp_silent", set(&Behaviour::rtsp_silent)},
      {"rtsp_transport", set(&Behaviour::rtsp_transport)},
      {"rtsp_mute", set(&Behaviour::rtsp_mute)},
      {"rtsp_timeout", set(&Behaviour::rtsp_timeout)},
      {"token", [](Behaviour&, const std::string&) {}},  // a secret for tests of redaction
  };
  return table;
}

}  // namespace

void set_parameters(Behaviour& behaviour, std::string_view query) {
  for (const auto parameter : split(query, '&')) {
    if (parameter.empty()) {
      continue;
    }
    const auto equals = parameter.find('=');
    const auto name = parameter.substr(0, equals);
    const auto value =
        equals == std::string_view::npos ? "1" : percent_decoded(parameter.substr(equals + 1));
    const auto setter = setters().find(name);
    if (setter == setters().end()) {
      throw std::invalid_argument("unknown parameter " + std::string(name));
    }
    try {
      setter->second(behaviour, value);
    } catch (const std::exception& error) {
      throw std::invalid_argument(std::string(name) + "=" + value + ": " + error.what());
    }
  }
  if (behaviour.speed <= 0 || behaviour.gop_cache.count() < 0 || behaviour.pace.count() < 0 ||
      behaviour.jitter.count() < 0) {
    throw std::invalid_argument("speed is above 0; gop_cache, pace and jitter are not below");
  }
}

}  // namespace origin
