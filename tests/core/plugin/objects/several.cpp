// A shared object with a plugin of each kind.
#include <vex/vex.hpp>

namespace {

class Reader final : public vex::Probe {
 public:
  static constexpr vex::Info info{"reader", "1.2.3", "Reads nothing"};
  static constexpr auto schemes = vex::words("nothing");

  explicit Reader(const vex::Setup& setup) : Probe(setup) {}
  void run(const vex::Run&) override {}
};

class Counter final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"counter", "1.2.3", "Counts nothing"};

  explicit Counter(const vex::Setup& setup) : Analyzer(setup) {}
};

class Keeper final : public vex::Sink {
 public:
  static constexpr vex::Info info{"keeper", "1.2.3", "Keeps nothing"};

  explicit Keeper(const vex::Setup& setup) : Sink(setup) {}
};

}  // namespace

VEX_PLUGINS(Keeper, Counter, Reader)
