#include "core/schedule/scheduler.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "core/config/changes.hpp"
#include "core/engine/loop_pool.hpp"
#include "core/net/network.hpp"
#include "core/net/options.hpp"
#include "core/net/url.hpp"
#include "core/schedule/place.hpp"
#include "core/schedule/spread.hpp"

namespace core::schedule {
namespace {

using std::chrono::seconds;

std::shared_ptr<const net::NetOptions> net_options_of(const config::Watch& watch) {
  auto options = std::make_shared<net::NetOptions>();
  const config::Timeouts& bounds = watch.timeouts;
  options->time_outs = {bounds.resolve, bounds.connect, bounds.tls,
                        bounds.request, bounds.idle,    bounds.first_media};
  options->tls = {watch.tls.insecure, watch.tls.ca_file, watch.tls.certificate_file,
                  watch.tls.key_file, watch.tls.server_name};
  if (!watch.http.username.empty()) {
    options->credentials = net::Credentials{watch.http.username, watch.http.password};
  }
  for (const auto& [name, value] : watch.http.headers) options->headers.push_back({name, value});
  return options;
}

std::string key_of(const config::Stream& stream) { return stream.project + '\0' + stream.id; }

/// A session description is a file, but what it describes is a live stream.
bool is_recording(const net::Url& url) {
  return url.scheme == "file" && !url.path.ends_with(".sdp");
}

Assignment assignment_of(const config::Stream& stream) {
  const net::Url url = net::parse_url(stream.url);
  Assignment assignment;
  assignment.is_file = is_recording(url);
  assignment.plan = assignment.is_file                            ? Plan::file
                    : stream.watch->mode == config::Mode::sampled ? Plan::sampled
                                                                  : Plan::continuous;
  assignment.target = std::make_shared<const pipeline::Target>(
      pipeline::TargetTexts{stream.project, stream.id, stream.name, stream.shown_url, url.scheme,
                            url.host, url.port, stream.labels});
  assignment.watch = stream.watch;
  assignment.seed = std::hash<std::string>{}(key_of(stream));
  assignment.probe = {stream.url, stream.probe, nullptr};
  return assignment;
}

/// Assignments for streams that start together, spread over time. Streams with the same settings
/// share their network options.
std::vector<Assignment> assign(const std::vector<const config::Stream*>& streams) {
  std::vector<Assignment> assignments;
  assignments.reserve(streams.size());
  std::map<const config::Watch*, std::shared_ptr<const net::NetOptions>> net_options;
  for (const config::Stream* stream : streams) {
    Assignment& assignment = assignments.emplace_back(assignment_of(*stream));
    auto& options = net_options[stream->watch.get()];
    if (!options) options = net_options_of(*stream->watch);
    assignment.probe.net_options = options;
    const bool is_sampled = assignment.plan == Plan::sampled;
    const Nanos interval = is_sampled ? stream->watch->check_interval : Nanos(seconds(10));
    assignment.first_delay = first_delay(assignment.seed, streams.size(), interval);
    if (is_sampled) assignment.phase = place_in(interval, assignment.seed, streams.size());
  }
  return assignments;
}

}  // namespace

Scheduler::Scheduler(engine::LoopPool& loops, net::Network& network,
                     pipeline::Surroundings& surroundings, pipeline::Hub& hub,
                     unsigned max_concurrent, unsigned blocking_threads)
    : loops_(loops),
      network_(network),
      surroundings_(surroundings),
      hub_(hub),
      permits_(max_concurrent),
      blocking_permits_(blocking_threads),
      streams_(std::make_shared<const std::vector<config::Stream>>()) {}

Scheduler::~Scheduler() { stop(); }

Scheduler::Changes Scheduler::watch(StreamList streams) {
  const config::StreamChanges changes = config::changes_between(*streams_, *streams);
  for (const config::Stream* stream : changes.removed) {
    const auto found = by_key_.find(key_of(*stream));
    // Immediately, so that another stream of this name can follow.
    hub_.remove(found->second->slot());
    found->second->retire();
    by_key_.erase(found);
  }
  auto assignments = assign(changes.changed);
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    by_key_.at(key_of(*changes.changed[i]))->replace(std::move(assignments[i]));
  }
  assignments = assign(changes.added);
  pending_ += assignments.size();
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    const PlacePtr place = make_place(surroundings_);
    by_key_.emplace(key_of(*changes.added[i]), place);
    hub_.add(place->slot());
    place->begin(std::move(assignments[i]), [this] { --pending_; });
  }
  const Changes counts{changes.added.size(), changes.changed.size(), changes.removed.size(),
                       changes.unchanged};
  streams_ = std::move(streams);  // frees what the changes point to
  return counts;
}

Scheduler::PlacePtr Scheduler::make_place(pipeline::Surroundings& surroundings) {
  engine::Loop& loop = loops_.next();
  const Shared shared{surroundings, permits_, blocking_permits_, runs_in_progress_};
  auto place = std::make_shared<Place>(loop, network_.on(loop), shared,
                                       [this](const PlacePtr& ended) { forget(ended); });
  const std::lock_guard lock(mutex_);
  places_.insert(place);
  return place;
}

void Scheduler::forget(const PlacePtr& place) {
  const std::lock_guard lock(mutex_);
  places_.erase(place);
  changed_.notify_all();
}

void Scheduler::stop() {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
  const auto ending = places_;
  lock.unlock();
  for (const PlacePtr& place : ending) place->stop();
  lock.lock();
  changed_.wait(lock, [this] { return places_.empty(); });
}

pipeline::StreamSnapshotPtr Scheduler::check(const config::Stream& stream,
                                             std::chrono::nanoseconds longest,
                                             std::stop_token cancelled) {
  Assignment assignment = std::move(assign({&stream}).front());
  assignment.plan = Plan::single;
  assignment.longest = longest;
  const PlacePtr place = make_place(unheard_);
  place->begin(std::move(assignment), {});
  std::unique_lock lock(mutex_);
  const auto is_over = [&] { return !places_.contains(place); };
  changed_.wait(lock, std::move(cancelled), [&] { return is_over() || stopping_; });
  const bool in_time = is_over() && !stopping_;
  lock.unlock();
  if (in_time) return place->slot()->load();
  place->stop();
  return nullptr;
}

}  // namespace core::schedule
