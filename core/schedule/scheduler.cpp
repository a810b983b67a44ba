#include "core/schedule/scheduler.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "core/engine/loop_pool.hpp"
#include "core/net/network.hpp"
#include "core/net/options.hpp"
#include "core/net/url.hpp"
#include "core/schedule/watcher.hpp"

namespace core::schedule {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::shared_ptr<const net::NetOptions> net_options_of(const config::Watch& watch) {
  auto options = std::make_shared<net::NetOptions>();
  const config::Timeouts& bounds = watch.timeouts;
  options->time_outs = {bounds.resolve, bounds.connect, bounds.tls, bounds.request, bounds.idle};
  options->tls = {watch.tls.insecure, watch.tls.ca_file, watch.tls.certificate_file,
                  watch.tls.key_file, watch.tls.server_name};
  if (!watch.http.username.empty()) {
    options->credentials = net::Credentials{watch.http.username, watch.http.password};
  }
  for (const auto& [name, value] : watch.http.headers) options->headers.push_back({name, value});
  return options;
}

/// Starts are spread so that the first checks of many streams do not come at once, and later ones
/// neither: few streams begin together, 10,000 over ten seconds.
Nanos spread(std::uint64_t seed, std::size_t streams, Nanos at_most) {
  const Nanos width = std::min<Nanos>(at_most, milliseconds(1) * streams);
  if (streams < 10 || width <= Nanos{}) return Nanos{};
  return Nanos(static_cast<Nanos::rep>(seed % static_cast<std::uint64_t>(width.count())));
}

}  // namespace

/// A watcher with the loop that it lives on. The pointer is touched on that loop alone.
struct Scheduler::Watched {
  engine::Loop& loop;
  std::shared_ptr<pipeline::SnapshotSlot> slot;
  bool listed;  // in the hub
  std::unique_ptr<Watcher> watcher;
};

Scheduler::Scheduler(engine::LoopPool& loops, net::Network& network,
                     pipeline::Surroundings& surroundings, pipeline::Hub& hub,
                     unsigned max_concurrent)
    : loops_(loops),
      network_(network),
      surroundings_(surroundings),
      hub_(hub),
      permits_(max_concurrent) {}

Scheduler::~Scheduler() { stop(); }

Assignment Scheduler::assign(const config::Stream& stream) {
  const net::Url url = net::parse_url(stream.url);
  Assignment assignment;
  assignment.is_file = url.scheme == "file";
  assignment.plan = assignment.is_file                            ? Plan::file
                    : stream.watch->mode == config::Mode::sampled ? Plan::sampled
                                                                  : Plan::continuous;
  assignment.target = std::make_shared<const pipeline::Target>(
      pipeline::TargetTexts{stream.project, stream.id, stream.name, stream.shown_url, url.scheme,
                            url.host, url.port, stream.labels});
  assignment.watch = stream.watch;
  assignment.slot = std::make_shared<pipeline::SnapshotSlot>();
  assignment.seed = std::hash<std::string>{}(stream.project + '\0' + stream.id);
  assignment.probe = {stream.url, stream.probe, nullptr};
  return assignment;
}

void Scheduler::start(const std::vector<config::Stream>& streams) {
  pending_ += streams.size();
  // Streams that are watched alike share their network options too.
  std::map<const config::Watch*, std::shared_ptr<const net::NetOptions>> net_options;
  for (const config::Stream& stream : streams) {
    Assignment assignment = assign(stream);
    auto& options = net_options[stream.watch.get()];
    if (!options) options = net_options_of(*stream.watch);
    assignment.probe.net_options = options;
    const Nanos interval =
        assignment.plan == Plan::sampled ? stream.watch->check_interval : Nanos(seconds(10));
    assignment.first_delay = spread(assignment.seed, streams.size(), interval);
    auto watched =
        std::make_shared<Watched>(Watched{loops_.next(), assignment.slot, true, nullptr});
    hub_.add(assignment.slot);
    launch(watched, std::move(assignment));
  }
}

void Scheduler::launch(const std::shared_ptr<Watched>& watched, Assignment assignment) {
  {
    const std::lock_guard lock(mutex_);
    watched_.push_back(watched);
  }
  auto shared_assignment = std::make_shared<Assignment>(std::move(assignment));
  watched->loop.post([this, watched, shared_assignment] {
    const Shared shared{surroundings_, permits_, runs_in_progress_};
    watched->watcher =
        std::make_unique<Watcher>(std::move(*shared_assignment), shared, watched->loop,
                                  network_.on(watched->loop), [this, watched] {
                                    watched->watcher.reset();
                                    forget(watched.get());
                                  });
    if (watched->listed) --pending_;
    watched->watcher->start();
  });
}

void Scheduler::forget(const Watched* watched) {
  if (watched->listed && watched->slot) hub_.remove(watched->slot);
  const std::lock_guard lock(mutex_);
  std::erase_if(watched_, [&](const auto& entry) { return entry.get() == watched; });
  changed_.notify_all();
}

void Scheduler::stop() {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
  const auto ending = watched_;
  lock.unlock();
  for (const auto& watched : ending) {
    watched->loop.post([watched] {
      if (watched->watcher) watched->watcher->stop();
    });
  }
  lock.lock();
  changed_.wait(lock, [this] { return watched_.empty(); });
}

pipeline::StreamSnapshotPtr Scheduler::check(const config::Stream& stream,
                                             std::chrono::nanoseconds longest,
                                             std::stop_token cancelled) {
  Assignment assignment = assign(stream);
  assignment.plan = Plan::single;
  assignment.longest = longest;
  assignment.probe.net_options = net_options_of(*stream.watch);
  auto watched = std::make_shared<Watched>(Watched{loops_.next(), assignment.slot, false, nullptr});
  const auto slot = assignment.slot;
  launch(watched, std::move(assignment));
  std::unique_lock lock(mutex_);
  const auto is_over = [&] {
    return std::find(watched_.begin(), watched_.end(), watched) == watched_.end();
  };
  changed_.wait(lock, cancelled, [&] { return is_over() || stopping_; });
  const bool in_time = is_over() && !stopping_;
  lock.unlock();
  if (in_time) return slot->load();
  watched->loop.post([watched] {
    if (watched->watcher) watched->watcher->stop();
  });
  return nullptr;
}

}  // namespace core::schedule
