#include "core/outbox/outbox.hpp"

#include <vex/service/log.h>
#include <vex/cpp/text.hpp>

#include <algorithm>
#include <random>

namespace core::outbox {
namespace {

constexpr std::size_t longest_queue = 20'000;

using Steady = std::chrono::steady_clock;

std::string random_name() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device random;
  std::string name;
  for (int i = 0; i < 16; ++i) name += digits[random() % digits.size()];
  return name;
}

std::string key_of(std::string_view project, std::string_view stream) {
  return std::string(project) + '\0' + std::string(stream);
}

/// Transitions that only report a stream's current state are remembered for the next process, too.
bool is_remembered(const vex_event& event) {
  return event.type == VEX_EVENT_FINDING_CHANGE || event.type == VEX_EVENT_STATE;
}

}  // namespace

Outbox::Outbox(Options options, const plugin::Registry& registry,
               pipeline::Surroundings& surroundings)
    : options_(std::move(options)),
      process_(random_name()),
      surroundings_(surroundings),
      rules_(registry) {
  if (has_directory()) try_to_connect();
  // Ids continue to increase after a file was lost, as long as the clock does.
  last_id_ =
      std::max(last_id_, static_cast<std::uint64_t>(surroundings.unix_now()) / std::uint64_t{1000});
}

Outbox::~Outbox() { stop(); }

Lane& Outbox::lane(const std::string& sink, std::uint64_t wants) {
  std::unique_lock lock(mutex_);
  auto& lane = lanes_[sink];
  if (lane) {
    lane->set_wants(wants);
    return *lane;
  }
  lane = std::make_unique<Lane>(
      sink, wants, options_.bounds, [this] { return surroundings_.now(); },
      Lane::Listener{[this](const Lane& of, std::uint64_t id, std::uint32_t attempts) {
                       const std::lock_guard held(mutex_);
                       updates_.retried.push_back({{of.name(), id}, attempts});
                       changed_.notify_all();
                     },
                     [this](const Lane& of, std::span<const std::uint64_t> ids) {
                       const std::lock_guard held(mutex_);
                       for (const std::uint64_t id : ids)
                         updates_.removed.push_back({of.name(), id});
                       changed_.notify_all();
                     }});
  auto waiting = laneless_.extract(sink);
  Lane& made = *lane;
  lock.unlock();  // a lane that drops entries reports that
  if (waiting) made.add(std::move(waiting.mapped()));
  return made;
}

void Outbox::keep_only(const std::vector<std::string>& sinks) {
  std::map<std::string, std::vector<std::uint64_t>> forgotten;
  std::vector<Lane*> left;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [sink, entries] : std::exchange(laneless_, {})) {
      for (const Entry& entry : entries) forgotten[sink].push_back(entry.id);
    }
    for (const auto& [sink, lane] : lanes_) {
      if (std::find(sinks.begin(), sinks.end(), sink) == sinks.end()) left.push_back(lane.get());
    }
  }
  for (Lane* const lane : left) {
    lane->set_wants(0);
    lane->for_each([&](const Entry& entry) { forgotten[lane->name()].push_back(entry.id); });
    if (forgotten.contains(lane->name())) lane->acknowledge(forgotten[lane->name()]);
  }
  for (const auto& [sink, ids] : forgotten) {
    say(VEX_LOG_WARNING, std::to_string(ids.size()) + " transitions wait for the sink " + sink +
                             ", which is not configured any more: they are forgotten");
    const std::lock_guard lock(mutex_);
    for (const std::uint64_t id : ids) updates_.removed.push_back({sink, id});
  }
  changed_.notify_all();
}

void Outbox::start() {
  orphans_due_ = Steady::now() + options_.orphaned_after;
  thread_ = std::thread([this] { work(); });
}

void Outbox::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
  std::size_t left = 0;
  for (const auto& [name, lane] : lanes_) left += lane->length();
  if (left == 0 || is_durable()) return;
  say(VEX_LOG_ERROR, std::to_string(left) + " transitions were not delivered and are lost");
}

void Outbox::publish(const pipeline::RecordPtr& record) {
  {
    const std::lock_guard lock(mutex_);
    if (!has_directory() && lanes_.empty()) return;
    incoming_.push_back(record);
    if (incoming_.size() > longest_queue) {
      incoming_.pop_front();
      lost_.fetch_add(1, std::memory_order_relaxed);
    }
  }
  changed_.notify_all();
}

std::vector<pipeline::RecordPtr> Outbox::claim(std::string_view project, std::string_view stream) {
  const std::lock_guard lock(mutex_);
  const auto found = claims_.find(key_of(project, stream));
  if (found == claims_.end()) return {};
  return std::move(claims_.extract(found).mapped());
}

void Outbox::work() {
  for (bool is_last = false; !is_last;) {
    std::deque<pipeline::RecordPtr> records;
    Contents updates;
    {
      std::unique_lock lock(mutex_);
      Steady::time_point wake = orphans_due_.value_or(Steady::now() + options_.retry_after);
      if (has_directory() && !journal_) wake = std::min(wake, next_try_);
      changed_.wait_until(
          lock, wake, [this] { return stopping_ || !incoming_.empty() || !updates_.is_empty(); });
      records.swap(incoming_);
      updates = std::exchange(updates_, {});
      is_last = stopping_;
    }
    write(records, std::move(updates));
    const Steady::time_point now = Steady::now();
    if (has_directory() && !journal_ && (is_last || now >= next_try_)) try_to_connect();
    if (orphans_due_ && now >= *orphans_due_) resolve_orphans();
  }
}

void Outbox::write(const std::deque<pipeline::RecordPtr>& records, Contents difference) {
  Added added;
  for (const pipeline::RecordPtr& record : records) {
    const vex_record& abi = record->abi();
    std::vector<Lane*> takers;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& [name, lane] : lanes_) {
        if ((lane->wants() & VEX_WANTS(abi.event->type)) != 0) takers.push_back(lane.get());
      }
    }
    if (takers.empty() && !is_remembered(*abi.event)) continue;
    if (take_over(abi)) continue;
    const std::string body = to_text(abi, surroundings_);
    if (!told_.note(abi, body, difference)) continue;
    ++last_id_;
    const std::string key = process_ + '-' + std::to_string(last_id_);
    for (Lane* const lane : takers) {
      difference.entries.push_back({lane->name(), last_id_, key, 0, body});
      added[lane].push_back({last_id_, key, record, 0, body.size()});
    }
  }
  difference.last_id = last_id_;
  if (journal_ && !difference.is_empty()) commit(difference);
  // After the commit, because what a sink has seen must not get another id after a crash.
  for (auto& [lane, entries] : added) lane->add(std::move(entries));
}

/// Whether it is a finding that the previous process has already reported. Streams claim theirs;
/// one is left here if the file became readable only after its stream existed.
bool Outbox::take_over(const vex_record& record) {
  if (record.event->type != VEX_EVENT_FINDING_CHANGE) return false;
  const auto& event = reinterpret_cast<const vex_event_finding_change&>(*record.event);
  const std::lock_guard lock(mutex_);
  const auto found =
      claims_.find(key_of(vex::text(record.target->project), vex::text(record.target->id)));
  if (found == claims_.end()) return false;
  const std::size_t told = std::erase_if(found->second, [&](const pipeline::RecordPtr& before) {
    const vex_event& of = *before->abi().event;
    return reinterpret_cast<const vex_event_finding_change&>(of).rule == event.rule;
  });
  return told > 0 && event.change == VEX_CHANGE_FIRING;
}

void Outbox::commit(const Contents& difference) {
  try {
    journal_->commit(difference);
  } catch (const DatabaseError& error) {
    journal_.reset();
    is_durable_ = false;
    next_try_ = Steady::now() + options_.retry_after;
    say(VEX_LOG_ERROR,
        "the state file cannot be written, what happens from now on is lost with the "
        "process until it can: " +
            std::string(error.what()));
  }
}

Contents Outbox::whole() const {
  Contents contents;
  const std::lock_guard lock(mutex_);
  for (const auto& [name, lane] : lanes_) {
    lane->for_each([&, &sink = name](const Entry& entry) {
      contents.entries.push_back(
          {sink, entry.id, entry.key, entry.attempts, to_text(entry.record->abi(), surroundings_)});
    });
  }
  told_.add_to(contents);
  contents.last_id = last_id_;
  return contents;
}

void Outbox::resolve_orphans() {
  if (options_.knows_all_streams && !options_.knows_all_streams()) {
    orphans_due_ = Steady::now() + options_.orphaned_after;
    return;
  }
  Claims orphans;
  {
    const std::lock_guard lock(mutex_);
    // What came since the last look may be about one of them: it goes first.
    if (!incoming_.empty()) return;
    orphans.swap(claims_);
  }
  orphans_due_.reset();
  constexpr std::string_view message = "it was not seen again after a restart";
  for (const auto& [key, records] : orphans) {
    for (const pipeline::RecordPtr& record : records) {
      const vex_record& told = record->abi();
      auto event = reinterpret_cast<const vex_event_finding_change&>(*told.event);
      event.head.time = surroundings_.now();
      event.change = VEX_CHANGE_RESOLVED;
      event.message = vex::detail::to_abi(message);
      vex_record resolved = told;
      resolved.event = &event.head;
      resolved.unix_time = surroundings_.unix_now();
      surroundings_.publish(record->target(), resolved);
    }
  }
}

void Outbox::say(std::uint32_t level, const std::string& line) const {
  surroundings_.log(level, nullptr, "outbox", line);
}

}  // namespace core::outbox
