#include "core/pipeline/chain.hpp"

#include <vex/service/clock.h>
#include <vex/service/log.h>
#include <vex/cpp/error.hpp>

#include <algorithm>
#include <string>

namespace core::pipeline {
namespace {

const Chain::Link& link_of(const vex_host* host) { return *static_cast<const Chain::Link*>(host); }

}  // namespace

/// The host as seen by an analyzer.
struct AnalyzerHost {
  static Surroundings& surroundings(const vex_host* host) {
    return link_of(host).chain->surroundings_;
  }

  static vex_time now(const vex_host* host) { return surroundings(host).now(); }
  static std::int64_t unix_now(const vex_host* host) { return surroundings(host).unix_now(); }
  static vex_status sleep(const vex_host*, vex_nanos, vex_error* error) {
    return vex::detail::fail(*error, VEX_E_UNSUPPORTED, vex::Reason::internal,
                             "an analyzer cannot sleep");
  }
  static void write(const vex_host* host, std::uint32_t level, vex_str line) {
    const Chain::Link& link = link_of(host);
    surroundings(host).log(level, &link.chain->target_.abi(), link.plugin().id,
                           {line.data, line.size});
  }

  static const void* service(const vex_host*, const char* id) {
    static constexpr vex_clock clock{&now, &unix_now, &sleep};
    static constexpr vex_log log{&write};
    const std::string_view wanted(id);
    if (wanted == VEX_CLOCK) return &clock;
    if (wanted == VEX_LOG) return &log;
    return nullptr;
  }

  static vex_status emit(const vex_host* host, const vex_event* event, vex_error* error) {
    const Chain::Link& link = link_of(host);
    link.chain->strand_.require(link.plugin().id);
    return vex::detail::guard(error, [&] { link.chain->on_emit_(link, *event); });
  }
};

Chain::Chain(const std::vector<plugin::SettingsPtr>& analyzers, const Target& target,
             Surroundings& surroundings, OnEmit on_emit)
    : target_(target), surroundings_(surroundings), on_emit_(std::move(on_emit)) {
  // The links are the hosts of their instances, so they must not move.
  links_.reserve(analyzers.size());
  for (const plugin::SettingsPtr& settings : analyzers) {
    Link& link = links_.emplace_back();
    link.service = &AnalyzerHost::service;
    link.emit = &AnalyzerHost::emit;
    link.chain = this;
    link.place = links_.size() - 1;
    link.settings = settings.get();
  }
  for (Link& link : links_) {
    if (link.plugin().analyzer->lifetime == VEX_LIFETIME_STREAM) create(link);
  }
}

Chain::~Chain() {
  for (Link& link : links_) destroy(link);
}

void Chain::begin_run() {
  for (Link& link : links_) {
    if (link.plugin().analyzer->lifetime != VEX_LIFETIME_STREAM) create(link);
  }
}

void Chain::end_run() {
  for (Link& link : links_) {
    if (link.plugin().analyzer->lifetime != VEX_LIFETIME_STREAM) destroy(link);
  }
}

void Chain::create(Link& link) {
  const vex_setup setup{sizeof(vex_setup), 0,      link.settings->values(), link.settings->limits(),
                        &target_.abi(),    {"", 0}};
  vex_error error{};
  link.failed = false;
  if (link.plugin().create(&link, &setup, &link.self, &error) != VEX_OK) switch_off(link, error);
}

void Chain::destroy(Link& link) noexcept {
  if (link.self != nullptr) link.plugin().destroy(link.self);
  link.self = nullptr;
}

void Chain::switch_off(Link& link, const vex_error& error) {
  // The instance itself is destroyed with its run or stream, because it may be further up the call
  // stack.
  link.failed = true;
  surroundings_.log(
      VEX_LOG_ERROR, &target_.abi(), link.plugin().id,
      std::string("is switched off for this ") +
          (link.plugin().analyzer->lifetime == VEX_LIFETIME_STREAM ? "stream: " : "run: ") +
          error.text);
}

void Chain::deliver(const vex_event& event, const Link* from) {
  const std::uint64_t bit = VEX_WANTS(event.type);
  for (std::size_t i = from != nullptr ? from->place + 1 : 0; i < links_.size(); ++i) {
    Link& link = links_[i];
    const vex_analyzer& analyzer = *link.plugin().analyzer;
    if ((analyzer.wants & bit) == 0 || link.self == nullptr || link.failed) continue;
    vex_error error;
    error.reason = 0;
    error.text[0] = '\0';
    if (analyzer.on_event(link.self, &event, &error) != VEX_OK) switch_off(link, error);
  }
}

void Chain::tick(vex_time now) {
  for (Link& link : links_) {
    const vex_analyzer& analyzer = *link.plugin().analyzer;
    if (analyzer.on_tick == nullptr || link.self == nullptr || link.failed) continue;
    vex_error error{};
    if (analyzer.on_tick(link.self, now, &error) != VEX_OK) switch_off(link, error);
  }
}

std::uint32_t Chain::payload() const noexcept {
  std::uint32_t deepest = VEX_PAYLOAD_HEADERS;
  for (const Link& link : links_) deepest = std::max(deepest, link.plugin().analyzer->payload);
  return deepest;
}

}  // namespace core::pipeline
