#include "core/host/probe_host.hpp"

#include <vex/service/log.h>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include "core/engine/blocking_pool.hpp"
#include "core/host/active_run.hpp"
#include "core/host/probe_handle.hpp"

namespace core::host {

ProbeHost::ProbeHost(ProbeSetup setup, pipeline::Stream& stream,
                     pipeline::Surroundings& surroundings, net::Net& net)
    : setup_(std::move(setup)),
      url_(net::parse_url(setup_.url)),
      stream_(stream),
      surroundings_(surroundings),
      net_(net),
      handle_(std::make_unique<Handle>(*this)) {
  secrets_.add_url(url_);
  if (setup_.net_options->credentials) secrets_.add(setup_.net_options->credentials->password);
  for (const net::Header& header : setup_.net_options->headers) secrets_.add(header.value);

  const vex_setup given{sizeof(vex_setup),         0,
                        setup_.settings->values(), setup_.settings->limits(),
                        &stream_.target().abi(),   {"", 0}};
  vex_error error{};
  vex::detail::check(plugin().create(handle_.get(), &given, &self_, &error), error);
}

ProbeHost::~ProbeHost() { plugin().destroy(self_); }

bool ProbeHost::blocks() const noexcept { return (plugin().probe->flags & VEX_PROBE_BLOCKS) != 0; }

pipeline::Outcome ProbeHost::run(engine::CancelScope& scope, const OnEnd& on_end) {
  ActiveRun active(*this, scope);
  active_ = &active;
  const vex_run run{sizeof(vex_run),
                    stream_.payload(),
                    &stream_.target().abi(),
                    {setup_.url.data(), setup_.url.size()}};
  pipeline::Outcome outcome;
  if (blocks()) {
    outcome = run_blocking(run, active);
  } else {
    vex_error error{};
    const vex_status status = plugin().probe->run(self_, &run, &error);
    outcome = outcome_of(status, error);
  }
  on_end(transport());
  active_ = nullptr;
  return outcome;
}

pipeline::Outcome ProbeHost::run_blocking(const vex_run& run, ActiveRun& active) {
  active.relay = std::make_shared<BlockingRelay>(net_.loop(), [this](const vex_event& event) {
    vex_error error{};
    if (vex::detail::guard(&error, [&] { take(event); }) != VEX_OK) {
      surroundings_.log(VEX_LOG_ERROR, &stream_.target().abi(), plugin().id, error.text);
    }
  });
  active.own_io = std::make_unique<OwnIo>(*setup_.net_options);
  vex_status status = VEX_OK;
  vex_error error{};
  const vex_status waited = vex::detail::guard(&error, [&] {
    net_.blocking().run_to_end([&] { status = plugin().probe->run(self_, &run, &error); },
                               [&] { active.relay->close(); });
  });
  active.relay->drain();
  active.relay->close();
  return outcome_of(waited != VEX_OK ? waited : status, error);
}

pipeline::Outcome ProbeHost::outcome_of(vex_status status, const vex_error& error) const {
  pipeline::Outcome outcome{status, vex::Reason{error.reason}, secrets_.scrub(error.text)};
  if (status == VEX_OK) return {};
  if (outcome.reason == vex::Reason::none) outcome.reason = vex::Error(status, "").reason();
  if (outcome.reason == vex::Reason::none) outcome.reason = vex::Reason::internal;
  if (outcome.sentence.empty()) outcome.sentence = "the probe failed without an explanation";
  return outcome;
}

void ProbeHost::take(const vex_event& event) {
  // A packet without a time arrived with the bytes that were read last.
  if (event.type == VEX_EVENT_PACKET && event.time == 0 && active_->arrival() != 0 &&
      !active_->own_io) {
    auto packet = reinterpret_cast<const vex_event_packet&>(event);
    packet.head.time = active_->arrival();
    return stream_.take(packet.head, *setup_.settings);
  }
  stream_.take(event, *setup_.settings);
}

vex_time ProbeHost::last_receive() const noexcept {
  return active_ == nullptr ? 0 : active_->arrival();
}

pipeline::TransportFigures ProbeHost::transport() const {
  pipeline::TransportFigures figures;
  if (active_ == nullptr) return figures;
  if (active_->own_io) {
    if (active_->own_io->is_counted()) figures.received_bytes = active_->own_io->received();
    return figures;
  }
  const net::TransportInfo info = active_->context.transport();
  figures.received_bytes = active_->context.received();
  if (info.round_trip) figures.rtt = info.round_trip->count();
  figures.tcp_retransmits = info.retransmits;
  figures.certificate_expiry_seconds = info.certificate_expiry.value_or(0);
  return figures;
}

}  // namespace core::host
