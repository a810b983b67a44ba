// A plugin that needs a service of a later version.
#include <vex/vex.hpp>

namespace {

class Demanding final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"demanding", "1.0.0", "Needs what does not exist"};
  static constexpr auto services = vex::words("vex.foo/1");

  explicit Demanding(const vex::Setup& setup) : Analyzer(setup) {}
};

}  // namespace

VEX_PLUGINS(Demanding)
