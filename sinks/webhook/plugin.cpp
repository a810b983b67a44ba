#include <vex/service/cancel.h>
#include <vex/service/delivery.h>
#include <vex/vex.hpp>

#include <deque>
#include <optional>

#include "sinks/webhook/options.hpp"
#include "sinks/webhook/pace.hpp"
#include "sinks/webhook/settings.hpp"
#include "sinks/webhook/verdict.hpp"

namespace sinks::webhook {
namespace {

using std::chrono::seconds;

/// The outbox holds the rest.
constexpr std::size_t most_held = 10'000;
constexpr std::size_t most_taken = 1'000;

/// A request that fails this often while the receiver is well lets others pass for a while.
constexpr int most_tries_in_a_row = 5;
constexpr vex::Nanos long_delay = std::chrono::minutes(5);

/// The minimum wait, even if a receiver asks for an immediate retry.
constexpr vex::Nanos shortest_wish = seconds(1);

/// A request in progress, with the same alerts in every attempt, so that the receiver recognises
/// it.
struct Message {
  std::vector<Alert> alerts;
  bool is_reminder = false;  // repeats what is firing; not worth a second attempt
  int tries = 0;
};

std::string counted(std::size_t alerts) {
  return std::to_string(alerts) + (alerts == 1 ? " alert" : " alerts");
}

/// Posts findings to a receiver. All work is done in `on_tick`, on the sink's own thread.
class WebhookSink final : public vex::Sink {
 public:
  static constexpr vex::Info info{"webhook", "1.0.0",
                                  "Posts alerts to Alertmanager, chats and your own receivers"};
  static constexpr auto options = option::all;
  static constexpr auto services = vex::words(VEX_OUTBOX, VEX_SNAPSHOT);
  static constexpr std::uint64_t wants = vex::wants(VEX_EVENT_FINDING_CHANGE);
  static constexpr bool durable = true;

  explicit WebhookSink(const vex::Setup& setup)
      : Sink(setup),
        endpoint_(endpoint_of(setup)),
        composer_(composer_of(setup)),
        filter_(filter_of(setup)),
        secrets_(secrets_of(setup)),
        group_wait_(setup[option::group_wait]),
        expire_(setup[option::expire]),
        resend_interval_(setup[option::resend_interval]),
        rate_limit_(setup[option::rate_limit]),
        outbox_(host()),
        delivery_(static_cast<const vex_delivery*>(host().service(&host(), VEX_DELIVERY))),
        cancel_(static_cast<const vex_cancel*>(host().service(&host(), VEX_CANCEL))) {}

  void open() override { next_reminder_ = now() + resend_interval_; }

  void on_tick(vex::Nanos) override {
    const vex::Nanos end = now() + seconds(1);
    try {
      do {
        remind();
        deliver();
        if (held_.size() >= most_held) return;
        receive(std::min(end, next_due()) - now());
      } while (now() < end);
    } catch (const vex::Error& error) {
      if (!error.cancelled()) throw;
    } catch (const Abandoned&) {
      // The exporter stops; what was not delivered is in the outbox.
    }
  }

 private:
  /// Waits for further alerts, but no longer than `wait`.
  void receive(vex::Nanos wait) {
    std::vector<std::uint64_t> unwanted;
    for (const vex::OutboxEntry& entry : outbox_.take(
             std::max(wait, vex::Nanos{}), std::min(most_held - held_.size(), most_taken))) {
      entry.record.visit(
          vex::Overload{[&](const vex::FindingChange& change) { hold(entry, change, unwanted); },
                        [&](const auto&) { unwanted.push_back(entry.id); }});
    }
    if (!unwanted.empty()) outbox_.acknowledge(unwanted);
  }

  void hold(const vex::OutboxEntry& entry, const vex::FindingChange& change,
            std::vector<std::uint64_t>& unwanted) {
    Alert alert = alert_of(entry.record.target, change, entry.record.unix_time);
    alert.id = entry.id;
    alert.key = entry.key;
    const bool is_sample = entry.id == 0;
    if (!is_sample && !filter_.passes(alert)) return unwanted.push_back(entry.id);
    if (held_.empty()) group_is_due_ = now() + (is_sample ? vex::Nanos{} : group_wait_);
    held_.push_back(std::move(alert));
  }

  /// When there is something to do besides receiving.
  [[nodiscard]] vex::Nanos next_due() const {
    if (unsent_.empty() && held_.empty()) return vex::Nanos::max();
    const vex::Nanos allowed = std::max(not_before_, rate_limit_.next());
    return unsent_.empty() ? std::max(allowed, group_is_due_) : allowed;
  }

  void deliver() {
    while (next_due() <= now()) {
      if (unsent_.empty()) {
        for (auto& alerts : composer_.portions(std::exchange(held_, {}))) {
          unsent_.push_back({std::move(alerts)});
        }
      }
      drop_expired(unsent_.front());
      if (!unsent_.front().alerts.empty()) {
        try_to_send(unsent_.front());
      } else {
        unsent_.pop_front();
      }
    }
  }

  void drop_expired(Message& message) {
    std::vector<std::uint64_t> old;
    std::erase_if(message.alerts, [&](const Alert& alert) {
      const bool is_old = alert.id != 0 && unix_now() - alert.time > expire_;
      if (is_old) old.push_back(alert.id);
      return is_old;
    });
    if (old.empty()) return;
    outbox_.acknowledge(old);
    report(VEX_DELIVERY_EXPIRED, "older than `expire`");
    log(VEX_LOG_ERROR, counted(old.size()) + " could not be delivered in time and " +
                           (old.size() == 1 ? "is" : "are") + " given up");
  }

  void try_to_send(Message& message) {
    rate_limit_.count(now());
    ++message.tries;
    const Verdict verdict = verdict_on(composer_.compose(message.alerts, unix_now()));
    switch (verdict.kind) {
      case Verdict::delivered:
        return on_delivered(verdict);
      case Verdict::rejected:
        return on_rejected(verdict);
      case Verdict::retry:
        return on_failed(verdict);
    }
  }

  [[nodiscard]] Verdict verdict_on(const Request& request) const {
    try {
      Answer answer = post(endpoint_, request, [this] { return is_abandoned(); });
      answer.reason = secrets_.hide(std::move(answer.reason));
      answer.body = secrets_.hide(std::move(answer.body));
      return judge(answer, composer_.format(), unix_now());
    } catch (const NoAnswer& reason) {
      return {Verdict::retry, reason.what(), std::nullopt, true};
    }
  }

  void on_delivered(const Verdict& verdict) {
    if (!complaint_.empty()) {
      log(VEX_LOG_INFO, endpoint_.shown() + " takes alerts again");
      complaint_.clear();
    }
    backoff_.reset();
    not_before_ = {};
    settle(VEX_DELIVERY_DELIVERED, verdict);
  }

  void on_rejected(const Verdict& verdict) {
    const std::size_t count = unsent_.front().alerts.size();
    log(VEX_LOG_ERROR, endpoint_.shown() + " refuses " + counted(count) +
                           (count == 1 ? ", which is" : ", which are") +
                           " given up: " + verdict.sentence);
    settle(VEX_DELIVERY_REJECTED, verdict);
  }

  void on_failed(const Verdict& verdict) {
    Message& message = unsent_.front();
    const vex::Nanos pause = backoff_.next();
    not_before_ = now() + (verdict.delay ? std::max(*verdict.delay, shortest_wish) : pause);
    if (verdict.sentence != complaint_) {
      complaint_ = verdict.sentence;
      log(VEX_LOG_WARNING, "cannot deliver " + counted(message.alerts.size()) + " to " +
                               endpoint_.shown() + ", and goes on trying: " + verdict.sentence);
    }
    report(VEX_DELIVERY_RETRIED, verdict.sentence);
    if (message.is_reminder) {
      unsent_.pop_front();
    } else if (!verdict.is_about_receiver && message.tries >= most_tries_in_a_row) {
      give_back();
    }
  }

  /// The first message is finished.
  void settle(std::uint32_t result, const Verdict& verdict) {
    std::vector<std::uint64_t> ids;
    for (const Alert& alert : unsent_.front().alerts) ids.push_back(alert.id);
    if (!unsent_.front().is_reminder) outbox_.acknowledge(ids);
    unsent_.pop_front();
    report(result, verdict.sentence);
  }

  /// Postpones the first message, and returns everything else after it, because nothing of its
  /// streams may overtake it.
  void give_back() {
    vex::Nanos delay = long_delay;
    const auto put_off = [&](const Alert& alert) {
      try {
        if (alert.id != 0) outbox_.retry(alert.id, delay);
      } catch (const vex::Error&) {
        // It was already returned, after an earlier one of its stream.
      }
    };
    for (const Message& message : unsent_) {
      std::for_each(message.alerts.begin(), message.alerts.end(), put_off);
      delay = {};
    }
    std::for_each(held_.begin(), held_.end(), put_off);
    unsent_.clear();
    held_.clear();
  }

  /// Alertmanager forgets what is not repeated. The snapshot knows what is firing, even after a
  /// restart.
  void remind() {
    if (composer_.format().name != "alertmanager-api" || now() < next_reminder_) return;
    next_reminder_ = now() + resend_interval_;
    if (!unsent_.empty() || now() < not_before_) return;
    std::vector<Alert> alerts = firing();
    if (alerts.empty()) return;
    for (auto& portion : composer_.portions(std::move(alerts))) {
      unsent_.push_back({std::move(portion), true});
    }
  }

  [[nodiscard]] std::vector<Alert> firing() const {
    std::vector<Alert> alerts;
    const vex::Snapshot snapshot(host());
    const vex::Nanos epoch = unix_now() - now();
    for (const vex_stream_snapshot* stream : vex::streams(*snapshot)) {
      for (const vex_finding_snapshot& finding : vex::findings(*stream)) {
        vex::visit(finding.change->head,
                   vex::Overload{[&](const vex::FindingChange& change) {
                                   if (change.change != vex::FindingChange::firing) return;
                                   Alert alert = alert_of(vex::detail::from_abi(*stream->target),
                                                          change, epoch + change.time);
                                   if (filter_.passes(alert)) alerts.push_back(std::move(alert));
                                 },
                                 [](const auto&) {}});
      }
    }
    return alerts;
  }

  void report(std::uint32_t result, std::string_view answer) const {
    if (delivery_ != nullptr) delivery_->report(&host(), result, vex::detail::to_abi(answer));
  }

  [[nodiscard]] bool is_abandoned() const {
    return cancel_ != nullptr && cancel_->cancelled(&host()) != 0;
  }

  const Endpoint endpoint_;
  const Composer composer_;
  const Filter filter_;
  const Secrets secrets_;
  const vex::Nanos group_wait_;
  const vex::Nanos expire_;
  const vex::Nanos resend_interval_;
  RateLimit rate_limit_;
  Backoff backoff_;
  vex::Outbox outbox_;
  const vex_delivery* const delivery_;  // null if the host has no such service
  const vex_cancel* const cancel_;      // likewise

  std::vector<Alert> held_;  // not yet in a message
  std::deque<Message> unsent_;
  vex::Nanos group_is_due_{};
  vex::Nanos not_before_{};
  vex::Nanos next_reminder_{};
  std::string complaint_;  // the last one logged, until a delivery succeeds
};

}  // namespace
}  // namespace sinks::webhook

VEX_PLUGINS(sinks::webhook::WebhookSink)
