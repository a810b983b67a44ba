#include "core/engine/fd_watch.hpp"

#include <utility>
#include <vex/cpp/error.hpp>

#include "core/engine/asio.hpp"
#include "core/engine/loop.hpp"
#include "core/engine/wait.hpp"

namespace core::engine {

using Descriptor = boost::asio::posix::stream_descriptor;

struct FdWatch::State : std::enable_shared_from_this<State> {
  struct Direction {
    Descriptor::wait_type type;
    std::function<void()> function;
    bool is_asked = false;  // an Asio operation is in flight, perhaps for an earlier function
  };

  explicit State(Loop& loop) : descriptor(loop.io()) {}

  void ask(Direction& direction, std::function<void()> function) {
    direction.function = std::move(function);
    if (std::exchange(direction.is_asked, true)) return;
    descriptor.async_wait(direction.type, [self = shared_from_this(), &direction](auto error) {
      direction.is_asked = false;
      if (error == boost::asio::error::operation_aborted) return;
      if (auto ready = std::exchange(direction.function, nullptr)) ready();
    });
  }

  bool wait(Direction& direction, Time deadline) {
    Wait wait;
    struct Forget {
      Direction& direction;
      ~Forget() { direction.function = nullptr; }
    } forget{direction};
    ask(direction, [&wait] { wait.notify(); });
    return wait.until(deadline);
  }

  Descriptor descriptor;
  Direction read{Descriptor::wait_read, nullptr};
  Direction write{Descriptor::wait_write, nullptr};
};

FdWatch::FdWatch(Loop& loop, int fd) : state_(std::make_shared<State>(loop)) {
  boost::system::error_code error;
  state_->descriptor.assign(fd, error);
  if (error) throw vex::Error(VEX_E_INTERNAL, "cannot watch a socket: " + error.message());
}

FdWatch::~FdWatch() {
  state_->read.function = nullptr;
  state_->write.function = nullptr;
  state_->descriptor.release();  // cancels what is in flight; the socket stays open
}

void FdWatch::on_readable(std::function<void()> function) {
  state_->ask(state_->read, std::move(function));
}

void FdWatch::on_writable(std::function<void()> function) {
  state_->ask(state_->write, std::move(function));
}

bool FdWatch::wait_readable(Time deadline) { return state_->wait(state_->read, deadline); }

bool FdWatch::wait_writable(Time deadline) { return state_->wait(state_->write, deadline); }

}  // namespace core::engine
