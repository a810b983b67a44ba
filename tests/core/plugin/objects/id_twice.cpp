// A plugin that calls itself as another one does.
#include <vex/vex.hpp>

namespace {

class Counter final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"counter", "9.0.0", "Another counter"};

  explicit Counter(const vex::Setup& setup) : Analyzer(setup) {}
};

}  // namespace

VEX_PLUGINS(Counter)
