#include "core/schedule/place.hpp"

#include <utility>

#include "core/engine/loop.hpp"

namespace core::schedule {

Place::Place(engine::Loop& loop, net::Net& net, const Shared& shared, OnEnd on_end)
    : loop_(loop), net_(net), shared_(shared), on_end_(std::move(on_end)), replacing_(loop, [this] {
        if (watcher_) return watcher_->stop();
        start(*std::exchange(next_, std::nullopt));
      }) {}

void Place::begin(Assignment assignment, std::function<void()> on_begin) {
  const auto shared = std::make_shared<Assignment>(std::move(assignment));
  post([this, shared, on_begin = std::move(on_begin)] {
    if (on_begin) on_begin();
    start(std::move(*shared));
  });
}

void Place::replace(Assignment assignment) {
  const auto shared = std::make_shared<Assignment>(std::move(assignment));
  post([this, shared] {
    if (is_ending_) return;
    replacing_.start(std::exchange(shared->first_delay, Nanos{}));
    next_.emplace(std::move(*shared));
  });
}

void Place::retire() {
  post([this] { end(&Watcher::retire); });
}

void Place::stop() {
  post([this] { end(&Watcher::stop); });
}

/// The place stays alive until its posted work is done.
void Place::post(std::function<void()> work) {
  loop_.post([self = shared_from_this(), work = std::move(work)] { work(); });
}

void Place::start(Assignment assignment) {
  if (assignment.plan == Plan::single) is_ending_ = true;
  assignment.slot = slot_;
  watcher_ = std::make_unique<Watcher>(std::move(assignment), shared_, loop_, net_,
                                       [this] { on_watcher_end(); });
  watcher_->start();
}

void Place::end(void (Watcher::*how)()) {
  is_ending_ = true;
  next_.reset();
  replacing_.stop();
  if (watcher_) {
    ((*watcher_).*how)();
  } else {
    report_end();
  }
}

/// A stream that cannot be watched keeps its place: it shows as unknown, and a configuration change
/// may help.
void Place::on_watcher_end() {
  if (next_) next_->told = watcher_->last_told();
  watcher_.reset();
  if (is_ending_) return report_end();
  if (next_) start(*std::exchange(next_, std::nullopt));
}

void Place::report_end() {
  if (const auto on_end = std::exchange(on_end_, {})) on_end(shared_from_this());
}

}  // namespace core::schedule
