#include "core/config/layer.hpp"

#include <algorithm>

namespace core::config {
namespace {

template <class Value>
void take(std::optional<Value>& value, const std::optional<Value>& later) {
  if (later) value = later;
}

}  // namespace

Tls tls_of(const TlsLayer& layer) {
  return {.ca_file = layer.ca_file.value_or(""),
          .certificate_file = layer.certificate_file.value_or(""),
          .key_file = layer.key_file.value_or(""),
          .server_name = layer.server_name.value_or(""),
          .insecure = layer.insecure.value_or(false)};
}

Http http_of(const HttpLayer& layer) {
  return {layer.headers, layer.username.value_or(""), layer.password.value_or("")};
}

void merge_pairs(Pairs& pairs, const Pairs& later) {
  for (const auto& [key, value] : later) {
    const auto same_key = [&key = key](const auto& pair) { return pair.first == key; };
    const auto found = std::find_if(pairs.begin(), pairs.end(), same_key);
    if (found == pairs.end()) {
      pairs.emplace_back(key, value);
    } else {
      found->second = value;
    }
  }
}

void TimeoutLayer::merge(const TimeoutLayer& later) {
  if (later.all) *this = {};  // it overrides what earlier layers said about single phases
  take(all, later.all);
  take(resolve, later.resolve);
  take(connect, later.connect);
  take(tls, later.tls);
  take(request, later.request);
  take(first_media, later.first_media);
  take(idle, later.idle);
}

void TlsLayer::merge(const TlsLayer& later) {
  take(ca_file, later.ca_file);
  take(certificate_file, later.certificate_file);
  take(key_file, later.key_file);
  take(server_name, later.server_name);
  take(insecure, later.insecure);
}

void HttpLayer::merge(const HttpLayer& later) {
  merge_pairs(headers, later.headers);
  take(username, later.username);
  take(password, later.password);
}

void ChainLayer::merge(const ChainLayer& later) {
  if (later.list) {
    list = later.list;
    switches.clear();
  }
  switches.insert(switches.end(), later.switches.begin(), later.switches.end());
}

void Layer::merge(const Layer& later) {
  take(mode, later.mode);
  timeouts.merge(later.timeouts);
  take(liveness_timeout, later.liveness_timeout);
  take(window, later.window);
  take(sample_duration, later.sample_duration);
  take(check_interval, later.check_interval);
  take(max_retries, later.max_retries);
  take(min_keyframes, later.min_keyframes);
  tls.merge(later.tls);
  http.merge(later.http);
  take(probe, later.probe);
  analyzers.merge(later.analyzers);
  for (const auto& [plugin, given] : later.options) {
    for (const auto& [row, value] : given) options[plugin].insert_or_assign(row, value);
  }
  for (const auto& [row, change] : later.rules) rules[row].merge(change);
  merge_pairs(labels, later.labels);
}

}  // namespace core::config
