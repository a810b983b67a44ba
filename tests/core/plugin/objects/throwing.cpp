// A plugin that throws from its constructor what is not even an exception.
#include <vex/vex.hpp>

namespace {

class Thrower final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"thrower", "1.0.0", "Throws 42"};

  explicit Thrower(const vex::Setup& setup) : Analyzer(setup) { throw 42; }
};

}  // namespace

VEX_PLUGINS(Thrower)
