#include "plugins/hls/probe.hpp"

#include "plugins/hls/session.hpp"

namespace hls {
namespace {

Variants variants_of(std::string_view word) {
  if (word == "highest") return Variants::highest;
  if (word == "lowest") return Variants::lowest;
  return word == "all" ? Variants::all : Variants::first;
}

Segments segments_of(std::string_view word) {
  if (word == "latest") return Segments::latest;
  return word == "heads" ? Segments::heads : Segments::all;
}

}  // namespace

Probe::Probe(const vex::Setup& setup)
    : vex::Probe(setup),
      variants_(setup[variants]),
      segments_(setup[segments]),
      max_bitrate_(setup[max_bitrate]),
      multivariant_interval_(setup[multivariant_interval]),
      check_removed_(setup[check_removed]) {}

Probe::~Probe() = default;

void Probe::run(const vex::Run& run) {
  const Options chosen{.choice = {variants_of(variants_), static_cast<std::uint64_t>(max_bitrate_)},
                       .segments = segments_of(segments_),
                       .multivariant_interval = multivariant_interval_,
                       .checks_removed = check_removed_};
  session_ = std::make_unique<Session>(host(), chosen, run, first_kind_);
  session_->work();
}

}  // namespace hls
