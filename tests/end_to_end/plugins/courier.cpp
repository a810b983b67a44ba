// A durable sink that writes what it is given into a file, one line each, and takes its time
// between the delivery and the acknowledgement.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>
#include <vex/vex.hpp>

namespace {

class Courier final : public vex::Sink {
 public:
  static constexpr vex::Info info{"courier", "1.0.0", "Delivers into a file, for tests"};
  static constexpr vex::Text path{"path", nullptr, "The file"};
  static constexpr auto options = vex::options(path);
  static constexpr auto services = vex::words(VEX_OUTBOX);
  static constexpr auto wants = vex::wants(VEX_EVENT_FINDING_CHANGE);
  static constexpr bool durable = true;

  explicit Courier(const vex::Setup& setup) : Sink(setup), path_(setup[path]), outbox_(host()) {}

  void open() override {
    file_ = ::open(path_.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if (file_ < 0) throw vex::Error(VEX_E_INVALID, "cannot open " + path_);
  }

  void on_tick(vex::Nanos) override {
    for (const vex::OutboxEntry& entry : outbox_.take(std::chrono::seconds(0), 4)) {
      std::string line;
      entry.record.visit(
          vex::Overload{[&](const vex::FindingChange& change) {
                          const bool fires = change.change == vex::FindingChange::firing;
                          line = std::to_string(entry.id) + ' ' + std::string(entry.key) + ' ' +
                                 std::string(entry.record.target.id) + ' ' + change.rule.id +
                                 (fires ? " firing\n" : " resolved\n");
                        },
                        [](const auto&) {}});
      if (::write(file_, line.data(), line.size()) < 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      outbox_.acknowledge(entry.id);
    }
  }

  void close() noexcept override { ::close(file_); }

 private:
  std::string path_;
  vex::Outbox outbox_;
  int file_ = -1;
};

}  // namespace

VEX_PLUGINS(Courier)
